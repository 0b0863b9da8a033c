package grader.feedback;

import grader.cases.Feedback;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.protocol.CapturedOutput;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a report what a level of feedback does not tell. It is applied once, before anything
 * is written, so that no writer can tell more.
 *
 * <p>A case that is visible is shown in full: students have its numbers. But a submission can keep
 * what it is asked, and print, throw or return it when it is asked the next time. So that only
 * cases that ran before the first hidden one are; in the order of a run no level is above one
 * before it.
 *
 * <p>For the same reason a hint is made anew, of words of the grader's own, and never of the
 * message, the output or the trace of a case: whatever a submission says may be what it was asked.
 */
public final class FeedbackFilter {
  private FeedbackFilter() {}

  /**
   * The report as it may be shown.
   *
   * @param suites what was run, in the order of the run
   * @param level of all cases that are not visible; null for what each suite says, or everything
   *     where it says nothing
   */
  public static GradeReport apply(
      GradeReport report, List<TestSuite> suites, @Nullable Feedback level) {
    Map<String, Feedback> levels = levels(suites, level);
    Feedback strictest = strictest(levels);
    if (strictest == Feedback.FULL) {
      return report;
    }
    // What was not run has not been asked anything: why it was not is no number of a case.
    boolean wasRun = report.reasons().isEmpty();
    List<SuiteReport> shown =
        wasRun
            ? report.suites().stream().map(suite -> suite(suite, levels)).toList()
            : report.suites();
    return new GradeReport(
        report.score(),
        report.maxScore(),
        report.verdict(),
        report.reasons(),
        report.submission(),
        shown,
        findings(report.findings(), strictest),
        strictest,
        report.environment());
  }

  /**
   * Whether a report of these suites keeps what was found: where the verdict of one case is all
   * that may be told, a finding would tell more.
   *
   * @param level as for {@link #apply}
   */
  public static boolean keepsFindings(List<TestSuite> suites, @Nullable Feedback level) {
    return strictest(levels(suites, level)) != Feedback.VERDICT;
  }

  private static Feedback strictest(Map<String, Feedback> levels) {
    Feedback strictest = Feedback.FULL;
    for (Feedback each : levels.values()) {
      strictest = strictest.stricter(each);
    }
    return strictest;
  }

  /** By the id of the case, which is unique in a run. */
  private static Map<String, Feedback> levels(List<TestSuite> suites, @Nullable Feedback level) {
    Map<String, Feedback> levels = new HashMap<>();
    Feedback soFar = Feedback.FULL;
    for (TestSuite suite : suites) {
      Feedback ofSuite = suite.feedback() == null ? Feedback.FULL : suite.feedback();
      Feedback ofHidden = level == null ? ofSuite : level;
      for (TestCase testCase : suite.cases()) {
        if (testCase.visibility() != Visibility.VISIBLE) {
          soFar = soFar.stricter(ofHidden);
        }
        levels.put(testCase.id(), soFar);
      }
    }
    return levels;
  }

  private static SuiteReport suite(SuiteReport suite, Map<String, Feedback> levels) {
    List<CaseReport> cases = new ArrayList<>();
    for (CaseReport testCase : suite.cases()) {
      // What is in no suite should not be there at all; it is not shown for that.
      Feedback level = levels.getOrDefault(testCase.id(), Feedback.VERDICT);
      cases.add(level == Feedback.FULL ? testCase : testCase(testCase, level));
    }
    return new SuiteReport(
        suite.id(),
        suite.title(),
        suite.file(),
        suite.sha256(),
        suite.score(),
        suite.maxScore(),
        suite.verdict(),
        cases);
  }

  private static CaseReport testCase(CaseReport testCase, Feedback level) {
    return new CaseReport(
        testCase.id(),
        testCase.title(),
        testCase.line(),
        testCase.operation(),
        testCase.visibility(),
        testCase.score(),
        testCase.maxScore(),
        testCase.verdict(),
        testCase.checks().stream().map(check -> check(check, level)).toList(),
        CapturedOutput.NONE,
        List.of(),
        // A submission can wait for as long as a number says.
        Duration.ofSeconds(testCase.time().toSeconds()));
  }

  private static CheckReport check(CheckReport check, Feedback level) {
    return new CheckReport(
        check.id(),
        check.score(),
        check.maxScore(),
        check.verdict(),
        level == Feedback.HINT ? HintText.of(check) : "",
        null);
  }

  private static List<Finding> findings(List<Finding> findings, Feedback level) {
    return level == Feedback.VERDICT
        ? List.of()
        : findings.stream().map(FeedbackFilter::withoutNumbers).toList();
  }

  private static Finding withoutNumbers(Finding finding) {
    return new Finding(
        finding.id(),
        finding.mistake(),
        finding.evidence(),
        "",
        finding.where(),
        finding.hint(),
        finding.confidence(),
        finding.isRoot(),
        finding.explains(),
        finding.follows(),
        finding.points());
  }
}
