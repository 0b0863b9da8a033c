package grader.diagnosis;

import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.Checker;
import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was asked in a run, and what was answered. */
final class RunAnswers {
  private final List<PreparedCase> cases = new ArrayList<>();
  private final Map<String, PreparedCase> byId = new HashMap<>();
  private final Map<Long, CaseOutcome> asked = new HashMap<>();
  private final Function<CaseRequest, CaseOutcome> answers;

  /**
   * The answers of a run.
   *
   * @param answers gives what was answered to a request of a case
   */
  RunAnswers(
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
  }

  List<PreparedCase> cases() {
    return cases;
  }

  /** What was answered to a request of a case. */
  CaseOutcome to(CaseRequest request) {
    CaseOutcome outcome = asked.get(request.number());
    if (outcome == null) {
      outcome = answers.apply(request);
      asked.put(request.number(), outcome);
    }
    return outcome;
  }

  /**
   * Whether a value that was returned is what its check expects: by the numbers alone, whatever
   * else may decide the check, such as the gate of a suite.
   */
  boolean isExpected(CheckName name) {
    PreparedCase prepared = byId.get(name.caseId());
    if (prepared == null) {
      return false;
    }
    Tensor expected = prepared.expected().get(name.checkId());
    Tensor actual = to(prepared.request()).returned().get(name.checkId());
    for (Check check : prepared.testCase().checks()) {
      if (check.id().equals(name.checkId())) {
        return expected != null
            && actual != null
            && Checker.accepts(expected, actual, check.tolerance());
      }
    }
    return false;
  }

  /** What a part alone was asked in a case; null when it is not known, or the case has none. */
  @Nullable CaseRequest question(String caseId, Part part) {
    PreparedCase prepared = byId.get(caseId);
    return prepared == null || prepared.inquiry() != null
        ? null
        : Observations.question(prepared, part, to(prepared.request()).returned());
  }

  /** The sizes of a case; null when there is no such case. */
  @Nullable Sizes sizes(String caseId) {
    PreparedCase prepared = byId.get(caseId);
    return prepared == null ? null : prepared.testCase().sizes();
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
}
