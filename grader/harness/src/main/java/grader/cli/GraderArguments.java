package grader.cli;

import grader.cases.Feedback;
import grader.policy.PolicyMode;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was typed, read and checked.
 *
 * @param submission the jar or the source to grade
 * @param tests case files and folders; empty for the installed suites
 * @param points what a full score is worth; null for the sum of the checks' points
 * @param minScore from where on the exit code is 0; null for the full score
 * @param seed draws generated numbers anew
 * @param timeout per case, wall time
 * @param totalTimeout for all cases together, wall time
 * @param memoryMebibytes a worker's heap, in MiB
 * @param sandbox how far the submission is shut off
 * @param policy the file that says what may not be used; null for the installed one
 * @param policyMode what becomes of a submission that uses it
 * @param feedback how much the report tells of cases that are not visible; null for what the suites
 *     say
 * @param reports what is to be written, at least one
 * @param quiet whether only the score is printed
 * @param noColor whether colours are left out
 * @param exitZero whether a written report is success enough
 * @param noExitZero whether it is not even for a gradebook
 */
record GraderArguments(
    Path submission,
    List<Path> tests,
    @Nullable BigDecimal points,
    @Nullable BigDecimal minScore,
    long seed,
    Duration timeout,
    Duration totalTimeout,
    int memoryMebibytes,
    SandboxChoice sandbox,
    @Nullable Path policy,
    PolicyMode policyMode,
    @Nullable Feedback feedback,
    List<ReportRequest> reports,
    boolean quiet,
    boolean noColor,
    boolean exitZero,
    boolean noExitZero) {
  GraderArguments {
    tests = List.copyOf(tests);
    reports = List.copyOf(reports);
  }

  /** What is meant where no option is given. */
  static GraderArguments defaults(Path submission) {
    return new GraderArguments(
        submission,
        List.of(),
        null,
        null,
        0,
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        EarlyWorker.MEMORY_MEBIBYTES,
        SandboxChoice.AUTO,
        null,
        PolicyMode.ENFORCE,
        null,
        List.of(new ReportRequest(ReportFormat.CONSOLE, null)),
        false,
        false,
        false,
        false);
  }

  /**
   * What {@code grader submit.jar} means: nothing has to be parsed, and the parser takes a tenth of
   * such a run to set up.
   *
   * @return null when there is more than the name of a jar
   */
  static @Nullable GraderArguments ofJarAlone(String... arguments) {
    if (arguments.length != 1
        || !arguments[0].endsWith(".jar")
        || arguments[0].startsWith("-")
        || arguments[0].startsWith("@")) {
      return null;
    }
    try {
      return defaults(Path.of(arguments[0]));
    } catch (InvalidPathException e) {
      // The parser says what is wrong with it.
      return null;
    }
  }
}
