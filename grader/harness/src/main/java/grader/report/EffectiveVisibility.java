package grader.report;

import grader.cases.Visibility;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.SuiteReport;
import java.util.HashMap;
import java.util.Map;

/**
 * Who may see what of a report. A submission can keep what it is asked, and print it when it is
 * asked the next time: so that no case is shown to more people than one that ran before it.
 */
public final class EffectiveVisibility {
  private EffectiveVisibility() {}

  /** By the id of the case. */
  public static Map<String, Visibility> of(GradeReport report) {
    Map<String, Visibility> all = new HashMap<>();
    Visibility strictest = Visibility.VISIBLE;
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        // The constants stand in the order of who may see less.
        if (testCase.visibility().compareTo(strictest) > 0) {
          strictest = testCase.visibility();
        }
        all.put(testCase.id(), strictest);
      }
    }
    return all;
  }
}
