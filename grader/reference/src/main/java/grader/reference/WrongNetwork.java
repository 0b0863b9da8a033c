package grader.reference;

import static grader.reference.Mistake.*;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link MLP} with mistakes: the same steps, each of which looks whether it is to go wrong. Without
 * any mistake it answers as the reference does.
 */
final class WrongNetwork {
  private final Mistakes mistakes;
  private final Map<String, Tensor> inputs;
  private final WrongActivation f;
  private final WrongActivation g;

  WrongNetwork(Mistakes mistakes, CaseRequest request, Activation f, Activation g) {
    this.mistakes = mistakes;
    this.inputs = request.tensors();
    boolean swapped = mistakes.has(ACTIVATIONS_SWAPPED);
    boolean isF = !swapped && !mistakes.has(ACTIVATION_OF_OTHER_LAYER, "hidden");
    boolean isG = !swapped && !mistakes.has(ACTIVATION_OF_OTHER_LAYER, "output");
    this.f = new WrongActivation(isF ? f : g, "hidden", mistakes);
    this.g = new WrongActivation(isG ? g : f, "output", mistakes);
  }

  /** A mistake cannot be made in these sizes: a submission with it would throw. */
  static final class ImpossibleException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private Tensor input(String name) {
    Tensor tensor = inputs.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the request has no tensor " + name);
    }
    return tensor;
  }

  private double[][] matrix(String name) {
    return input(name).toRows();
  }

  /** z1, z2, z3 and ŷ. */
  private static final class Pass {
    final double[][] z1;
    final double[][] z2;
    final double[][] z3;
    final double[][] yHat;

    Pass(double[][] z1, double[][] z2, double[][] z3, double[][] yHat) {
      this.z1 = z1;
      this.z2 = z2;
      this.z3 = z3;
      this.yHat = yHat;
    }
  }

  private Pass forward() throws ImpossibleException {
    double[][] z1 = linear(matrix("x"), "W1", "b1", "hidden");
    double[][] z2 = activated(f, z1, "b1");
    double[][] z3 = linear(z2, "W2", "b2", "output");
    return new Pass(z1, z2, z3, activated(g, z3, "b2"));
  }

  private double[][] activated(WrongActivation activation, double[][] z, String bias) {
    double[][] a = activation.values(z);
    if (mistakes.in(BIAS_AFTER_ACTIVATION, activation.layer())) {
      double[] b = input(bias).toArray();
      for (double[] row : a) {
        for (int j = 0; j < row.length; j++) {
          row[j] += b[j];
        }
      }
    }
    return a;
  }

  private double[][] linear(double[][] input, String weights, String bias, String layer)
      throws ImpossibleException {
    double[][] w = matrix(weights);
    double[] b = input(bias).toArray();
    boolean isSquare = w.length == w[0].length;
    boolean transposed =
        !mistakes.in(WEIGHTS_NOT_TRANSPOSED, layer)
            && !(isSquare && mistakes.in(WEIGHTS_NOT_TRANSPOSED_WHERE_SQUARE, layer));
    boolean acrossSamples = mistakes.in(BIAS_ALONG_WRONG_AXIS, layer);
    if ((!transposed && !isSquare) || (acrossSamples && b.length != input.length)) {
      throw new ImpossibleException();
    }
    double times = biasTimes(layer) * (mistakes.in(BIAS_PER_INPUT, layer) ? w[0].length : 1);
    double[][] z = new double[input.length][w.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < w.length; j++) {
        double sum = 0;
        for (int k = 0; k < input[i].length; k++) {
          sum +=
              isLeftOut(k, input[i].length, layer)
                  ? 0
                  : input[i][k] * (transposed ? w[j][k] : w[k][j]);
        }
        double before = j > 0 && mistakes.in(SUM_NOT_RESET, layer) ? z[i][j - 1] : 0;
        z[i][j] = before + sum + times * b[acrossSamples ? i : j];
      }
    }
    return z;
  }

  private double biasTimes(String layer) {
    boolean isLeftOut =
        mistakes.in(BIAS_IGNORED, layer) || mistakes.in(BIAS_AFTER_ACTIVATION, layer);
    return isLeftOut
        ? 0
        : mistakes.in(BIAS_SUBTRACTED, layer) ? -1 : mistakes.in(BIAS_TWICE, layer) ? 2 : 1;
  }

  private boolean isLeftOut(int place, int count, String layer) {
    String form = mistakes.form(PART_OF_INPUTS);
    return form != null
        && (!form.contains("-") || form.startsWith(layer))
        && place == (form.endsWith("last") ? count - 1 : 0);
  }

  /** ŷ. */
  Map<String, Tensor> prediction() throws ImpossibleException {
    return Map.of("yHat", tensor(forward().yHat));
  }

  /** The four gradients for the request's dJ/dŷ. */
  Map<String, Tensor> gradients() throws ImpossibleException {
    Pass pass = forward();
    double[][] x = matrix("x");
    double[][] w2 = matrix("W2");
    double[][] dJdyHat = matrix("dJdyHat");
    if (mistakes.has(UPSTREAM_OF_FIRST_SAMPLE)) {
      Arrays.fill(dJdyHat, dJdyHat[0]);
    }
    double[][] z3 = pass.z3;
    double[][] yHat = pass.yHat;
    if (mistakes.has(OUTPUT_RECOMPUTED_WITHOUT_HIDDEN_ACTIVATION)) {
      z3 = linear(pass.z1, "W2", "b2", "output");
      yHat = g.values(z3);
    }
    double[][] slopes2 = g.slopes(z3, yHat, dJdyHat, f.taken());
    if (mistakes.has(SLOPES_SUMMED, "slopes")) {
      slopes2 = averaged(slopes2);
    }
    double[][] delta2 = times(dJdyHat, slopes2);
    double[][] through = partOfOutputs(back(delta2, pass));
    double[][] error = product(through, throughWeights(w2, delta2, pass.z2));
    double[][] slopes1 = f.slopes(pass.z1, pass.z2, error, g.taken());
    if (mistakes.has(SLOPES_SUMMED, "slopes")) {
      slopes1 = averaged(slopes1);
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "")) {
      slopes1 = ones(slopes1);
    } else if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "elementwise")) {
      if (pass.z3[0].length != slopes1[0].length) {
        throw new ImpossibleException();
      }
      slopes1 = f.slopes(pass.z3, pass.yHat, error, g.taken());
    }
    double[][] delta1 = times(error, slopes1);
    double[][] hidden = mistakes.has(WEIGHTS_FROM_PREACTIVATION) ? pass.z1 : pass.z2;
    double[][] dJdW1;
    double[][] dJdW2;
    if (mistakes.has(SLOPES_SUMMED, "")) {
      dJdW1 = times(weights(error, x, "hidden"), sums(slopes1, x[0].length));
      dJdW2 = times(weights(dJdyHat, hidden, "output"), sums(slopes2, hidden[0].length));
    } else if (mistakes.has(SLOPES_SUMMED, "averages")) {
      dJdW1 = weights(averaged(delta1), averaged(x), "hidden");
      dJdW2 = weights(averaged(delta2), averaged(hidden), "output");
    } else {
      double[][] before1 = mistakes.in(WEIGHTS_WITHOUT_DERIVATIVE, "hidden") ? error : delta1;
      double[][] before2 = mistakes.in(WEIGHTS_WITHOUT_DERIVATIVE, "output") ? dJdyHat : delta2;
      dJdW1 = weights(before1, x, "hidden");
      dJdW2 = weights(before2, hidden, "output");
    }
    double[] dJdb1 = bias(mistakes.in(BIAS_WITHOUT_DERIVATIVE, "hidden") ? error : delta1);
    double[] dJdb2 = bias(mistakes.in(BIAS_WITHOUT_DERIVATIVE, "output") ? dJdyHat : delta2);
    takeOtherColumn(dJdW1, dJdb1, "hidden");
    takeOtherColumn(dJdW2, dJdb2, "output");
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    gradients.put("dJdW1", tensor(dJdW1));
    gradients.put("dJdb1", Tensor.vector(dJdb1));
    gradients.put("dJdW2", tensor(dJdW2));
    gradients.put("dJdb2", Tensor.vector(dJdb2));
    return gradients;
  }

  /** The outputs through which something goes back to the hidden units. */
  private double[][] partOfOutputs(double[][] through) {
    String form = mistakes.form(PART_OF_OUTPUTS);
    if (form == null) {
      return through;
    }
    double[][] part = new double[through.length][through[0].length];
    for (int i = 0; i < part.length; i++) {
      for (int j = 0; j < part[i].length; j++) {
        boolean isThere = j == (form.contains("first") ? 0 : part[i].length - 1);
        part[i][j] = isThere == form.startsWith("all-but") ? 0 : through[i][j];
      }
    }
    return part;
  }

  /**
   * Weights and bias in one matrix, whose column of the bias is the last, and taken for the first;
   * or the other way round.
   */
  private void takeOtherColumn(double[][] weights, double[] bias, String layer) {
    String form = mistakes.form(BIAS_FROM_OTHER_COLUMN);
    if (form == null || !(form.isEmpty() || form.equals("last") || form.startsWith(layer))) {
      return;
    }
    for (int i = 0; i < bias.length; i++) {
      double[] row = weights[i];
      int last = row.length - 1;
      double own = bias[i];
      if (form.endsWith("last")) {
        bias[i] = row[last];
        System.arraycopy(row, 0, row, 1, last);
        row[0] = own;
      } else {
        bias[i] = row[0];
        System.arraycopy(row, 1, row, 0, last);
        row[last] = own;
      }
    }
  }

  /** What goes back from the output layer. */
  private double[][] back(double[][] delta2, Pass pass) {
    if (mistakes.has(HIDDEN_ERROR_WITHOUT_OUTPUT_DERIVATIVE)) {
      return matrix("dJdyHat");
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "")) {
      WrongActivation hiddenAtOutput = new WrongActivation(f.taken(), "output", mistakes);
      return times(delta2, hiddenAtOutput.slopes(pass.z3, pass.yHat, delta2, g.taken()));
    }
    return delta2;
  }

  private double[][] throughWeights(double[][] w2, double[][] delta2, double[][] z2)
      throws ImpossibleException {
    if (mistakes.has(WITHOUT_OUTPUT_WEIGHTS)) {
      return ones(w2);
    }
    if (mistakes.has(THROUGH_UPDATED_WEIGHTS)) {
      double[][] step = weights(delta2, z2, "none");
      double[][] updated = new double[w2.length][w2[0].length];
      for (int i = 0; i < w2.length; i++) {
        for (int j = 0; j < w2[i].length; j++) {
          updated[i][j] = w2[i][j] - mistakes.amount(THROUGH_UPDATED_WEIGHTS) * step[i][j];
        }
      }
      return updated;
    }
    if (mistakes.has(BACK_THROUGH_TRANSPOSED_WEIGHTS)) {
      if (w2.length != w2[0].length) {
        throw new ImpossibleException();
      }
      double[][] transposed = new double[w2.length][w2.length];
      for (int i = 0; i < w2.length; i++) {
        for (int j = 0; j < w2.length; j++) {
          transposed[j][i] = w2[i][j];
        }
      }
      return transposed;
    }
    return w2;
  }

  /** dJ/dW = δᵀ·input, out × in. */
  private double[][] weights(double[][] delta, double[][] input, String layer) {
    double[][] gradient = new double[delta[0].length][input[0].length];
    boolean firstInput = mistakes.in(WEIGHTS_FROM_FIRST_SAMPLE, layer);
    boolean isWithoutInput = mistakes.in(WEIGHTS_WITHOUT_INPUT, layer);
    for (int sample = 0; sample < delta.length; sample++) {
      if (isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)) {
        continue;
      }
      for (int i = 0; i < gradient.length; i++) {
        for (int j = 0; j < gradient[i].length; j++) {
          double factor = isWithoutInput ? 1 : input[firstInput ? 0 : sample][j];
          gradient[i][j] += delta[sample][i] * factor;
        }
      }
    }
    return gradient;
  }

  private boolean isLeftOut(Mistake mistake, int sample, int samples) {
    return mistakes.has(mistake) && sample != (mistakes.has(mistake, "") ? 0 : samples - 1);
  }

  private double[] bias(double[][] delta) {
    double[] gradient = new double[delta[0].length];
    double all = 0;
    for (int sample = 0; sample < delta.length; sample++) {
      boolean isLeftOut =
          isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)
              || isLeftOut(BIAS_FROM_ONE_SAMPLE, sample, delta.length);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] += isLeftOut ? 0 : delta[sample][i];
        all += delta[sample][i];
      }
    }
    if (mistakes.has(BIAS_ONE_NUMBER)) {
      Arrays.fill(gradient, all);
    }
    return gradient;
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        product[i][j] = a[i][j] * b[i][j];
      }
    }
    return product;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[k].length; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] ones(double[][] like) {
    double[][] ones = new double[like.length][like[0].length];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    return ones;
  }

  /** Every row is the mean of all rows. */
  private static double[][] averaged(double[][] rows) {
    double[][] averaged = new double[rows.length][rows[0].length];
    for (int j = 0; j < rows[0].length; j++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[j];
      }
      for (double[] row : averaged) {
        row[j] = sum / rows.length;
      }
    }
    return averaged;
  }

  /** Column sums, one to each row of a matrix of so many columns. */
  private static double[][] sums(double[][] slopes, int columns) {
    double[][] sums = new double[slopes[0].length][columns];
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (double[] row : slopes) {
        sum += row[i];
      }
      Arrays.fill(sums[i], sum);
    }
    return sums;
  }

  private static Tensor tensor(double[][] rows) {
    int columns = rows[0].length;
    double[] values = new double[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return Tensor.of(new int[] {rows.length, columns}, values);
  }
}
