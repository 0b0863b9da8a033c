package grader.property;

import grader.checking.Checker;
import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Twice clear, forward, backward on one network: the same ŷ and the same gradients. So it is when
 * forward is called with other samples before it is called with these, since the latest call
 * counts. And two backwards without a clear between them give each gradient once or twice, since to
 * overwrite and to accumulate are both right: the first must leave the second what it needs.
 */
final class SameAnswerTwice extends Law {
  SameAnswerTwice() {
    super("same-answer-twice");
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    Tensor x = inputs.tensor("x");
    Tensor dJdyHat = inputs.tensor("dJdyHat");
    return List.of(
        inputs.rounds(List.of(inputs.pass(), inputs.pass())),
        inputs.request(
            "forward-twice", Map.of("x", x, "dJdyHat", dJdyHat, "x.0", Rows.reversed(x))),
        inputs.request("backward-twice", Map.of("x", x, "dJdyHat", dJdyHat)));
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer first = answers.get(0).round(1);
    first.requireMeaning(Answer.ALL, inputs);
    Answer again = answers.get(2).round(2);
    for (String name : Answer.GRADIENTS) {
      Tensor once = answers.get(2).round(1).tensor(name);
      Tensor doubled = Combination.scaled(2, once);
      if (!Checker.accepts(doubled, again.tensor(name), tolerance)) {
        again.requireEqual(
            name,
            once,
            tolerance,
            "a second backward after the same forward gives neither the same gradient nor its"
                + " double: does backward write into what forward kept?");
      }
    }
    answers
        .get(0)
        .round(2)
        .requireEqual(
            Answer.ALL,
            first,
            tolerance,
            "the same network gives another answer to the same question after clearGradAndCache:"
                + " is something kept?");
    answers
        .get(1)
        .round(2)
        .requireEqual(
            Answer.ALL,
            answers.get(1).round(1),
            tolerance,
            "after a forward on other samples, forward and backward give another answer than without"
                + " it: does backward use the latest forward?");
  }
}
