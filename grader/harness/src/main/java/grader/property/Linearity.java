package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;

/**
 * backward is linear in dJ/dŷ: backward(2·d − e) = 2·backward(d) − backward(e), where d is the
 * case's dJ/dŷ, and e is half of it with its rows rotated by one.
 */
final class Linearity extends Law {
  Linearity() {
    super("linearity");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    Tensor x = inputs.tensor("x");
    Tensor d = inputs.tensor("dJdyHat");
    Tensor e = Combination.scaled(0.5, Rows.rotated(d));
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.alone(new Pass(x, e)),
        inputs.alone(new Pass(x, Combination.of(2, d, -1, e))));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer d = answers.get(0).round(1);
    d.requireMeaning(Answer.GRADIENTS, inputs);
    Answer e = answers.get(1).round(1);
    e.requireMeaning(Answer.GRADIENTS, inputs);
    for (String name : Answer.GRADIENTS) {
      answers
          .get(2)
          .round(1)
          .requireEqual(
              name,
              Combination.of(2, d.tensor(name), -1, e.tensor(name)),
              tolerance,
              "backward(2·d − e) is not 2·backward(d) − backward(e): it must be linear in dJdyHat");
    }
  }
}
