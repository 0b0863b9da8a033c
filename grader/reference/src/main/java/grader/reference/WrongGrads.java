package grader.reference;

import static grader.reference.Matrices.tensor;
import static grader.reference.Mistake.*;

import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The four gradients as a backward with mistakes puts them into {@code grads}. */
final class WrongGrads {
  private final Mistakes mistakes;
  private final NetworkSteps steps;
  private final Map<String, Tensor> gradients = new LinkedHashMap<>();

  WrongGrads(Mistakes mistakes, NetworkSteps steps) {
    this.mistakes = mistakes;
    this.steps = steps;
  }

  /**
   * Adds those of a layer.
   *
   * @param weights the result of the step {@code weightsName}
   * @param biasRow the result of the step {@code biasName}: the only row of a matrix
   */
  void put(
      String weightsName, double[][] weights, String biasName, double[][] biasRow, String layer) {
    String form = mistakes.form(BIAS_FROM_OTHER_COLUMN);
    if (form == null || !(form.isEmpty() || form.equals("last") || form.startsWith(layer))) {
      gradients.put(weightsName, steps.matrix(weightsName, weights));
      gradients.put(biasName, steps.vector(biasName, biasRow));
      return;
    }
    double[] bias = biasRow[0];
    double[][] otherWeights = new double[weights.length][];
    double[] otherBias = new double[bias.length];
    for (int i = 0; i < bias.length; i++) {
      otherWeights[i] = weights[i].clone();
      otherBias[i] = takeOtherColumn(otherWeights[i], bias[i], form.endsWith("last"));
    }
    gradients.put(weightsName, tensor(otherWeights));
    gradients.put(biasName, Tensor.vector(otherBias));
  }

  /**
   * Weights and bias in one matrix, whose column of the bias is the last, and taken for the first;
   * or the other way round.
   *
   * @param row the weights' row. Changed
   * @return what is taken for the bias
   */
  private static double takeOtherColumn(double[] row, double bias, boolean isLast) {
    int last = row.length - 1;
    double taken = isLast ? row[last] : row[0];
    if (isLast) {
      System.arraycopy(row, 0, row, 1, last);
      row[0] = bias;
    } else {
      System.arraycopy(row, 1, row, 0, last);
      row[last] = bias;
    }
    return taken;
  }

  /** By their names, when all of them are put. */
  Map<String, Tensor> all() {
    double limit = mistakes.amount(GRADIENTS_CLIPPED);
    if (!Double.isNaN(limit)) {
      clip(limit);
    }
    return gradients;
  }

  /** Makes all gradients together no longer than a limit. */
  private void clip(double limit) {
    double squares = 0;
    for (Tensor gradient : gradients.values()) {
      for (double element : gradient.toArray()) {
        squares += element * element;
      }
    }
    double factor = Math.min(1, limit / Math.sqrt(squares));
    for (Map.Entry<String, Tensor> gradient : gradients.entrySet()) {
      gradient.setValue(scaled(gradient.getValue(), factor));
    }
  }

  private static Tensor scaled(Tensor tensor, double factor) {
    double[] elements = tensor.toArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] *= factor;
    }
    return Tensor.of(tensor.shape(), elements);
  }
}
