package grader.evidence;

import grader.cases.Check;
import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.property.Inquiry;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How far answers are from obeying a law. A law has no expected value to be off from: the factor of
 * its tolerance at which it would just be judged the other way is found by trying.
 */
final class LawDistance {
  /** Powers of two. Beyond, no tolerance would do: a NaN, a wrong shape, something changed. */
  private static final double LARGEST = 36;

  /** A quarter of a power of two is a fifth. */
  private static final double PRECISION = 0.25;

  private final Check check;
  private final Inquiry inquiry;
  private final Map<Long, CaseOutcome> outcomes;

  /**
   * @param outcomes by the numbers of the inquiry's requests
   */
  LawDistance(Check check, Inquiry inquiry, Map<Long, CaseOutcome> outcomes) {
    this.check = check;
    this.inquiry = inquiry;
    this.outcomes = outcomes;
  }

  /**
   * The factor, to a fifth: never too small when the law held, never too large when it did not.
   *
   * @param result as the law was judged with its own tolerance
   * @return 0 when the answers agree to the last digits; infinite when no factor would do
   */
  double ratio(CheckResult result) {
    boolean isPassed = result.verdict() == Verdict.PASSED;
    List<Map<String, Tensor>> answers = new ArrayList<>();
    List<CaseRequest> requests = inquiry.requests();
    for (int place : inquiry.asked(check.id())) {
      CaseOutcome outcome = outcomes.get(requests.get(place).number());
      if (outcome == null || outcome.failure() != null) {
        return Double.POSITIVE_INFINITY;
      }
      answers.add(outcome.returned());
    }
    double refused = isPassed ? -LARGEST : 0;
    double taken = isPassed ? 0 : LARGEST;
    if (isPassed && isTaken(answers, refused)) {
      return 0;
    }
    if (!isPassed && !isTaken(answers, taken)) {
      return Double.POSITIVE_INFINITY;
    }
    while (taken - refused > PRECISION) {
      double middle = (refused + taken) / 2;
      if (isTaken(answers, middle)) {
        taken = middle;
      } else {
        refused = middle;
      }
    }
    return Math.pow(2, isPassed ? taken : refused);
  }

  private boolean isTaken(List<Map<String, Tensor>> answers, double exponent) {
    Tolerance tolerance = times(Math.pow(2, exponent), check.tolerance());
    return inquiry.judge(check.id(), answers, tolerance).verdict() == Verdict.PASSED;
  }

  private static Tolerance times(double factor, Tolerance tolerance) {
    if (tolerance instanceof Tolerance.Norm norm) {
      return new Tolerance.Norm(factor * norm.bound());
    }
    Tolerance.Elementwise bounds = (Tolerance.Elementwise) tolerance;
    return new Tolerance.Elementwise(factor * bounds.rtol(), factor * bounds.atol());
  }
}
