package grader.reference;

import static grader.reference.Matrices.*;
import static grader.reference.Mistake.*;

import grader.protocol.Tensor;
import java.util.Arrays;
import java.util.Map;

/** The backward of a {@link WrongNetwork}: from dJ/dŷ to the gradients of both layers. */
final class WrongBackward {
  private final Mistakes mistakes;
  private final Inputs inputs;
  private final WrongActivation f;
  private final WrongActivation g;
  private final WrongDerivative fDerivative;
  private final WrongDerivative gDerivative;
  private final NetworkSteps steps;
  private final WrongForward forward;
  private final WrongLinearGradients hiddenLayer;
  private final WrongLinearGradients outputLayer;

  WrongBackward(
      Mistakes mistakes,
      Inputs inputs,
      WrongActivation f,
      WrongActivation g,
      NetworkSteps steps,
      WrongForward forward) {
    this.mistakes = mistakes;
    this.inputs = inputs;
    this.f = f;
    this.g = g;
    this.fDerivative = new WrongDerivative(f);
    this.gDerivative = new WrongDerivative(g);
    this.steps = steps;
    this.forward = forward;
    this.hiddenLayer = new WrongLinearGradients(mistakes, inputs, "hidden");
    this.outputLayer = new WrongLinearGradients(mistakes, inputs, "output");
  }

  /** The four gradients for the request's dJ/dŷ. */
  Map<String, Tensor> gradients() throws ImpossibleException {
    Pass pass = forward.kept();
    double[][] dJdyHat = upstream();
    double[][] slopes2 = steps.done("slopes2", pass.z1, pass.z3, pass.yHat, dJdyHat);
    if (slopes2 == null) {
      slopes2 = steps.keep(outputSlopes(pass, dJdyHat));
    }
    double[][] delta2 = steps.done("delta2", pass.z3, dJdyHat, slopes2);
    if (delta2 == null) {
      delta2 = steps.keep(outputDelta(pass, dJdyHat, slopes2));
    }
    double[][] error = steps.done("error", pass.z2, pass.z3, pass.yHat, slopes2, delta2);
    if (error == null) {
      double[][] taken = afterSum(delta2, mistakes.has(FIRST_SAMPLE_IS_SUM));
      error = steps.keep(error(pass, slopes2, taken));
    }
    double[][] slopes1 = steps.done("slopes1", pass.z1, pass.z2, pass.z3, pass.yHat, error);
    if (slopes1 == null) {
      slopes1 = steps.keep(hiddenSlopes(pass, error));
    }
    double[][] delta1 = steps.done("delta1", pass.z1, delta2, error, slopes1);
    if (delta1 == null) {
      delta1 = steps.keep(inOneArray(hiddenDelta(pass, delta2, error, slopes1), "hidden"));
    }
    double[][] x = networkInput(pass);
    double[][] hidden = hiddenUnits(pass, slopes1, error, delta1);
    double[][] dJdW1 = steps.done("dJdW1", error, slopes1, delta1, x);
    if (dJdW1 == null) {
      double[][] taken = afterSum(delta1, mistakes.has(FIRST_SAMPLE_IS_SUM, "hidden-weights"));
      double[][] weights = hiddenLayer.weights(error, slopes1, taken, x);
      dJdW1 = steps.keep(bounded(weights, "hidden", hidden[0].length));
    }
    double[][] dJdW2 = steps.done("dJdW2", dJdyHat, slopes2, delta2, hidden);
    if (dJdW2 == null) {
      double[][] taken = afterSum(delta2, mistakes.has(FIRST_SAMPLE_IS_SUM, "weights"));
      double[][] weights = outputLayer.weights(dJdyHat, slopes2, taken, hidden);
      dJdW2 = steps.keep(bounded(weights, "output", x[0].length));
    }
    double[][] added1 = addedUp(delta1, delta2, "hidden");
    double[][] added2 = addedUp(delta2, delta1, "output");
    double[][] ofHidden = steps.done("dJdb1", error, added1);
    if (ofHidden == null) {
      ofHidden = steps.keep(row(hiddenLayer.bias(error, added1)));
    }
    double[][] ofOutput = steps.done("dJdb2", dJdyHat, added2);
    if (ofOutput == null) {
      ofOutput = steps.keep(row(outputBias(dJdyHat, added2)));
    }
    double[][] dJdb1 = withSum(ofHidden, ofOutput, "hidden");
    double[][] dJdb2 = withSum(ofOutput, ofHidden, "output");
    WrongGrads grads = new WrongGrads(mistakes, steps);
    grads.put("dJdW1", dJdW1, "dJdb1", dJdb1, "hidden");
    grads.put("dJdW2", dJdW2, "dJdb2", dJdb2, "output");
    return grads.all();
  }

  /** What is filled of dJ/dW by a loop over as many inputs as another layer has. */
  private double[][] bounded(double[][] gradient, String layer, int inputs)
      throws ImpossibleException {
    if (!mistakes.has(BOUND_OF_OTHER_SIZE, layer)) {
      return gradient;
    }
    if (inputs > gradient[0].length) {
      throw new ImpossibleException();
    }
    double[][] filled = new double[gradient.length][gradient[0].length];
    for (int i = 0; i < filled.length; i++) {
      System.arraycopy(gradient[i], 0, filled[i], 0, inputs);
    }
    return filled;
  }

  /** The only row of a layer's bias, which was perhaps added to the other's in one array. */
  private double[][] withSum(double[][] own, double[][] other, String layer) {
    if (!mistakes.has(BIAS_SUM_OF_BOTH_LAYERS, layer)) {
      return own;
    }
    double[] sum = own[0].clone();
    add(sum, 1, Arrays.copyOf(other[0], sum.length));
    return row(sum);
  }

  /** What is added up for the bias of a layer: perhaps the other layer's. */
  private double[][] addedUp(double[][] own, double[][] other, String layer)
      throws ImpossibleException {
    return mistakes.has(BIAS_FROM_OTHER_LAYER, layer) ? firstUnits(other, own[0].length) : own;
  }

  /** What is taken for the input of the hidden layer. */
  private double[][] networkInput(Pass pass) throws ImpossibleException {
    double[][] x = forward.keptInput();
    return mistakes.has(WEIGHTS_FROM_OTHER_INPUT, "hidden") ? firstUnits(pass.z2, x[0].length) : x;
  }

  /** What is taken for the input of the output layer. */
  private double[][] hiddenUnits(Pass pass, double[][] slopes1, double[][] error, double[][] delta1)
      throws ImpossibleException {
    if (mistakes.has(WEIGHTS_FROM_OTHER_INPUT, "output")) {
      return firstUnits(forward.keptInput(), pass.z2[0].length);
    }
    if (mistakes.has(WEIGHTS_FROM_PREACTIVATION)) {
      return pass.z1;
    }
    if (mistakes.has(WEIGHTS_FROM_DERIVATIVE)) {
      return slopes1;
    }
    if (mistakes.has(WEIGHTS_FROM_ERROR)) {
      return mistakes.has(WEIGHTS_FROM_ERROR, "delta") ? delta1 : error;
    }
    return mistakes.has(HIDDEN_RECOMPUTED_WITH_G) ? g.values(pass.z1) : pass.z2;
  }

  /** What becomes of the samples' dJ/dz, where an array is one for all of them. */
  private double[][] inOneArray(double[][] delta, String layer) {
    if (mistakes.in(DELTAS_ADD_UP, layer)) {
      double[][] sums = delta.clone();
      for (int i = 1; i < sums.length; i++) {
        sums[i] = delta[i].clone();
        add(sums[i], 1, sums[i - 1]);
      }
      return sums;
    }
    return mistakes.in(DELTA_OF_LAST_SAMPLE, layer) ? WrongForward.lastForAll(delta) : delta;
  }

  /**
   * What is left of a layer's δ where its samples were added up in the first one's row.
   *
   * @param isSo whether they were, before it is used here
   */
  private static double[][] afterSum(double[][] delta, boolean isSo) {
    if (!isSo) {
      return delta;
    }
    double[][] changed = delta.clone();
    changed[0] = new double[delta[0].length];
    for (double[] row : delta) {
      add(changed[0], 1, row);
    }
    return changed;
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
      z3 = forward.linear(pass.z1, "W2", "b2", "output");
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
    double[][] slopes = gDerivative.slopes(z3, yHat, dJdyHat, f.taken());
    mistakes.leaveOut(DERIVATIVE_OF_PART, "output", slopes, null);
    return mixed(slopes, "output");
  }

  /** A layer's derivative, of which each sample perhaps gets another one's. */
  private double[][] mixed(double[][] slopes, String layer) {
    if (mistakes.has(SLOPES_SUMMED, "slopes") || mistakes.has(SLOPES_SUMMED, layer + "-slopes")) {
      return averaged(slopes);
    }
    return mistakes.in(DERIVATIVE_BY_COLUMNS, layer)
        ? reshaped(transposed(slopes), slopes.length, slopes[0].length)
        : slopes;
  }

  /**
   * dJ/dz of a layer.
   *
   * @param z the layer's pre-activations
   * @param error dJ/da
   * @param slopes what is taken for the activation's derivative
   */
  private double[][] delta(
      WrongActivation activation, double[][] z, double[][] error, double[][] slopes) {
    String layer = activation.layer();
    if (mistakes.in(DERIVATIVE_ALONE, layer)) {
      return slopes;
    }
    String without = mistakes.formIn(SIGMOID_DERIVATIVE_PRECEDENCE, layer);
    if (without != null && activation.taken() instanceof Sigmoid) {
      return lessTheRest(times(error, activation.values(z)), activation.values(z), without);
    }
    String form = mistakes.form(RELU_DERIVATIVE_ALONE);
    if (form != null && activation.taken() instanceof ReLU) {
      if (form.equals("of-product") || form.equals(layer + "-of-product")) {
        return productsAboveZero(error, z);
      }
      if (form.isEmpty() || form.equals(layer)) {
        return slopes;
      }
    }
    return times(error, slopes);
  }

  /** What comes of δ·s·(1 − s) where the brackets are missing: the rest of them is subtracted. */
  private static double[][] lessTheRest(double[][] products, double[][] s, String form) {
    for (int i = 0; i < products.length; i++) {
      for (int j = 0; j < products[i].length; j++) {
        products[i][j] -= form.equals("square") ? s[i][j] * s[i][j] : s[i][j];
      }
    }
    return products;
  }

  /** 1 where the product of two elements is above 0, and else 0. */
  private static double[][] productsAboveZero(double[][] a, double[][] b) {
    double[][] products = times(a, b);
    for (double[] row : products) {
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j] > 0 ? 1 : 0;
      }
    }
    return products;
  }

  /** dJ/dz3. */
  private double[][] outputDelta(Pass pass, double[][] dJdyHat, double[][] slopes2) {
    return inOneArray(clipped(delta(g, pass.z3, dJdyHat, slopes2), ""), "output");
  }

  /** dJ/dz1. */
  private double[][] hiddenDelta(
      Pass pass, double[][] delta2, double[][] error, double[][] slopes1) {
    if (mistakes.has(DELTA_SUM_NOT_RESET)) {
      return withDeltasBefore(error, slopes1);
    }
    if (!mistakes.has(DERIVATIVE_IN_LOOP)) {
      return delta(f, pass.z1, error, slopes1);
    }
    // The sum over the outputs, all of which so far is multiplied each time.
    double[][] w2 = inputs.matrix("W2");
    double[][] delta1 = new double[slopes1.length][slopes1[0].length];
    for (int i = 0; i < delta1.length; i++) {
      for (int output = 0; output < w2.length; output++) {
        add(delta1[i], delta2[i][output], w2[output]);
        for (int j = 0; j < delta1[i].length; j++) {
          delta1[i][j] *= slopes1[i][j];
        }
      }
    }
    return delta1;
  }

  /** Of one array for all samples, in which each finds what was left of the one before. */
  private static double[][] withDeltasBefore(double[][] error, double[][] slopes) {
    double[][] delta = new double[error.length][];
    for (int i = 0; i < delta.length; i++) {
      delta[i] = error[i].clone();
      if (i > 0) {
        add(delta[i], 1, delta[i - 1]);
      }
      delta[i] = times(delta[i], slopes[i]);
    }
    return delta;
  }

  /** What goes back to the hidden units. */
  private double[][] error(Pass pass, double[][] slopes2, double[][] delta2)
      throws ImpossibleException {
    double[][] through = partOfOutputs(back(delta2, slopes2, pass));
    double[][] w2 = throughWeights(inputs.matrix("W2"), delta2, pass.z2);
    double[][] error =
        mistakes.has(ERROR_OF_SUMS) ? productOfSums(through, w2) : product(through, w2);
    moveColumns(error, delta2);
    if (mistakes.has(SLOPES_SUMMED, "errors")) {
      shareSum(error);
    }
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

  /** What goes back from the output layer. */
  private double[][] back(double[][] delta2, double[][] slopes2, Pass pass) {
    if (mistakes.has(HIDDEN_ERROR_WITHOUT_OUTPUT_DERIVATIVE)) {
      return inputs.matrix("dJdyHat");
    }
    if (mistakes.has(HIDDEN_ERROR_WITH_LAST_DERIVATIVE)) {
      double[][] ofLast = new double[slopes2.length][slopes2[0].length];
      for (int i = 0; i < ofLast.length; i++) {
        Arrays.fill(ofLast[i], slopes2[i][ofLast[i].length - 1]);
      }
      return times(inputs.matrix("dJdyHat"), ofLast);
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "")) {
      WrongDerivative hiddenAtOutput =
          new WrongDerivative(new WrongActivation(f.taken(), "output", mistakes));
      return times(delta2, hiddenAtOutput.slopes(pass.z3, pass.yHat, delta2, g.taken()));
    }
    return delta2;
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

  private double[][] throughWeights(double[][] w2, double[][] delta2, double[][] z2)
      throws ImpossibleException {
    if (mistakes.has(WITHOUT_OUTPUT_WEIGHTS)) {
      return ones(w2);
    }
    if (mistakes.has(THROUGH_GRADIENT)) {
      return outputLayer.weights(delta2, z2);
    }
    if (mistakes.has(THROUGH_UPDATED_WEIGHTS)) {
      double amount = mistakes.amount(THROUGH_UPDATED_WEIGHTS);
      double[][] step = new WrongLinearGradients(mistakes, inputs, "none").weights(delta2, z2);
      double[][] updated = new double[w2.length][w2[0].length];
      for (int i = 0; i < w2.length; i++) {
        for (int j = 0; j < w2[i].length; j++) {
          updated[i][j] = w2[i][j] - amount * step[i][j];
        }
      }
      return updated;
    }
    if (mistakes.has(BACK_THROUGH_RESHAPED_WEIGHTS, "stride")) {
      return withStride(w2, w2.length);
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

  /** The sum of each row of the one times the sum of each column of the other. */
  private static double[][] productOfSums(double[][] rows, double[][] columns) {
    double[] ofColumns = new double[columns[0].length];
    for (double[] row : columns) {
      add(ofColumns, 1, row);
    }
    double[][] product = new double[rows.length][ofColumns.length];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      for (double element : rows[i]) {
        sum += element;
      }
      add(product[i], sum, ofColumns);
    }
    return product;
  }

  /** Makes all rows the one to which each sample was added. */
  private static void shareSum(double[][] rows) {
    double[] sum = new double[rows[0].length];
    for (double[] row : rows) {
      add(sum, 1, row);
    }
    Arrays.fill(rows, sum);
  }

  /** The elements of a flat array in which a row is taken to be as long as this. */
  private static double[][] withStride(double[][] rows, int length) throws ImpossibleException {
    int columns = rows[0].length;
    if (length > columns) {
      throw new ImpossibleException();
    }
    double[][] taken = new double[rows.length][columns];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        int place = i * length + j;
        taken[i][j] = rows[place / columns][place % columns];
      }
    }
    return taken;
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

  /** What is taken for f'(z1). */
  private double[][] hiddenSlopes(Pass pass, double[][] error) throws ImpossibleException {
    double[][] z1 = pass.z1;
    double[][] z2 = pass.z2;
    if (mistakes.in(DERIVATIVE_BEFORE_BIAS, "hidden")) {
      z1 = withoutBias(z1, "b1");
      z2 = f.values(z1);
    }
    double[][] slopes = fDerivative.slopes(z1, z2, error, g.taken());
    mistakes.leaveOut(DERIVATIVE_OF_PART, "hidden", slopes, null);
    slopes = mixed(slopes, "hidden");
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "")) {
      return ones(slopes);
    }
    if (mistakes.has(HIDDEN_DERIVATIVE_AT_OUTPUT, "elementwise")) {
      if (pass.z3[0].length != slopes[0].length) {
        throw new ImpossibleException();
      }
      return fDerivative.slopes(pass.z3, pass.yHat, error, g.taken());
    }
    return slopes;
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

  /** dJ/db2. */
  private double[] outputBias(double[][] dJdyHat, double[][] delta2) {
    double[] bias = outputLayer.bias(dJdyHat, delta2);
    return mistakes.has(ONES_THROUGH_ACTIVATION) ? forward.timesOne(bias) : bias;
  }

  private static double[][] row(double[] elements) {
    return new double[][] {elements};
  }
}
