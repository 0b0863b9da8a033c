package grader.reference;

import static grader.reference.Matrices.*;
import static grader.reference.Mistake.*;

import grader.protocol.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link MLP} with mistakes: the same steps, each of which looks whether it is to go wrong. Without
 * any mistake it answers as the reference does.
 */
final class WrongNetwork {
  private static final double SMALLEST_DEVIATION = 1e-8;

  private final Mistakes mistakes;
  private final Inputs inputs;
  private final Steps steps;
  private final WrongActivation f;
  private final WrongActivation g;

  /**
   * A network.
   *
   * @param steps those of this question: what has been computed already is not computed again
   */
  WrongNetwork(Mistakes mistakes, Inputs inputs, Activation f, Activation g, Steps steps) {
    this.mistakes = mistakes;
    this.inputs = inputs;
    this.steps = steps;
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

  private double[][] step(String name, Steps.Computation computation, double[][]... matrices)
      throws ImpossibleException {
    Object[] all = new Object[matrices.length + 2];
    System.arraycopy(matrices, 0, all, 0, matrices.length);
    all[matrices.length] = f.named();
    all[matrices.length + 1] = g.named();
    return steps.of(name, mistakes, computation, all);
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
    double[][] x = input();
    double[][] z1 = step("z1", () -> linear(x, "W1", "b1", "hidden"), x);
    double[][] z2 = step("z2", () -> activated(f, z1, "b1"), z1);
    double[][] z3 = step("z3", () -> linear(z2, "W2", "b2", "output"), z2);
    double[][] yHat = step("yHat", () -> activated(g, z3, "b2"), z3);
    return new Pass(z1, z2, z3, yHat);
  }

  /** x, or what is made of it before it is used. */
  private double[][] input() {
    double[][] x = inputs.matrix("x");
    String form = mistakes.form(INPUT_STANDARDISED);
    if (form == null) {
      return x;
    }
    double[][] standardised = new double[x.length][x[0].length];
    for (int j = 0; j < x[0].length; j++) {
      double mean = 0;
      for (double[] row : x) {
        mean += row[j] / x.length;
      }
      double squares = 0;
      for (double[] row : x) {
        squares += (row[j] - mean) * (row[j] - mean);
      }
      double deviation = Math.sqrt(squares / (form.equals("sample") ? x.length - 1 : x.length));
      for (int i = 0; i < x.length; i++) {
        // Else a batch of one would be divided by zero, which nobody leaves so.
        standardised[i][j] = (x[i][j] - mean) / (deviation + SMALLEST_DEVIATION);
      }
    }
    return standardised;
  }

  private double[][] activated(WrongActivation activation, double[][] z, String bias) {
    double[][] a = activation.values(z);
    leaveOut(ACTIVATION_OF_PART, activation.layer(), a, z);
    if (mistakes.in(BIAS_AFTER_ACTIVATION, activation.layer())) {
      double[] b = inputs.vector(bias);
      for (double[] row : a) {
        for (int j = 0; j < row.length; j++) {
          row[j] += b[j];
        }
      }
    }
    return a;
  }

  /**
   * Makes some of the elements what they would be without what a mistake does not do everywhere.
   *
   * @param without null for ones
   */
  private void leaveOut(
      Mistake mistake, String layer, double[][] all, double @Nullable [][] without) {
    String form = mistakes.form(mistake);
    if (form == null) {
      return;
    }
    boolean isOfUnits = form.endsWith("unit");
    int count = isOfUnits ? all[0].length : all.length;
    boolean[] isPart = new boolean[count];
    for (int place = 0; place < count; place++) {
      isPart[place] = mistakes.isPart(mistake, layer, place, count);
    }
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all[i].length; j++) {
        if (!isPart[isOfUnits ? j : i]) {
          all[i][j] = without == null ? 1 : without[i][j];
        }
      }
    }
  }

  private double[][] linear(double[][] input, String weights, String bias, String layer)
      throws ImpossibleException {
    boolean isOfOther = mistakes.has(BIAS_OF_OTHER_LAYER, layer);
    double[] b = inputs.vector(isOfOther ? (bias.equals("b1") ? "b2" : "b1") : bias);
    double[] taken =
        layer.equals("output") && mistakes.has(ONES_THROUGH_ACTIVATION) ? timesOne(b) : b;
    double[][] z =
        new WrongLinear(mistakes, layer, inputs.matrix(weights), taken, input.length).of(input);
    return mistakes.in(LAST_SAMPLE_FOR_ALL, layer) ? lastForAll(z) : z;
  }

  /**
   * What b2 is multiplied by when the column of ones goes through f with the hidden units: f(1).
   */
  private double[] timesOne(double[] b) {
    double[] product = new double[b.length];
    add(product, f.values(new double[][] {{1}})[0][0], b);
    return product;
  }

  /** ŷ. */
  Map<String, Tensor> prediction() throws ImpossibleException {
    return Map.of("yHat", tensor(forward().yHat));
  }

  /** The four gradients for the request's dJ/dŷ. */
  Map<String, Tensor> gradients() throws ImpossibleException {
    Pass pass = kept(forward());
    double[][] dJdyHat = upstream();
    double[][] slopes2 =
        step("slopes2", () -> outputSlopes(pass, dJdyHat), pass.z1, pass.z3, pass.yHat, dJdyHat);
    double[][] delta2 =
        step("delta2", () -> clipped(times(dJdyHat, slopes2), ""), dJdyHat, slopes2);
    double[][] error =
        step("error", () -> error(pass, delta2), pass.z2, pass.z3, pass.yHat, delta2);
    double[][] slopes1 =
        step(
            "slopes1",
            () -> hiddenSlopes(pass, error),
            pass.z1,
            pass.z2,
            pass.z3,
            pass.yHat,
            error);
    double[][] delta1 = step("delta1", () -> times(error, slopes1), error, slopes1);
    double[][] x = input();
    double[][] hidden =
        mistakes.has(WEIGHTS_FROM_PREACTIVATION)
            ? pass.z1
            : mistakes.has(HIDDEN_RECOMPUTED_WITH_G) ? g.values(pass.z1) : pass.z2;
    double[][] dJdW1 =
        step(
            "dJdW1", () -> weights(error, slopes1, delta1, x, "hidden"), error, slopes1, delta1, x);
    double[][] dJdW2 =
        step(
            "dJdW2",
            () -> weights(dJdyHat, slopes2, delta2, hidden, "output"),
            dJdyHat,
            slopes2,
            delta2,
            hidden);
    double[][] dJdb1 = step("dJdb1", () -> bias(error, delta1, "hidden"), error, delta1);
    double[][] dJdb2 = step("dJdb2", () -> bias(dJdyHat, delta2, "output"), dJdyHat, delta2);
    Map<String, Tensor> gradients = new LinkedHashMap<>();
    put(gradients, "dJdW1", dJdW1, "dJdb1", dJdb1, "hidden");
    put(gradients, "dJdW2", dJdW2, "dJdb2", dJdb2, "output");
    double limit = mistakes.amount(GRADIENTS_CLIPPED);
    if (!Double.isNaN(limit)) {
      clip(gradients, limit);
    }
    return gradients;
  }

  /** What is left of a forward for backward: of a layer perhaps the last sample in every row. */
  private Pass kept(Pass pass) {
    boolean isHiddenLost = mistakes.in(CACHE_OF_LAST_SAMPLE, "hidden");
    boolean isOutputLost = mistakes.in(CACHE_OF_LAST_SAMPLE, "output");
    return new Pass(
        isHiddenLost ? lastForAll(pass.z1) : pass.z1,
        isHiddenLost ? lastForAll(pass.z2) : pass.z2,
        isOutputLost ? lastForAll(pass.z3) : pass.z3,
        isOutputLost ? lastForAll(pass.yHat) : pass.yHat);
  }

  private static double[][] lastForAll(double[][] rows) {
    double[][] all = new double[rows.length][];
    Arrays.fill(all, rows[rows.length - 1]);
    return all;
  }

  /** Makes all gradients together no longer than a limit. */
  private static void clip(Map<String, Tensor> gradients, double limit) {
    double squares = 0;
    for (Tensor gradient : gradients.values()) {
      for (double element : gradient.toArray()) {
        squares += element * element;
      }
    }
    double factor = Math.min(1, limit / Math.sqrt(squares));
    gradients.replaceAll((name, gradient) -> scaled(gradient, factor));
  }

  private static Tensor scaled(Tensor tensor, double factor) {
    double[] elements = tensor.toArray();
    for (int i = 0; i < elements.length; i++) {
      elements[i] *= factor;
    }
    return Tensor.of(tensor.shape(), elements);
  }

  /** dJ/dŷ. */
  private double[][] upstream() {
    double[][] dJdyHat = clipped(inputs.matrix("dJdyHat"), "upstream-");
    if (!mistakes.has(UPSTREAM_OF_FIRST_SAMPLE)) {
      return dJdyHat;
    }
    double[][] ofFirst = new double[dJdyHat.length][];
    Arrays.fill(ofFirst, dJdyHat[0]);
    return ofFirst;
  }

  /** Every element within limits, where the mistake is to have some. */
  private double[][] clipped(double[][] elements, String place) {
    String form = mistakes.form(ERROR_CLIPPED);
    if (form == null || form.startsWith("upstream-") == place.isEmpty()) {
      return elements;
    }
    double limit = Double.parseDouble(form.substring(place.length()));
    double[][] clipped = new double[elements.length][elements[0].length];
    for (int i = 0; i < clipped.length; i++) {
      for (int j = 0; j < clipped[i].length; j++) {
        clipped[i][j] = Math.max(-limit, Math.min(limit, elements[i][j]));
      }
    }
    return clipped;
  }

  /** What is taken for g'(z3). */
  private double[][] outputSlopes(Pass pass, double[][] dJdyHat) throws ImpossibleException {
    double[][] z3 = pass.z3;
    double[][] yHat = pass.yHat;
    if (mistakes.has(OUTPUT_RECOMPUTED_WITHOUT_HIDDEN_ACTIVATION)) {
      z3 = linear(pass.z1, "W2", "b2", "output");
      yHat = g.values(z3);
    }
    if (mistakes.in(DERIVATIVE_BEFORE_BIAS, "output")) {
      z3 = withoutBias(z3, "b2");
      yHat = g.values(z3);
    }
    if (mistakes.has(OUTPUT_DERIVATIVE_AT_HIDDEN)) {
      z3 = firstUnits(pass.z1, z3[0].length);
      yHat = g.values(z3);
    }
    double[][] slopes = g.slopes(z3, yHat, dJdyHat, f.taken());
    leaveOut(DERIVATIVE_OF_PART, "output", slopes, null);
    return mistakes.has(SLOPES_SUMMED, "slopes") ? averaged(slopes) : slopes;
  }

  /** What goes back to the hidden units. */
  private double[][] error(Pass pass, double[][] delta2) throws ImpossibleException {
    double[][] through = partOfOutputs(back(delta2, pass));
    double[][] error = product(through, throughWeights(inputs.matrix("W2"), delta2, pass.z2));
    moveColumns(error, delta2);
    if (mistakes.has(ERROR_SUM_NOT_RESET)) {
      boolean isOfUnits = mistakes.has(ERROR_SUM_NOT_RESET, "the units");
      for (int i = 0; i < error.length; i++) {
        for (int j = 0; j < error[i].length; j++) {
          boolean isFirst = (isOfUnits ? j : i) == 0;
          error[i][j] += isFirst ? 0 : isOfUnits ? error[i][j - 1] : error[i - 1][j];
        }
      }
    }
    return error;
  }

  /** Of a product with W2 and b2 side by side, the wrong column is left out: b2's stays. */
  private void moveColumns(double[][] error, double[][] delta2) {
    String form = mistakes.form(AUGMENTED_COLUMN);
    if (form == null) {
      return;
    }
    double[] b2 = inputs.vector("b2");
    for (int i = 0; i < error.length; i++) {
      int last = error[i].length - 1;
      double ofBias = dot(0, delta2[i], b2, b2.length);
      if (form.equals("last")) {
        System.arraycopy(error[i], 0, error[i], 1, last);
        error[i][0] = ofBias;
      } else {
        System.arraycopy(error[i], 1, error[i], 0, last);
        error[i][last] = ofBias;
      }
    }
  }

  private double[][] withoutBias(double[][] z, String bias) {
    double[] b = inputs.vector(bias);
    double[][] without = new double[z.length][b.length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < b.length; j++) {
        without[i][j] = z[i][j] - b[j];
      }
    }
    return without;
  }

  private static double[][] firstUnits(double[][] z, int count) throws ImpossibleException {
    if (count > z[0].length) {
      throw new ImpossibleException();
    }
    double[][] first = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      first[i] = Arrays.copyOf(z[i], count);
    }
    return first;
  }

  /** What is taken for f'(z1). */
  private double[][] hiddenSlopes(Pass pass, double[][] error) throws ImpossibleException {
    double[][] z1 = pass.z1;
    double[][] z2 = pass.z2;
    if (mistakes.in(DERIVATIVE_BEFORE_BIAS, "hidden")) {
      z1 = withoutBias(z1, "b1");
      z2 = f.values(z1);
    }
    double[][] slopes = f.slopes(z1, z2, error, g.taken());
    leaveOut(DERIVATIVE_OF_PART, "hidden", slopes, null);
    if (mistakes.has(SLOPES_SUMMED, "slopes")) {
      slopes = averaged(slopes);
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "")) {
      return ones(slopes);
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "elementwise")) {
      if (pass.z3[0].length != slopes[0].length) {
        throw new ImpossibleException();
      }
      return f.slopes(pass.z3, pass.yHat, error, g.taken());
    }
    return slopes;
  }

  /**
   * dJ/dW of a layer.
   *
   * @param error dJ/da
   * @param slopes what it is multiplied by
   * @param delta their product
   * @param input of the layer
   */
  private double[][] weights(
      double[][] error, double[][] slopes, double[][] delta, double[][] input, String layer) {
    if (mistakes.has(SLOPES_SUMMED, "")) {
      return times(weights(error, input, layer), sums(slopes, input[0].length));
    }
    if (mistakes.has(SLOPES_SUMMED, "averages")) {
      return weights(averaged(delta), averaged(input), layer);
    }
    double[][] read =
        mistakes.in(WEIGHTS_INPUT_BY_COLUMNS, layer)
            ? transposed(reshaped(input, input[0].length, input.length))
            : input;
    double[][] gradient =
        weights(mistakes.in(WEIGHTS_WITHOUT_DERIVATIVE, layer) ? error : delta, read, layer);
    return mistakes.in(WEIGHTS_READ_BY_COLUMNS, layer)
        ? reshaped(transposed(gradient), gradient.length, gradient[0].length)
        : gradient;
  }

  /** dJ/db of a layer, as the only row of a matrix. */
  private double[][] bias(double[][] error, double[][] delta, String layer) {
    double[] bias = bias(mistakes.in(BIAS_WITHOUT_DERIVATIVE, layer) ? error : delta);
    for (int i = 1; i < bias.length && mistakes.in(BIAS_SUM_NOT_RESET, layer); i++) {
      bias[i] += bias[i - 1];
    }
    if (mistakes.has(BIAS_TIMES_BIAS)) {
      bias = times(bias, inputs.vector(layer.equals("hidden") ? "b1" : "b2"));
    }
    boolean isOfOnes = layer.equals("output") && mistakes.has(ONES_THROUGH_ACTIVATION);
    return new double[][] {isOfOnes ? timesOne(bias) : bias};
  }

  /** The outputs through which something goes back to the hidden units. */
  private double[][] partOfOutputs(double[][] through) {
    String form = mistakes.form(PART_OF_OUTPUTS);
    if (form == null) {
      return through;
    }
    double[][] part = new double[through.length][through[0].length];
    boolean isAllBut = form.startsWith("all-but");
    int place = form.contains("first") ? 0 : part[0].length - 1;
    for (int i = 0; i < part.length; i++) {
      for (int j = 0; j < part[i].length; j++) {
        part[i][j] = (j == place) == isAllBut ? 0 : through[i][j];
      }
    }
    return part;
  }

  private void put(
      Map<String, Tensor> gradients,
      String weightsName,
      double[][] weights,
      String biasName,
      double[][] biasRow,
      String layer) {
    String form = mistakes.form(BIAS_FROM_OTHER_COLUMN);
    if (form == null || !(form.isEmpty() || form.equals("last") || form.startsWith(layer))) {
      gradients.put(weightsName, steps.tensor(weightsName, weights, Matrices::tensor));
      gradients.put(biasName, steps.tensor(biasName, biasRow, row -> Tensor.vector(row[0])));
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

  /** What goes back from the output layer. */
  private double[][] back(double[][] delta2, Pass pass) {
    if (mistakes.has(HIDDEN_ERROR_WITHOUT_OUTPUT_DERIVATIVE)) {
      return inputs.matrix("dJdyHat");
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
    if (mistakes.has(THROUGH_GRADIENT)) {
      return weights(delta2, z2, "output");
    }
    if (mistakes.has(THROUGH_UPDATED_WEIGHTS)) {
      double amount = mistakes.amount(THROUGH_UPDATED_WEIGHTS);
      double[][] step = weights(delta2, z2, "none");
      double[][] updated = new double[w2.length][w2[0].length];
      for (int i = 0; i < w2.length; i++) {
        for (int j = 0; j < w2[i].length; j++) {
          updated[i][j] = w2[i][j] - amount * step[i][j];
        }
      }
      return updated;
    }
    if (mistakes.has(BACK_THROUGH_RESHAPED_WEIGHTS)) {
      return transposed(reshaped(w2, w2[0].length, w2.length));
    }
    if (mistakes.has(BACK_THROUGH_TRANSPOSED_WEIGHTS)) {
      if (w2.length != w2[0].length) {
        throw new ImpossibleException();
      }
      return transposed(w2);
    }
    return w2;
  }

  /** dJ/dW = δᵀ·input, out × in. */
  private double[][] weights(double[][] delta, double[][] input, String layer) {
    double[][] gradient = new double[delta[0].length][input[0].length];
    boolean firstInput = mistakes.in(WEIGHTS_FROM_FIRST_SAMPLE, layer);
    boolean isWithoutInput = mistakes.in(WEIGHTS_WITHOUT_INPUT, layer);
    double[][] factors = isWithoutInput ? ones(input) : input;
    int leftOut = leftOut(delta.length);
    for (int sample = 0; sample < delta.length; sample++) {
      if (sample == leftOut || isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)) {
        continue;
      }
      double[] row = factors[firstInput ? 0 : sample];
      for (int i = 0; i < gradient.length; i++) {
        add(gradient[i], delta[sample][i], row);
      }
    }
    return gradient;
  }

  private boolean isLeftOut(Mistake mistake, int sample, int samples) {
    return mistakes.has(mistake) && sample != (mistakes.has(mistake, "") ? 0 : samples - 1);
  }

  /** The sample that does not count; below 0 when all do. */
  private int leftOut(int samples) {
    String form = mistakes.form(PART_OF_SAMPLES);
    return form == null ? -1 : form.equals("all-but-last-sample") ? samples - 1 : 0;
  }

  private boolean isTwice(int sample, int samples) {
    return mistakes.has(BIAS_COUNTS_TWICE)
        && sample == (mistakes.has(BIAS_COUNTS_TWICE, "first") ? 0 : samples - 1);
  }

  private double[] bias(double[][] delta) {
    double[] gradient = new double[delta[0].length];
    int leftOut = leftOut(delta.length);
    for (int sample = 0; sample < delta.length; sample++) {
      boolean isLeftOut =
          sample == leftOut
              || isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)
              || isLeftOut(BIAS_FROM_ONE_SAMPLE, sample, delta.length);
      if (!isLeftOut) {
        double[] taken = mistakes.has(BIAS_OF_ABSOLUTE) ? absolute(delta[sample]) : delta[sample];
        add(gradient, isTwice(sample, delta.length) ? 2 : 1, taken);
      }
    }
    if (mistakes.has(BIAS_ONE_NUMBER)) {
      double all = 0;
      for (double each : gradient) {
        all += each;
      }
      Arrays.fill(gradient, all);
    }
    String unit = mistakes.form(BIAS_OF_ONE_UNIT);
    if (unit != null) {
      Arrays.fill(gradient, gradient[unit.equals("last") ? gradient.length - 1 : 0]);
    }
    return gradient;
  }

  private static double[] absolute(double[] row) {
    double[] absolute = row.clone();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(absolute[i]);
    }
    return absolute;
  }
}
