package grader.property;

import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import java.util.List;
import java.util.Map;

/**
 * x after forward and after backward, dJ/dŷ after backward, y and ŷ after mseLoss and after bceLoss
 * are bit for bit what they were before.
 */
final class InputsUntouched extends Law {
  InputsUntouched() {
    super("inputs-untouched");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.request(
            "inputs-after",
            Map.of(
                "x", inputs.tensor("x"),
                "dJdyHat", inputs.tensor("dJdyHat"),
                "y", inputs.tensor("y"),
                "yHat", inputs.tensor("yHat"))));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer answer = answers.get(1);
    answer.requireMeaning(Answer.ALL, inputs);
    answer.requireEqual(
        Answer.ALL,
        answers.get(0).round(1),
        tolerance,
        "the same network gives another answer to the same question: is something random?");
    answer.requireUntouched("x", "forward", inputs.tensor("x"));
    answer.requireUntouched("x", "backward", inputs.tensor("x"));
    answer.requireUntouched("dJdyHat", "backward", inputs.tensor("dJdyHat"));
    for (String loss : List.of("mseLoss", "bceLoss")) {
      answer.requireUntouched("y", loss, inputs.tensor("y"));
      answer.requireUntouched("yHat", loss, inputs.tensor("yHat"));
    }
  }
}
