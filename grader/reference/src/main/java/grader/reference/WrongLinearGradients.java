package grader.reference;

import static grader.reference.Matrices.*;
import static grader.reference.Mistake.*;

import java.util.Arrays;

/** The gradients of a linear layer's parameters with mistakes: δᵀ·input and the sum of δ. */
final class WrongLinearGradients {
  private final Mistakes mistakes;
  private final Inputs inputs;
  private final String layer;

  /**
   * Those of a layer.
   *
   * @param layer {@code hidden} or {@code output}; another makes the mistakes of all layers alone
   */
  WrongLinearGradients(Mistakes mistakes, Inputs inputs, String layer) {
    this.mistakes = mistakes;
    this.inputs = inputs;
    this.layer = layer;
  }

  /**
   * dJ/dW, out × in.
   *
   * @param error dJ/da
   * @param slopes what it is multiplied by
   * @param delta their product
   * @param input of the layer
   */
  double[][] weights(double[][] error, double[][] slopes, double[][] delta, double[][] input) {
    if (mistakes.has(SLOPES_SUMMED, "")) {
      return times(weights(error, input), sums(slopes, input[0].length));
    }
    if (mistakes.has(SLOPES_SUMMED, "averages")) {
      return weights(averaged(delta), averaged(input));
    }
    double[][] read =
        mistakes.in(WEIGHTS_INPUT_BY_COLUMNS, layer)
            ? transposed(reshaped(input, input[0].length, input.length))
            : input;
    double[][] gradient =
        weights(mistakes.in(WEIGHTS_WITHOUT_DERIVATIVE, layer) ? error : delta, read);
    addInputsBefore(gradient);
    shareRow(gradient);
    return mistakes.in(WEIGHTS_READ_BY_COLUMNS, layer)
        ? reshaped(transposed(gradient), gradient.length, gradient[0].length)
        : gradient;
  }

  /** δᵀ·input, out × in. */
  double[][] weights(double[][] delta, double[][] input) {
    if (mistakes.in(WEIGHTS_FACTORS_EXCHANGED, layer)) {
      return combined(delta, input);
    }
    if (delta.length == delta[0].length && mistakes.in(DELTA_NOT_TRANSPOSED_WHERE_SQUARE, layer)) {
      return product(delta, input);
    }
    double[][] gradient = new double[delta[0].length][input[0].length];
    boolean firstInput = mistakes.in(WEIGHTS_FROM_FIRST_SAMPLE, layer);
    boolean isWithoutInput = mistakes.in(WEIGHTS_WITHOUT_INPUT, layer);
    double[][] factors = isWithoutInput ? ones(input) : input;
    int leftOut = leftOut(delta.length);
    for (int sample = 0; sample < delta.length; sample++) {
      if (sample == leftOut || isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)) {
        continue;
      }
      double times = isTwice(SAMPLE_COUNTS_TWICE, sample, delta.length) ? 2 : 1;
      double[] row = factors[firstInput ? 0 : sample];
      for (int i = 0; i < gradient.length; i++) {
        add(gradient[i], times * delta[sample][i], row);
      }
    }
    return gradient;
  }

  /** What is there times δ plus the input, sample by sample; it should be the other way round. */
  private static double[][] combined(double[][] delta, double[][] input) {
    double[][] gradient = new double[delta[0].length][input[0].length];
    for (int sample = 0; sample < delta.length; sample++) {
      for (int i = 0; i < gradient.length; i++) {
        double[] row = input[sample].clone();
        add(row, delta[sample][i], gradient[i]);
        gradient[i] = row;
      }
    }
    return gradient;
  }

  /** Adds what comes before it in its row, or in all rows: a sum that is not begun anew. */
  private void addInputsBefore(double[][] gradient) {
    String form = mistakes.form(WEIGHTS_SUM_NOT_RESET);
    if (form == null || !isOfThisLayer(form)) {
      return;
    }
    double sum = 0;
    for (double[] row : gradient) {
      sum = form.endsWith("never") ? sum : 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j];
        row[j] = sum;
      }
    }
  }

  /** Makes all rows the one that was written last, or to which all were added. */
  private void shareRow(double[][] gradient) {
    String form = mistakes.form(WEIGHTS_OF_ONE_UNIT);
    if (form == null || !isOfThisLayer(form)) {
      return;
    }
    double[] shared = gradient[gradient.length - 1];
    for (int i = 0; i < gradient.length - 1 && form.endsWith("sum"); i++) {
      add(shared, 1, gradient[i]);
    }
    Arrays.fill(gradient, shared);
  }

  /** Whether a form names this layer before what else it says, or none. */
  private boolean isOfThisLayer(String form) {
    return !form.startsWith(layer.equals("hidden") ? "output" : "hidden");
  }

  /**
   * dJ/db, of out elements.
   *
   * @param error dJ/da
   * @param delta dJ/dz
   */
  double[] bias(double[][] error, double[][] delta) {
    double[] bias = sum(mistakes.in(BIAS_WITHOUT_DERIVATIVE, layer) ? error : delta);
    for (int i = 1; i < bias.length && mistakes.in(BIAS_SUM_NOT_RESET, layer); i++) {
      bias[i] += bias[i - 1];
    }
    if (mistakes.has(BIAS_TIMES_BIAS)) {
      bias = times(bias, inputs.vector(layer.equals("hidden") ? "b1" : "b2"));
    }
    return bias;
  }

  /** Of the samples. */
  private double[] sum(double[][] delta) {
    double[] gradient = new double[delta[0].length];
    int leftOut = leftOut(delta.length);
    double[][] rows =
        mistakes.in(BIAS_GRADIENT_READ_BY_COLUMNS, layer)
            ? transposed(reshaped(delta, delta[0].length, delta.length))
            : delta;
    for (int sample = 0; sample < delta.length; sample++) {
      boolean isLeftOut =
          sample == leftOut
              || isLeftOut(WEIGHTS_FROM_ONE_SAMPLE, sample, delta.length)
              || isLeftOut(BIAS_FROM_ONE_SAMPLE, sample, delta.length);
      if (!isLeftOut) {
        double[] taken = mistakes.has(BIAS_OF_ABSOLUTE) ? absolute(rows[sample]) : rows[sample];
        boolean isTwice =
            isTwice(SAMPLE_COUNTS_TWICE, sample, delta.length)
                || isTwice(BIAS_COUNTS_TWICE, sample, delta.length);
        add(gradient, isTwice ? 2 : 1, taken);
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

  private boolean isLeftOut(Mistake mistake, int sample, int samples) {
    return mistakes.has(mistake) && sample != (mistakes.has(mistake, "") ? 0 : samples - 1);
  }

  /** The sample that does not count; below 0 when all do. */
  private int leftOut(int samples) {
    String form = mistakes.form(PART_OF_SAMPLES);
    return form == null ? -1 : form.equals("all-but-last-sample") ? samples - 1 : 0;
  }

  private boolean isTwice(Mistake mistake, int sample, int samples) {
    return mistakes.has(mistake) && sample == (mistakes.has(mistake, "first") ? 0 : samples - 1);
  }

  private static double[] absolute(double[] row) {
    double[] absolute = row.clone();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(absolute[i]);
    }
    return absolute;
  }
}
