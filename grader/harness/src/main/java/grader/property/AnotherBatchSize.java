package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import java.util.List;

/**
 * One network, cleared each time, on the batch of B samples, on its first ⌊B/2⌋, and on the B
 * again: the second answer is what a new network gives, and the third is the first.
 */
final class AnotherBatchSize extends Law {
  AnotherBatchSize() {
    super("another-batch-size");
  }

  private static String after(int first, int second) {
    return "after a batch of " + first + ", a batch of " + second + " gives another answer than ";
  }

  private static int smaller(Inputs inputs) {
    return inputs.batch() / 2;
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    Pass whole = inputs.pass();
    int rows = smaller(inputs);
    Pass part = new Pass(Rows.first(whole.x(), rows), Rows.first(inputs.tensor("dJdyHat"), rows));
    return List.of(inputs.alone(part), inputs.rounds(List.of(whole, part, whole)));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer rounds = answers.get(1);
    rounds.round(1).requireMeaning(Answer.ALL, inputs);
    rounds
        .round(2)
        .requireEqual(
            Answer.ALL,
            answers.get(0).round(1),
            tolerance,
            after(inputs.batch(), smaller(inputs)) + "on a new network: is a size remembered?");
    rounds
        .round(3)
        .requireEqual(
            Answer.ALL,
            rounds.round(1),
            tolerance,
            after(smaller(inputs), inputs.batch()) + "before: is a size remembered?");
  }
}
