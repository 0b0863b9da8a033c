package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A.forward, B.forward, A.backward, B.backward give what A gives alone and what B gives alone. B's
 * parameters are A's negated, and B's batch is A's with its rows reversed.
 */
final class InstancesIndependent extends Law {
  InstancesIndependent() {
    super("instances-independent");
  }

  @Override
  List<CaseRequest> requests(Inputs inputs) {
    Map<String, Tensor> negated = new LinkedHashMap<>();
    for (String name : Inputs.PARAMETERS) {
      negated.put(name, Combination.scaled(-1, inputs.tensor(name)));
    }
    Pass a = inputs.pass();
    Pass b = new Pass(negated, Rows.reversed(a.x()), Rows.reversed(inputs.tensor("dJdyHat")));
    return List.of(inputs.alone(a), inputs.alone(b), inputs.interleaved(a, b));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer alone = answers.get(0).round(1);
    alone.requireMeaning(Answer.ALL, inputs);
    Answer interleaved = answers.get(2);
    interleaved
        .round(1)
        .requireEqual(
            Answer.ALL,
            alone,
            tolerance,
            "a network gives another answer when a second one is used in between: is something"
                + " static?");
    interleaved
        .round(2)
        .requireEqual(
            Answer.ALL,
            answers.get(1).round(1),
            tolerance,
            "a second network gives another answer than alone: is something static?");
  }
}
