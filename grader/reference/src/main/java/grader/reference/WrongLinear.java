package grader.reference;

import static grader.reference.Matrices.add;
import static grader.reference.Matrices.dot;
import static grader.reference.Matrices.reshaped;
import static grader.reference.Matrices.transposed;
import static grader.reference.Mistake.*;

import java.util.Arrays;

/**
 * The linear part of a layer with mistakes: input · Wᵀ + b.
 *
 * <p>Which mistake is made is asked once and not for every element: there are dozens.
 */
final class WrongLinear {
  private final Mistakes mistakes;
  private final String layer;
  private final double[][] weights;
  private final double[] bias;

  /** Whether the ones beside the input stand first, and the bias beside the weights last. */
  private final boolean isOneFirst;

  /** The other way round. */
  private final boolean isOneLast;

  private final boolean isBiasInside;
  private final boolean isBiasOverWeights;
  private final boolean isAcrossSamples;
  private final boolean isOfFirstUnit;
  private final boolean isReadByColumns;
  private final boolean isReadWithBatch;
  private final boolean isSummed;
  private final boolean isOverwritten;

  /**
   * A linear part.
   *
   * @param layer {@code hidden} or {@code output}
   * @param weights out × in. Not modified
   * @param bias of out elements. Not modified
   * @param batch the number of samples to come
   */
  WrongLinear(Mistakes mistakes, String layer, double[][] weights, double[] bias, int batch) {
    this.mistakes = mistakes;
    this.layer = layer;
    this.weights = weights;
    this.bias = bias;
    String ones = mistakes.form(ONES_ON_WRONG_SIDE);
    this.isOneFirst = in(ONES_ON_WRONG_SIDE);
    this.isOneLast = ones != null && (ones.equals("last") || ones.equals(layer + "-last"));
    this.isBiasInside = in(BIAS_INSIDE_PRODUCT);
    this.isBiasOverWeights = in(BIAS_OVER_LAST_WEIGHTS);
    this.isOfFirstUnit = in(BIAS_OF_FIRST_UNIT);
    this.isReadByColumns = in(BIAS_READ_BY_COLUMNS);
    this.isReadWithBatch = in(BIAS_READ_WITH_BATCH);
    this.isSummed = in(BIAS_SUMMED);
    this.isOverwritten = in(INPUTS_OVERWRITTEN);
    this.isAcrossSamples =
        in(BIAS_ALONG_WRONG_AXIS)
            || (batch == weights.length && in(BIAS_ALONG_WRONG_AXIS_WHERE_SQUARE));
  }

  private boolean in(Mistake mistake) {
    return mistakes.in(mistake, layer);
  }

  /**
   * What comes out, batch × out.
   *
   * @param input batch × in. Not modified
   * @throws ImpossibleException when the mistakes cannot be made in these sizes
   */
  double[][] of(double[][] input) throws ImpossibleException {
    double[][] rows = rows();
    int end = end(input);
    double times = times();
    int leftOut = leftOut(input[0].length);
    boolean isUnitsOwn = !isAcrossSamples && !isOfFirstUnit && !isReadByColumns && !isReadWithBatch;
    double ofAll = isSummed ? sumOfBias() : 0;
    boolean isSumKept = isSumKept();
    boolean isSumKeptForever = in(SUM_NEVER_RESET);
    boolean isWithBias = !String.valueOf(mistakes.form(SUM_NOT_RESET)).endsWith("before-bias");
    double divisor = divisor(input[0].length);
    double[][] z = new double[input.length][weights.length];
    double sum = 0;
    for (int i = 0; i < z.length; i++) {
      sum = isSumKeptForever ? sum : 0;
      boolean hasBias = mistakes.isPart(BIAS_FOR_PART_OF_SAMPLES, layer, i, z.length);
      double factor = hasBias ? times * biasFactor(input[i]) : 0;
      double[] taken = taken(input[i], leftOut);
      for (int j = 0; j < weights.length; j++) {
        double added = factor * (isSummed ? ofAll : bias[isUnitsOwn ? j : place(i, j, z.length)]);
        sum = dot(isSumKept || isSumKeptForever ? sum : 0, taken, rows[j], end);
        z[i][j] = sum / divisor + (isBiasOverWeights ? 0 : added);
        sum = isSumKept && isWithBias ? z[i][j] : sum;
        if (isOverwritten) {
          taken[j] = z[i][j];
        }
      }
    }
    if (in(PRODUCT_RESHAPED)) {
      reshapeProduct(z);
    }
    String form = mistakes.formIn(SAMPLES_ADD_UP, layer);
    if (form != null) {
      addSamplesBefore(z, form.equals("with-bias"));
      if (form.equals("shared")) {
        Arrays.fill(z, z[z.length - 1]);
      }
    }
    return z;
  }

  /** The product before the bias, units × batch, with its elements read as batch × units. */
  private void reshapeProduct(double[][] z) {
    double[][] product = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      product[i] = z[i].clone();
      add(product[i], -1, bias);
    }
    double[][] reshaped = reshaped(transposed(product), z.length, bias.length);
    for (int i = 0; i < z.length; i++) {
      z[i] = reshaped[i];
      add(z[i], 1, bias);
    }
  }

  /** Adds to each sample those before it: what is kept for a row is never begun anew. */
  private void addSamplesBefore(double[][] z, boolean isWithBias) {
    for (int i = 1; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        z[i][j] += z[i - 1][j] - (isWithBias ? 0 : bias[j]);
      }
    }
  }

  /** Which bias is added to a unit of a sample, where it is not the unit's own. */
  private int place(int sample, int unit, int batch) {
    if (isReadByColumns) {
      // The place in a flat array, divided by the number of rows instead of columns.
      return (sample * weights.length + unit) / batch;
    }
    if (isReadWithBatch) {
      return (sample * weights.length + unit) % batch;
    }
    return isAcrossSamples ? sample : 0;
  }

  private double sumOfBias() {
    double sum = 0;
    for (double each : bias) {
      sum += each;
    }
    return sum;
  }

  /** By what each unit multiplies the input. */
  private double[][] rows() throws ImpossibleException {
    boolean isSquare = weights.length == weights[0].length;
    boolean isTransposed =
        !in(WEIGHTS_NOT_TRANSPOSED) && !(isSquare && in(WEIGHTS_NOT_TRANSPOSED_WHERE_SQUARE));
    if (!isTransposed && !isSquare) {
      throw new ImpossibleException();
    }
    double[][] rows =
        in(WEIGHTS_RESHAPED)
            ? transposed(reshaped(weights, weights[0].length, weights.length))
            : isTransposed ? weights : transposed(weights);
    return isBiasOverWeights ? withBias(rows) : rows;
  }

  /** How many inputs a sum runs over. */
  private int end(double[][] input) throws ImpossibleException {
    boolean isOverRows = in(SUM_OVER_ROWS_OF_WEIGHTS);
    boolean isOfSamples = isAcrossSamples || isReadWithBatch;
    boolean isBiasTooShort = bias.length < (isOfSamples ? input.length : weights.length);
    if (isBiasTooShort || (isOverRows && weights.length > weights[0].length)) {
      throw new ImpossibleException();
    }
    return isOverRows ? weights.length : input[0].length;
  }

  /** How often the bias counts. */
  private double times() {
    boolean isLeftOut =
        in(BIAS_IGNORED) || in(RECOMPUTED_WITHOUT_BIAS) || in(BIAS_AFTER_ACTIVATION);
    double times = isLeftOut ? 0 : in(BIAS_SUBTRACTED) ? -1 : in(BIAS_TWICE) ? 2 : 1;
    return times * (in(BIAS_PER_INPUT) ? weights[0].length : 1);
  }

  /** What a sample multiplies the bias by, where that is not one. */
  private double biasFactor(double[] row) {
    if (isBiasInside) {
      double sum = 0;
      for (double element : row) {
        sum += element;
      }
      return sum;
    }
    return isOneFirst ? row[row.length - 1] : isOneLast ? row[0] : 1;
  }

  /** What a sample multiplies the weights by. */
  private double[] taken(double[] row, int leftOut) {
    double[] taken = row;
    if (isOneFirst) {
      taken = new double[row.length];
      taken[0] = 1;
      System.arraycopy(row, 0, taken, 1, row.length - 1);
    } else if (isOneLast) {
      taken = Arrays.copyOfRange(row, 1, row.length + 1);
      taken[row.length - 1] = 1;
    }
    if (leftOut >= 0) {
      taken = taken.clone();
      taken[leftOut] = 0;
    }
    // Room for every unit, each of which takes the place of an input.
    return isOverwritten ? Arrays.copyOf(taken, Math.max(taken.length, weights.length)) : taken;
  }

  /** The place of the input that does not count; below 0 when all of them do. */
  private int leftOut(int count) {
    String form = mistakes.form(PART_OF_INPUTS);
    boolean isOfLayer = form != null && (!form.contains("-") || form.startsWith(layer));
    return form == null || !isOfLayer ? -1 : form.endsWith("last") ? count - 1 : 0;
  }

  private double divisor(int inputs) {
    String form = mistakes.form(PRODUCT_DIVIDED);
    return form == null ? 1 : form.equals("root") ? Math.sqrt(inputs) : inputs;
  }

  private boolean isSumKept() {
    String form = mistakes.form(SUM_NOT_RESET);
    return form != null && (form.isEmpty() || form.equals("before-bias") || form.startsWith(layer));
  }

  /** Rows of weights, each of which ends with its bias. */
  private double[][] withBias(double[][] rows) {
    double[][] with = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      with[i] = rows[i].clone();
      with[i][with[i].length - 1] = bias[i];
    }
    return with;
  }
}
