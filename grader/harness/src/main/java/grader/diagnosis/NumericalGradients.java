package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.host.CaseOutcome;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Tells gradients that are differences of the loss or of ŷ from those of the chain rule: the
 * rounding of a difference quotient is larger by many digits.
 */
final class NumericalGradients {
  /** The chain rule in double precision stays below it. */
  private static final double ROUNDING = 1e-12;

  private NumericalGradients() {}

  /**
   * Whether the gradients of these cases are numerical.
   *
   * @param cases whose gradients are right
   */
  static boolean isSeen(RunAnswers answers, List<PreparedCase> cases) {
    int numerical = 0;
    int seen = 0;
    for (PreparedCase each : cases) {
      CaseOutcome outcome = answers.to(each.request());
      double gradient = 0;
      for (Map.Entry<String, Tensor> expected : each.expected().entrySet()) {
        Tensor actual = outcome.returned().get(expected.getKey());
        if (actual != null && expected.getKey().startsWith("dJdW")) {
          gradient = Math.max(gradient, Fit.residual(expected.getValue(), actual, 1));
        }
      }
      seen++;
      numerical += gradient > ROUNDING && gradient < Fit.CLOSE && isForwardExact(answers) ? 1 : 0;
    }
    return 2 * numerical > seen;
  }

  /** Whether forward computes in double precision. */
  private static boolean isForwardExact(RunAnswers answers) {
    for (PreparedCase each : answers.cases()) {
      Tensor expected = each.expected().get("yHat");
      Tensor actual =
          each.inquiry() == null ? answers.to(each.request()).returned().get("yHat") : null;
      if (expected != null && actual != null) {
        return Fit.residual(expected, actual, 1) <= ROUNDING;
      }
    }
    return false;
  }
}
