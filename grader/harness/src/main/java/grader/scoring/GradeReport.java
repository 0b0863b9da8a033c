package grader.scoring;

import grader.cases.Feedback;
import grader.cases.Operation;
import grader.cases.Visibility;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.policy.PolicyFindings;
import grader.protocol.CapturedOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of grading one submission: what every report is written from. Immutable.
 *
 * @param score points reached
 * @param maxScore points that can be reached
 * @param verdict what all checks amount to together
 * @param reasons why the submission could not be graded, one sentence each; empty when it was. What
 *     a compiler says stands below its sentence, in lines of its own. Untrusted
 * @param submission the jar
 * @param suites the case files, in the order of the run
 * @param findings what a diagnosis says of the checks that failed, the one to look at first in
 *     front; empty when all passed, or none was made
 * @param feedback how much it tells of cases that students do not have
 * @param environment the facts of the run
 */
public record GradeReport(
    BigDecimal score,
    BigDecimal maxScore,
    Verdict verdict,
    List<String> reasons,
    SubmissionFacts submission,
    List<SuiteReport> suites,
    List<Finding> findings,
    Feedback feedback,
    Environment environment) {
  public GradeReport {
    reasons = List.copyOf(reasons);
    suites = List.copyOf(suites);
    findings = List.copyOf(findings);
  }

  /** The same report with what a diagnosis says. */
  public GradeReport withFindings(List<Finding> diagnosis) {
    return new GradeReport(
        score, maxScore, verdict, reasons, submission, suites, diagnosis, feedback, environment);
  }

  /** The same report with one more note on the submission. */
  public GradeReport withNote(String note) {
    List<String> notes = new ArrayList<>(submission.notes());
    notes.add(note);
    return new GradeReport(
        score,
        maxScore,
        verdict,
        reasons,
        new SubmissionFacts(submission.file(), submission.sha256(), notes, submission.policy()),
        suites,
        findings,
        feedback,
        environment);
  }

  /**
   * The jar that was graded.
   *
   * @param file its path as it was given
   * @param sha256 digest of its bytes; null when it could not be read
   * @param notes what its author may want to know, and that costs no points, one sentence each.
   *     Untrusted
   * @param policy whether it uses what it may not. Untrusted
   */
  public record SubmissionFacts(
      String file, @Nullable String sha256, List<String> notes, PolicyFindings policy) {
    public SubmissionFacts {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The facts of a run that its result may depend on.
   *
   * @param grader the grader's version
   * @param graderSha256 digest of what it consists of; null when that is not known
   * @param java the Java version that ran grader and worker
   * @param sandbox the rung of the isolation ladder that was reached
   * @param sandboxNotes what it does not promise, and why it is not a higher one: sentences
   * @param seed of generated tensors
   * @param memoryMebibytes a worker's heap, in MiB
   * @param timeout wall time per case
   * @param totalTimeout wall time for all cases
   */
  public record Environment(
      String grader,
      @Nullable String graderSha256,
      String java,
      String sandbox,
      List<String> sandboxNotes,
      long seed,
      int memoryMebibytes,
      Duration timeout,
      Duration totalTimeout) {
    public Environment {
      sandboxNotes = List.copyOf(sandboxNotes);
    }
  }

  /**
   * The cases of one file.
   *
   * @param sha256 digest of the file's bytes
   */
  public record SuiteReport(
      String id,
      String title,
      String file,
      String sha256,
      BigDecimal score,
      BigDecimal maxScore,
      Verdict verdict,
      List<CaseReport> cases) {
    public SuiteReport {
      cases = List.copyOf(cases);
    }
  }

  /**
   * One case.
   *
   * @param line where it begins in its suite's file, counted from 1; 0 when it is not known
   * @param output what the submission printed: untrusted
   * @param trace the submission's stack frames at a failure: untrusted
   * @param time wall time
   */
  public record CaseReport(
      String id,
      String title,
      int line,
      Operation operation,
      Visibility visibility,
      BigDecimal score,
      BigDecimal maxScore,
      Verdict verdict,
      List<CheckReport> checks,
      CapturedOutput output,
      List<String> trace,
      Duration time) {
    public CaseReport {
      checks = List.copyOf(checks);
      trace = List.copyOf(trace);
    }
  }

  /**
   * One check.
   *
   * @param message the fact that decides it; empty when it passed. Untrusted
   * @param values what was expected and what was returned, when comparing them decided it and it
   *     did not pass; null otherwise, as of a law or after an exception
   */
  public record CheckReport(
      String id,
      BigDecimal score,
      BigDecimal maxScore,
      Verdict verdict,
      String message,
      @Nullable ComparedValues values) {}

  /** The checks of all cases. */
  public List<CheckReport> checks() {
    return suites.stream()
        .flatMap(suite -> suite.cases().stream())
        .flatMap(testCase -> testCase.checks().stream())
        .toList();
  }
}
