package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import java.util.List;

/**
 * A.forward, B.forward, A.backward, B.backward give what A gives alone and what B gives alone. B's
 * parameters are A's negated, and B's batch is A's with its rows reversed and half of dJ/dŷ.
 */
final class InstancesIndependent extends Law {
  InstancesIndependent() {
    super("instances-independent");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    Pass a = inputs.pass();
    Pass b = inputs.otherPass();
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
