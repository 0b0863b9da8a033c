package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import java.util.List;

/**
 * With the rows of x and of dJ/dŷ reversed, ŷ's rows are reversed, and the gradients are the same:
 * ŷ(P·x) = P·ŷ(x), and a sum over samples has no order.
 */
final class BatchPermutation extends Law {
  BatchPermutation() {
    super("batch-permutation");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.alone(
            new Pass(Rows.reversed(inputs.tensor("x")), Rows.reversed(inputs.tensor("dJdyHat")))));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer once = answers.get(0).round(1);
    Answer permuted = answers.get(1).round(1);
    once.requireMeaning(Answer.ALL, inputs);
    permuted.requireEqual(
        "yHat",
        Rows.reversed(once.tensor("yHat")),
        tolerance,
        "with the samples in another order, yHat is not in that order");
    permuted.requireEqual(
        Answer.GRADIENTS,
        once,
        tolerance,
        "with the samples in another order, a gradient is another one");
  }
}
