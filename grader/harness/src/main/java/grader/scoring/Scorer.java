package grader.scoring;

import grader.cases.Check;
import grader.cases.Feedback;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Folds check results into points. It walks the suites, not the results: what the suites hold and
 * the results do not is in the report, and is no pass.
 */
public final class Scorer {
  private final List<TestSuite> suites;
  private final PointScale scale;

  /** What is known of a run's cases. */
  public interface CaseResults {
    /** How a check ended. */
    CheckResult of(TestSuite suite, TestCase testCase, Check check);

    /** What a case gave; null when it was not run. */
    @Nullable CaseOutcome outcome(TestCase testCase);
  }

  /**
   * A scorer of these suites.
   *
   * @param total what a full score is worth; null for the sum of the checks' points
   */
  public Scorer(List<TestSuite> suites, @Nullable BigDecimal total) {
    this.suites = List.copyOf(suites);
    this.scale = new PointScale(suites, total);
  }

  /** The report of a submission that was run. */
  public GradeReport score(
      CaseResults results, SubmissionFacts submission, Environment environment) {
    return report(results, List.of(), submission, environment);
  }

  /**
   * The report of a submission that was not run: every check has the same verdict.
   *
   * @param reasons at least one
   */
  public GradeReport notGraded(
      Verdict verdict, List<String> reasons, SubmissionFacts submission, Environment environment) {
    // At every check, so not all of them: there may be a thousand of each.
    int others = reasons.size() - 1;
    String more = others == 0 ? "" : "; and " + others + " more reason" + (others == 1 ? "" : "s");
    String first = reasons.get(0).lines().findFirst().orElse("");
    CheckResult everywhere = new CheckResult(verdict, first + more);
    return report(new Everywhere(everywhere), reasons, submission, environment);
  }

  private record Everywhere(CheckResult result) implements CaseResults {
    @Override
    public CheckResult of(TestSuite suite, TestCase testCase, Check check) {
      return result;
    }

    @Override
    public @Nullable CaseOutcome outcome(TestCase testCase) {
      return null;
    }
  }

  /** Points before scaling: reached and reachable. */
  private record Points(BigDecimal reached, BigDecimal reachable) {
    static final Points NONE = new Points(BigDecimal.ZERO, BigDecimal.ZERO);

    Points plus(Points other) {
      return new Points(reached.add(other.reached), reachable.add(other.reachable));
    }
  }

  private GradeReport report(
      CaseResults results,
      List<String> reasons,
      SubmissionFacts submission,
      Environment environment) {
    List<SuiteReport> suiteReports = new ArrayList<>();
    Points all = Points.NONE;
    for (TestSuite suite : suites) {
      List<CaseReport> caseReports = new ArrayList<>();
      Points ofSuite = Points.NONE;
      for (TestCase testCase : suite.cases()) {
        List<CheckReport> checkReports = new ArrayList<>();
        Points ofCase = Points.NONE;
        for (Check check : testCase.checks()) {
          CheckResult result = results.of(suite, testCase, check);
          BigDecimal worth = scale.raw(check);
          Points ofCheck =
              new Points(result.verdict() == Verdict.PASSED ? worth : BigDecimal.ZERO, worth);
          ofCase = ofCase.plus(ofCheck);
          checkReports.add(
              new CheckReport(
                  check.id(),
                  scale.scaled(ofCheck.reached()),
                  scale.scaled(worth),
                  result.verdict(),
                  result.message(),
                  result.values()));
        }
        ofSuite = ofSuite.plus(ofCase);
        caseReports.add(caseReport(results, testCase, checkReports, ofCase));
      }
      all = all.plus(ofSuite);
      suiteReports.add(suiteReport(suite, caseReports, ofSuite));
    }
    return new GradeReport(
        scale.scaled(all.reached()),
        scale.scaled(all.reachable()),
        Verdict.together(suiteReports.stream().map(SuiteReport::verdict).toList()),
        reasons,
        submission,
        suiteReports,
        List.of(),
        Feedback.FULL,
        environment);
  }

  private CaseReport caseReport(
      CaseResults results, TestCase testCase, List<CheckReport> checks, Points points) {
    CaseOutcome outcome = results.outcome(testCase);
    return new CaseReport(
        testCase.id(),
        testCase.title(),
        testCase.line(),
        testCase.operation(),
        testCase.visibility(),
        scale.scaled(points.reached()),
        scale.scaled(points.reachable()),
        Verdict.together(checks.stream().map(CheckReport::verdict).toList()),
        checks,
        outcome == null ? CapturedOutput.NONE : outcome.output(),
        outcome == null ? List.of() : outcome.trace(),
        outcome == null ? Duration.ZERO : outcome.time());
  }

  private SuiteReport suiteReport(TestSuite suite, List<CaseReport> cases, Points points) {
    return new SuiteReport(
        suite.id(),
        suite.title(),
        suite.file().toString(),
        suite.sha256(),
        scale.scaled(points.reached()),
        scale.scaled(points.reachable()),
        Verdict.together(cases.stream().map(CaseReport::verdict).toList()),
        cases);
  }
}
