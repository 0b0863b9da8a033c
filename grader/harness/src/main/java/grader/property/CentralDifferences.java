package grader.property;

import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.Comparison;
import grader.checking.Comparison.Match;
import grader.checking.Tolerance;
import grader.property.Inputs.Pass;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * backward is the derivative of the submission's own forward: for L = Σ dJ/dŷ ⊙ forward(x), ∂L/∂w ≈
 * (L(w + h) − L(w − h)) / 2h at the first, the middle and the last entry w of each parameter.
 *
 * <p>With a ReLU, h is 1e-4, so that a drawn |z|, which is at least 1e-3, does not reach the kink.
 * Without one it is 1e-3. The error of the formula is of the order of h², below 1e-6; what counts
 * is the rounding of a ŷ in single precision, of the order of 1e-7 / h, below 1e-3. Hence a
 * tolerance of this law's own, wider than the others'.
 */
final class CentralDifferences extends Law {
  private static final double STEP = 1e-3;
  private static final double STEP_BESIDE_A_KINK = 1e-4;

  CentralDifferences() {
    super("central-differences");
  }

  private static double step(Inputs inputs) {
    return inputs.hasReLU() ? STEP_BESIDE_A_KINK : STEP;
  }

  /** One entry of a parameter. */
  private record Entry(String parameter, int position) {}

  private static List<Entry> entries(Inputs inputs) {
    List<Entry> entries = new ArrayList<>();
    for (String name : Inputs.PARAMETERS) {
      int size = inputs.tensor(name).size();
      IntStream.of(0, size / 2, size - 1)
          .distinct()
          .forEach(position -> entries.add(new Entry(name, position)));
    }
    return entries;
  }

  @Override
  List<CaseRequest> requests(Inputs inputs) {
    List<Pass> passes = new ArrayList<>();
    passes.add(inputs.pass());
    for (Entry entry : entries(inputs)) {
      passes.add(moved(inputs, entry, step(inputs)));
      passes.add(moved(inputs, entry, -step(inputs)));
    }
    // In one request: the times of many would add up.
    return List.of(inputs.passes(passes));
  }

  private static Pass moved(Inputs inputs, Entry entry, double step) {
    Tensor parameter = inputs.tensor(entry.parameter());
    double[] values = parameter.toArray();
    values[entry.position()] += step;
    Tensor moved = Tensor.of(parameter.shape(), values);
    return new Pass(Map.of(entry.parameter(), moved), inputs.tensor("x"), null);
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer backward = answers.get(0).round(1);
    backward.requireMeaning(Answer.GRADIENTS, inputs);
    List<Entry> entries = entries(inputs);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      double slope =
          slope(inputs, answers.get(0).round(2 * i + 2), answers.get(0).round(2 * i + 3));
      String gradient = "dJd" + entry.parameter();
      double returned = backward.tensor(gradient).get(entry.position());
      Comparison comparison =
          Checker.compare(Tensor.scalar(slope), Tensor.scalar(returned), tolerance);
      if (!(comparison instanceof Match)) {
        CheckResult result = CheckResult.of(comparison);
        throw new BrokenLawException(
            result.verdict(),
            "backward is not the derivative of the submission's own forward; "
                + gradient
                + inputs.tensor(entry.parameter()).indexText(entry.position())
                + ": "
                + result.message());
      }
    }
  }

  private static double slope(Inputs inputs, Answer above, Answer below) throws BrokenLawException {
    above.requireShape("yHat", inputs);
    below.requireShape("yHat", inputs);
    Tensor dJdyHat = inputs.tensor("dJdyHat");
    double slope = 0;
    for (int i = 0; i < dJdyHat.size(); i++) {
      // The difference first: the sums would lose digits that it keeps.
      slope += dJdyHat.get(i) * (above.tensor("yHat").get(i) - below.tensor("yHat").get(i));
    }
    return slope / (2 * step(inputs));
  }
}
