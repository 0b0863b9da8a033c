package grader.reference;

import static grader.reference.Matrices.*;
import static grader.reference.Mistake.*;

import java.util.Arrays;

/** The forward of a {@link WrongNetwork}, and what it leaves for backward. */
final class WrongForward {
  private static final double SMALLEST_DEVIATION = 1e-8;

  private final Mistakes mistakes;
  private final Inputs inputs;
  private final WrongActivation f;
  private final WrongActivation g;
  private final NetworkSteps steps;

  WrongForward(
      Mistakes mistakes, Inputs inputs, WrongActivation f, WrongActivation g, NetworkSteps steps) {
    this.mistakes = mistakes;
    this.inputs = inputs;
    this.f = f;
    this.g = g;
    this.steps = steps;
  }

  /** All that forward computes. */
  Pass pass() throws ImpossibleException {
    double[][] x = input();
    double[][] z1 = steps.done("z1", x);
    if (z1 == null) {
      z1 = steps.keep(linear(x, "W1", "b1", "hidden"));
    }
    double[][] z2 = steps.done("z2", z1);
    if (z2 == null) {
      z2 = steps.keep(activated(f, z1, "b1"));
    }
    double[][] z3 = steps.done("z3", z2);
    if (z3 == null) {
      z3 = steps.keep(linear(z2, "W2", "b2", "output"));
    }
    double[][] yHat = steps.done("yHat", z3);
    if (yHat == null) {
      yHat = steps.keep(activated(g, z3, "b2"));
    }
    return new Pass(z1, z2, z3, yHat);
  }

  /** x, or what is made of it before it is used. */
  double[][] input() {
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

  /**
   * The linear part of a layer.
   *
   * @param input batch × in
   * @param weights their name
   * @param bias its name
   */
  double[][] linear(double[][] input, String weights, String bias, String layer)
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
  double[] timesOne(double[] b) {
    double[] product = new double[b.length];
    add(product, f.values(new double[][] {{1}})[0][0], b);
    return product;
  }

  private double[][] activated(WrongActivation activation, double[][] z, String bias) {
    double[][] a = activation.values(z);
    mistakes.leaveOut(ACTIVATION_OF_PART, activation.layer(), a, z);
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

  /** What is left of it for backward: of a layer perhaps the last sample in every row. */
  Pass kept() throws ImpossibleException {
    Pass pass = pass();
    boolean isAllLost = mistakes.has(CACHE_OF_LAST_SAMPLE, "with-x");
    boolean isHiddenLost = isAllLost || mistakes.in(CACHE_OF_LAST_SAMPLE, "hidden");
    boolean isOutputLost = isAllLost || mistakes.in(CACHE_OF_LAST_SAMPLE, "output");
    return new Pass(
        isHiddenLost ? lastForAll(pass.z1) : pass.z1,
        isHiddenLost ? lastForAll(pass.z2) : pass.z2,
        isOutputLost ? lastForAll(pass.z3) : pass.z3,
        isOutputLost ? lastForAll(pass.yHat) : pass.yHat);
  }

  /** What is left of {@link #input} for backward. */
  double[][] keptInput() {
    boolean isLost =
        mistakes.has(CACHE_OF_LAST_SAMPLE, "with-x") || mistakes.has(CACHE_OF_LAST_SAMPLE, "x");
    return isLost ? lastForAll(input()) : input();
  }

  /** As many rows, each of them the last one. */
  static double[][] lastForAll(double[][] rows) {
    double[][] all = new double[rows.length][];
    Arrays.fill(all, rows[rows.length - 1]);
    return all;
  }
}
