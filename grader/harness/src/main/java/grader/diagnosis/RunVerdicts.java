package grader.diagnosis;

import grader.checking.Verdict;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How the checks of a run were judged. */
final class RunVerdicts {
  private final Map<CheckName, CheckReport> checks = new LinkedHashMap<>();

  RunVerdicts(GradeReport report) {
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        for (CheckReport check : testCase.checks()) {
          checks.put(new CheckName(testCase.id(), check.id()), check);
        }
      }
    }
  }

  /** Whether the submission failed a check. */
  boolean isFailed(CheckName name) {
    CheckReport report = checks.get(name);
    return report != null && isFailed(report.verdict());
  }

  /** What a check costs; nothing when there is none of this name. */
  BigDecimal lost(CheckName name) {
    CheckReport report = checks.get(name);
    return report == null ? BigDecimal.ZERO : report.maxScore().subtract(report.score());
  }

  /** The checks that the submission failed, in the order of the run. */
  List<CheckName> failed() {
    List<CheckName> failed = new ArrayList<>();
    for (Map.Entry<CheckName, CheckReport> check : checks.entrySet()) {
      if (isFailed(check.getValue().verdict())) {
        failed.add(check.getKey());
      }
    }
    return failed;
  }

  /** The checks that did not pass, whoever is to blame, in the order of the run. */
  List<CheckName> notPassed() {
    List<CheckName> notPassed = new ArrayList<>();
    for (Map.Entry<CheckName, CheckReport> check : checks.entrySet()) {
      if (check.getValue().verdict() != Verdict.PASSED) {
        notPassed.add(check.getKey());
      }
    }
    return notPassed;
  }

  /** Whether a verdict is the submission's fault. */
  static boolean isFailed(Verdict verdict) {
    return verdict != Verdict.PASSED
        && verdict != Verdict.NOT_RUN
        && verdict != Verdict.GRADER_ERROR;
  }
}
