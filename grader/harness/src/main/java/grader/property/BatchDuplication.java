package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import java.util.List;

/**
 * With every row of x and of dJ/dŷ twice, ŷ's rows are there twice, and the gradients are doubled:
 * the batch mean is in dJ/dŷ, so that backward sums over the samples and divides by nothing.
 */
final class BatchDuplication extends Law {
  BatchDuplication() {
    super("batch-duplication");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.alone(
            new Pass(Rows.twice(inputs.tensor("x")), Rows.twice(inputs.tensor("dJdyHat")))));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer once = answers.get(0).round(1);
    Answer twice = answers.get(1).round(1);
    once.requireMeaning(Answer.ALL, inputs);
    twice.requireEqual(
        "yHat",
        Rows.twice(once.tensor("yHat")),
        tolerance,
        "with every sample twice, yHat is not there twice");
    for (String name : Answer.GRADIENTS) {
      twice.requireEqual(
          name,
          Combination.scaled(2, once.tensor(name)),
          tolerance,
          "with every sample twice, a gradient is not doubled: does backward divide by the batch"
              + " size?");
    }
  }
}
