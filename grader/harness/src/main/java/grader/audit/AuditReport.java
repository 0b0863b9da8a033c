package grader.audit;

import grader.audit.KillMatrix.Cover;
import grader.cases.TestSuite;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a suite kills.
 *
 * @param suites that were judged
 * @param seed of the numbers that the faults were judged by
 * @param matrix of the faults that were run, without the equivalent mutants that survived
 * @param submissions what there was of wrong submissions; null when none were looked at
 * @param mutants what there was of mutants; null when none were looked at
 * @param trivial what the trivial answers came to
 * @param smallestCover the fewest cases that kill all that the suite kills
 */
public record AuditReport(
    List<TestSuite> suites,
    long seed,
    KillMatrix matrix,
    @Nullable WrongSubmissions submissions,
    @Nullable Mutants mutants,
    TrivialAnswers trivial,
    Cover smallestCover) {
  public AuditReport {
    suites = List.copyOf(suites);
  }

  /**
   * Wrong submissions.
   *
   * @param total how many there are
   * @param refused those that were not run on any case, because they were refused before; they do
   *     not survive, and say nothing of the suite
   */
  public record WrongSubmissions(int total, List<Refused> refused) {
    public WrongSubmissions {
      refused = List.copyOf(refused);
    }
  }

  /**
   * A wrong submission that was refused.
   *
   * @param reason untrusted
   */
  public record Refused(String name, String reason) {}

  /**
   * Mutants of the reference.
   *
   * @param total how many there are
   * @param equivalent those that are listed as equivalent, and survived
   * @param wronglyListed those that are listed as equivalent, and were killed
   */
  public record Mutants(int total, List<Equivalent> equivalent, List<Fault> wronglyListed) {
    public Mutants {
      equivalent = List.copyOf(equivalent);
      wronglyListed = List.copyOf(wronglyListed);
    }
  }

  /** A mutant that no suite can kill. */
  public record Equivalent(Fault mutant, String reason) {}

  /**
   * Trivial answers.
   *
   * @param seeds how many draws they were given to, from 0 on
   * @param checksPerSeed how many checks a draw has
   * @param passed the checks that one of them passed
   */
  public record TrivialAnswers(int seeds, int checksPerSeed, List<TrivialPass> passed) {
    public TrivialAnswers {
      passed = List.copyOf(passed);
    }
  }

  /**
   * A check that a trivial answer passed.
   *
   * @param check as {@code case/check}
   * @param seeds of how many draws
   * @param firstSeed the first of them
   */
  public record TrivialPass(TrivialAnswer answer, String check, int seeds, long firstSeed) {}

  /** Whether nothing survived that a suite could kill. */
  public boolean isPassed() {
    return matrix.survivors().isEmpty()
        && trivial.passed().isEmpty()
        && (mutants == null || mutants.wronglyListed().isEmpty());
  }
}
