package grader.property;

import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import java.util.List;
import java.util.Map;

/** W1, b1, W2 and b2 are bit for bit what they were, after forward and after backward. */
final class ParametersUntouched extends Law {
  ParametersUntouched() {
    super("parameters-untouched");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.request(
            "parameters-after",
            Map.of("x", inputs.tensor("x"), "dJdyHat", inputs.tensor("dJdyHat"))));
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
    for (String method : List.of("forward", "backward")) {
      for (String name : Inputs.PARAMETERS) {
        answer.requireUntouched(name, method, inputs.tensor(name));
      }
    }
  }
}
