package grader.report.platform;

import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.report.EffectiveVisibility;
import grader.report.InertText;
import grader.report.Points;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a place shows that shows all it has to students, at once: a row per visible case, and per
 * suite one row for all cases that are hidden, or visible only later. Such a place knows no dates,
 * so that later is not yet.
 *
 * @param suite the suite's id
 * @param name for people. Inert
 * @param testCase the case; null for the hidden cases of the suite together
 * @param score reached
 * @param maxScore can be reached
 * @param isPassed whether it, or all of them, passed
 */
record ShownCases(
    String suite,
    String name,
    @Nullable CaseReport testCase,
    BigDecimal score,
    BigDecimal maxScore,
    boolean isPassed) {
  /** Rows beyond these are joined like hidden ones, so that the size of a report has a bound. */
  static final int MAX_ROWS = 500;

  /** The rows of a report, in the order of the run. */
  static List<ShownCases> of(GradeReport report) {
    Map<String, Visibility> visibility = EffectiveVisibility.of(report);
    List<ShownCases> rows = new ArrayList<>();
    for (SuiteReport suite : report.suites()) {
      List<CaseReport> joined = new ArrayList<>();
      for (CaseReport testCase : suite.cases()) {
        if (visibility.get(testCase.id()) == Visibility.VISIBLE && rows.size() < MAX_ROWS) {
          rows.add(
              new ShownCases(
                  suite.id(),
                  InertText.line(suite.title() + ": " + testCase.title())
                      + " ("
                      + testCase.id()
                      + ")",
                  testCase,
                  testCase.score(),
                  testCase.maxScore(),
                  testCase.verdict() == Verdict.PASSED));
        } else {
          joined.add(testCase);
        }
      }
      if (!joined.isEmpty()) {
        rows.add(joined(suite, joined));
      }
    }
    return rows;
  }

  private static ShownCases joined(SuiteReport suite, List<CaseReport> cases) {
    BigDecimal score = BigDecimal.ZERO;
    BigDecimal maxScore = BigDecimal.ZERO;
    int passed = 0;
    for (CaseReport testCase : cases) {
      score = score.add(testCase.score());
      maxScore = maxScore.add(testCase.maxScore());
      passed += testCase.verdict() == Verdict.PASSED ? 1 : 0;
    }
    String count = passed + " of " + cases.size() + " cases passed that are not shown";
    return new ShownCases(
        suite.id(),
        InertText.line(suite.title()) + " (" + count + ")",
        null,
        score,
        maxScore,
        passed == cases.size());
  }

  /** The points in words. */
  String points() {
    return Points.text(score, maxScore);
  }
}
