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

/**
 * backward is the derivative of the submission's own forward: for L = Σ dJ/dŷ ⊙ forward(x), and for
 * two directions v in which all entries of a parameter w move at once, Σ dJ/dw ⊙ v ≈ (L(w + h·v) −
 * L(w − h·v)) / 2h.
 *
 * <p>All these forwards are of one network, whose parameters are replaced before each, as an
 * optimizer does: what keeps those of its first forward does not follow.
 *
 * <p>v is scaled by 1/√fan-in, so that a pre-activation moves by about h. The error of the formula
 * is of the order of h², 1e-5; the rounding of a ŷ in single precision is of the order of 1e-6 / h,
 * 1e-4. A tolerance of 2e-3 leaves a factor of 10 over both.
 */
final class CentralDifferences extends Law {
  private static final double STEP = 5e-3;

  /** Ten times the step: a pre-activation moves by h times a number that is about normal. */
  static final double KINK_MARGIN = 10 * STEP;

  private static final int DIRECTIONS = 2;

  /** Multiples of it are spread evenly over the circle, and no two entries move alike. */
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  CentralDifferences() {
    super("central-differences");
  }

  /** v of a direction, counted from 1; its entries have a mean square of 1/fan-in. */
  private static double[] direction(Inputs inputs, String parameter, int number) {
    int fanIn =
        parameter.endsWith("1") ? inputs.tensor("W1").extent(1) : inputs.tensor("W2").extent(1);
    double[] direction = new double[inputs.tensor(parameter).size()];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = Math.sqrt(2.0 / fanIn) * Math.cos(number + i * GOLDEN_ANGLE);
    }
    return direction;
  }

  @Override
  List<CaseRequest> ownRequests(Inputs inputs) {
    List<Pass> passes = new ArrayList<>();
    for (String parameter : Inputs.PARAMETERS) {
      for (int number = 1; number <= DIRECTIONS; number++) {
        double[] direction = direction(inputs, parameter, number);
        passes.add(moved(inputs, parameter, direction, STEP));
        passes.add(moved(inputs, parameter, direction, -STEP));
      }
    }
    // The moved ones in one request: the times of many would add up.
    return List.of(inputs.alone(inputs.pass()), inputs.rounds(passes));
  }

  private static Pass moved(Inputs inputs, String name, double[] direction, double step) {
    Tensor parameter = inputs.tensor(name);
    double[] values = parameter.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += step * direction[i];
    }
    return new Pass(Map.of(name, Tensor.of(parameter.shape(), values)), inputs.tensor("x"), null);
  }

  @Override
  void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance) throws BrokenLawException {
    Answer backward = answers.get(0).round(1);
    backward.requireMeaning(Answer.GRADIENTS, inputs);
    Answer moved = answers.get(1);
    int round = 1;
    for (String parameter : Inputs.PARAMETERS) {
      for (int number = 1; number <= DIRECTIONS; number++) {
        double slope = slope(inputs, moved.round(round), moved.round(round + 1));
        round += 2;
        Tensor gradient = backward.tensor("dJd" + parameter);
        double returned = dot(gradient.toArray(), direction(inputs, parameter, number));
        Comparison comparison =
            Checker.compare(Tensor.scalar(slope), Tensor.scalar(returned), tolerance);
        if (!(comparison instanceof Match)) {
          CheckResult result = CheckResult.of(comparison);
          if (ignoresParameters(moved.tensors())) {
            throw new BrokenLawException(
                result.verdict(), "forward returns the same yHat after parameters is replaced");
          }
          throw new BrokenLawException(
              result.verdict(),
              "backward is not the derivative of the submission's own forward; dJd%s along direction %s: %s"
                  .formatted(parameter, number, result.message()));
        }
      }
    }
  }

  /** Whether ŷ is the same in every round, in each of which one parameter is another. */
  static boolean ignoresParameters(Map<String, Tensor> rounds) {
    Tensor first = rounds.get("yHat.1");
    if (first == null) {
      return false;
    }
    for (Map.Entry<String, Tensor> each : rounds.entrySet()) {
      if (each.getKey().startsWith("yHat.") && !each.getValue().equals(first)) {
        return false;
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
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
    return slope / (2 * STEP);
  }
}
