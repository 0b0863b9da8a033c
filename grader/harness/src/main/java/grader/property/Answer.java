package grader.property;

import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.Comparison;
import grader.checking.Comparison.Match;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.protocol.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a submission returned for one round of forward and backward.
 *
 * @param suffix of the names of this round's tensors
 */
record Answer(Map<String, Tensor> tensors, String suffix) {
  /** The four gradients, in the order of the parameters. */
  static final List<String> GRADIENTS = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");

  /** ŷ and the gradients. */
  static final List<String> ALL = List.of("yHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2");

  /** The answer to one of several rounds, counted from 1. */
  Answer round(int number) {
    return new Answer(tensors, "." + number);
  }

  Tensor tensor(String name) throws BrokenLawException {
    Tensor tensor = tensors.get(name + suffix);
    if (tensor == null) {
      // The worker returns all of them or a failure.
      throw new BrokenLawException(
          Verdict.GRADER_ERROR, "there is nothing to compare: no " + name + suffix);
    }
    return tensor;
  }

  /**
   * Refuse answers of which a law says nothing.
   *
   * @param names of the tensors that are looked at
   * @param inputs what was asked with
   */
  void requireMeaning(List<String> names, Inputs inputs) throws BrokenLawException {
    for (String name : names) {
      Tensor tensor = tensor(name);
      requireShape(name, inputs);
      for (int i = 0; i < tensor.size(); i++) {
        if (!Double.isFinite(tensor.get(i))) {
          throw wrong(name + tensor.indexText(i) + " is " + tensor.get(i));
        }
      }
      double first = tensor.get(0);
      boolean isConstant = true;
      for (int i = 1; i < tensor.size(); i++) {
        isConstant &= tensor.get(i) == first;
      }
      if (isConstant && (first == 0 || tensor.size() > 1)) {
        throw wrong(
            "%s is %s everywhere, of which no law says anything"
                .formatted(name, first == 0 ? "zero" : "the same number"));
      }
      for (Map.Entry<String, Tensor> input : inputs.tensors().entrySet()) {
        if (isCopied(tensor, input.getValue())) {
          throw wrong("%s is a copy of %s".formatted(name, input.getKey()));
        }
      }
    }
  }

  /** Whether every value is one of the input's, bit for bit; of a single one, that says little. */
  private static boolean isCopied(Tensor tensor, Tensor input) {
    Set<Double> values = new HashSet<>();
    for (int i = 0; i < input.size(); i++) {
      values.add(input.get(i));
    }
    for (int i = 0; i < tensor.size(); i++) {
      if (!values.contains(tensor.get(i))) {
        return false;
      }
    }
    return tensor.size() > 1 || input.size() == 1;
  }

  /**
   * Refuse tensors that are bit for bit what they were for another question.
   *
   * @param names of the tensors that are looked at
   */
  void requireOther(List<String> names, Answer another) throws BrokenLawException {
    for (String name : names) {
      if (tensor(name).equals(another.tensor(name))) {
        throw wrong(
            "%s is the same for other parameters and another x and dJdyHat, of which no law says anything"
                .formatted(name));
      }
    }
  }

  /**
   * Refuse answers that differ.
   *
   * @param law what should hold, as a sentence
   */
  void requireEqual(List<String> names, Answer expected, Tolerance tolerance, String law)
      throws BrokenLawException {
    for (String name : names) {
      requireEqual(name, expected.tensor(name), tolerance, law);
    }
  }

  /** Refuse a tensor that is not the expected one. */
  void requireEqual(String name, Tensor expected, Tolerance tolerance, String law)
      throws BrokenLawException {
    Comparison comparison = Checker.compare(expected, tensor(name), tolerance);
    if (!(comparison instanceof Match)) {
      CheckResult result = CheckResult.of(comparison);
      throw new BrokenLawException(
          result.verdict(), "%s; %s: %s".formatted(law, name, result.message()));
    }
  }

  /** Refuse a tensor that is not bit for bit what was sent. */
  void requireUntouched(String name, String after, Tensor sent) throws BrokenLawException {
    Tensor now = tensor(name + " after " + after);
    if (now.equals(sent)) {
      return;
    }
    requireShape(name + " after " + after, now, sent);
    int place = 0;
    while (Double.compare(now.get(place), sent.get(place)) == 0) {
      place++;
    }
    throw wrong(
        "%s changed %s; %s%s was %s and is %s"
            .formatted(after, name, name, sent.indexText(place), sent.get(place), now.get(place)));
  }

  /** Refuse a shape that is not the parameter's, or the prediction's of the whole batch. */
  void requireShape(String name, Inputs inputs) throws BrokenLawException {
    String like = name.equals("yHat") ? "dJdyHat" : name.substring("dJd".length());
    requireShape(name, tensor(name), inputs.tensor(like));
  }

  private static void requireShape(String name, Tensor tensor, Tensor like)
      throws BrokenLawException {
    if (!tensor.hasShapeOf(like)) {
      throw new BrokenLawException(
          Verdict.WRONG_SHAPE,
          "%s: expected shape %s, got %s".formatted(name, like.shapeText(), tensor.shapeText()));
    }
  }

  private static BrokenLawException wrong(String reason) {
    return new BrokenLawException(Verdict.WRONG_ANSWER, reason);
  }
}
