package grader.property;

import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import java.util.List;

/**
 * One network, cleared each time, on the batch of B samples, with other parameters on its last
 * ⌊B/2⌋, and with those of the beginning on the B again: the second answer is what a new network
 * gives, and the third is the first. And one network on the ⌊B/2⌋ first, then on the B: what was
 * made for a small batch may not hold a larger one.
 *
 * <p>Not on its first ⌊B/2⌋: what is kept of the first samples would be right for these. And with
 * other parameters, as after an optimizer's step: to keep W2 for backward would be right without.
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
    Pass whole = new Pass(inputs.parameters(), inputs.tensor("x"), inputs.tensor("dJdyHat"));
    int rows = smaller(inputs);
    Pass part =
        new Pass(
            inputs.otherPass().parameters(),
            Rows.last(inputs.tensor("x"), rows),
            Rows.last(inputs.tensor("dJdyHat"), rows));
    return List.of(
        inputs.alone(inputs.pass()),
        inputs.rounds(List.of(part, whole)),
        inputs.alone(part),
        inputs.rounds(List.of(whole, part, whole)));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer rounds = answers.get(3);
    rounds.round(1).requireMeaning(Answer.ALL, inputs);
    rounds
        .round(2)
        .requireEqual(
            Answer.ALL,
            answers.get(2).round(1),
            tolerance,
            after(inputs.batch(), smaller(inputs)) + "on a new network: is something remembered?");
    rounds
        .round(3)
        .requireEqual(
            Answer.ALL,
            rounds.round(1),
            tolerance,
            after(smaller(inputs), inputs.batch()) + "before: is something remembered?");
    answers
        .get(1)
        .round(2)
        .requireEqual(
            Answer.ALL,
            answers.get(0).round(1),
            tolerance,
            after(smaller(inputs), inputs.batch()) + "on a new network: is something remembered?");
  }
}
