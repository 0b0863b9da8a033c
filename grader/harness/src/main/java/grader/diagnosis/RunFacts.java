package grader.diagnosis;

import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that a diagnosis may look at: what was asked, what was answered, and how it was judged. */
final class RunFacts {
  private final List<PreparedCase> cases = new ArrayList<>();
  private final Map<String, PreparedCase> byId = new HashMap<>();
  private final Map<CheckName, CheckReport> checks = new LinkedHashMap<>();
  private final Map<Long, CaseOutcome> asked = new HashMap<>();
  private final Function<CaseRequest, CaseOutcome> answers;

  /**
   * The facts of a run.
   *
   * @param answers gives what was answered to a request of a case
   */
  RunFacts(
      GradeReport report,
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      Function<CaseRequest, CaseOutcome> answers) {
    this.answers = answers;
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        PreparedCase each = prepared.get(testCase.id());
        if (each != null) {
          cases.add(each);
          byId.put(testCase.id(), each);
        }
      }
    }
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        for (CheckReport check : testCase.checks()) {
          checks.put(new CheckName(testCase.id(), check.id()), check);
        }
      }
    }
  }

  List<PreparedCase> cases() {
    return cases;
  }

  /** What was answered to a request of a case. */
  CaseOutcome answer(CaseRequest request) {
    return asked.computeIfAbsent(request.number(), number -> answers.apply(request));
  }

  /** Every check of the run, in its order. */
  Map<CheckName, CheckReport> checks() {
    return checks;
  }

  /** How a check of a case ended. */
  Verdict verdict(PreparedCase prepared, Check check) {
    return verdict(new CheckName(prepared.testCase().id(), check.id()));
  }

  /** How a check ended; {@link Verdict#NOT_RUN} when there is none of this name. */
  Verdict verdict(CheckName name) {
    CheckReport report = checks.get(name);
    return report == null ? Verdict.NOT_RUN : report.verdict();
  }

  /** What a part alone was asked in a case; null when it is not known, or the case has none. */
  @Nullable CaseRequest question(String caseId, Part part) {
    PreparedCase prepared = byId.get(caseId);
    return prepared == null || prepared.inquiry() != null
        ? null
        : Observations.question(prepared, part, answer(prepared.request()).returned());
  }

  /** Whether students see a case. */
  boolean isVisible(String caseId) {
    PreparedCase prepared = byId.get(caseId);
    return prepared != null && prepared.testCase().visibility() == Visibility.VISIBLE;
  }

  /** What a check is about; null when it is a law. */
  @Nullable Part part(CheckName check) {
    PreparedCase prepared = byId.get(check.caseId());
    return prepared == null || prepared.inquiry() != null
        ? null
        : Observations.part(prepared.testCase(), check.checkId());
  }

  /** Whether a check's case has the binary cross-entropy. */
  boolean isBce(CheckName check) {
    PreparedCase prepared = byId.get(check.caseId());
    return prepared != null && prepared.testCase().loss() == LossFunction.BCE;
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
