package grader.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A number that depends on the sizes of a case alone: constant · batch^i · outputs^j.
 *
 * @param constant not zero, unless the factor is {@link #ZERO}
 * @param batch the power of the batch size
 * @param outputs the power of the number of outputs
 */
record Factor(double constant, int batch, int outputs) {
  static final Factor ONE = new Factor(1, 0, 0);
  static final Factor ZERO = new Factor(0, 0, 0);

  /** A ratio is known to the rounding of single precision. */
  private static final double CLOSE = 2e-5;

  /** One number says little, so that it has to be met to the digits of double precision. */
  private static final double VERY_CLOSE = 1e-9;

  private static final double LN_2 = Math.log(2);
  private static final double LN_10 = Math.log(10);

  private static final double[] CONSTANTS = {1, 2, 0.5, 4, 0.25, 1 / LN_2, 1 / LN_10, LN_2, LN_10};

  /** The same by their size, as places of the above. */
  private static final int[] ASCENDING = {4, 6, 2, 7, 0, 5, 1, 8, 3};

  /** Between two of these that follow each other: what is nearer to which. */
  private static final double[] BETWEEN = {0.3, 0.45, 0.6, 0.8, 1.2, 1.7, 2.1, 3};

  /** Beyond these none of them is, however it is rounded. */
  private static final double SMALLEST = 0.2;

  private static final double LARGEST = 5;

  /** The powers of batch and outputs, the likely ones first. */
  private static final int[][] POWERS = {
    {0, 0}, {1, 1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}, {-1, -1}, {1, -1}, {-1, 1}, {2, 0}, {-2, 0},
    {0, 2}, {0, -2}, {2, 1}, {1, 2}, {2, 2}, {-2, -1}, {-1, -2}, {-2, -2}
  };

  private static final int[] LIKELY_ORDER = {
    0, 2, 1, 1, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5
  };

  /**
   * A ratio that was seen.
   *
   * @param isScalar whether it is of a single number
   */
  record Seen(double ratio, int batch, int outputs, boolean isScalar) {}

  /** The factor in a case of these sizes. */
  double at(int batchSize, int outputCount) {
    return constant * power(batchSize, batch) * power(outputCount, outputs);
  }

  private static double power(int base, int exponent) {
    double power = 1;
    for (int i = 0; i < Math.abs(exponent); i++) {
      power *= base;
    }
    return exponent < 0 ? 1 / power : power;
  }

  /** The product of two factors. */
  Factor times(Factor other) {
    return new Factor(constant * other.constant, batch + other.batch, outputs + other.outputs);
  }

  boolean isOne() {
    return isConstant(1) && batch == 0 && outputs == 0;
  }

  boolean isZero() {
    return constant == 0;
  }

  /** Whether both are the same but for rounding. */
  boolean is(Factor other) {
    return isConstant(other.constant) && batch == other.batch && outputs == other.outputs;
  }

  /** Whether the constant is this one but for rounding. */
  boolean isConstant(double other) {
    return constant == other || Math.abs(constant - other) <= CLOSE * Math.abs(other);
  }

  /** Whether a name can be had for the constant, whatever the sizes are. */
  boolean isNamed() {
    for (double each : CONSTANTS) {
      if (isConstant(each) || isConstant(-each)) {
        return true;
      }
    }
    return constant == 0;
  }

  /**
   * The simplest factor that gives most of the ratios.
   *
   * @param ratios of what is wrong
   * @param ones of what is right: all are 1, so that a factor has to be 1 there too
   * @return null when none gives any of them
   */
  static @Nullable Factor of(List<Seen> ratios, List<Seen> ones) {
    if (ONE.given(ratios) == ratios.size()) {
      return ONE;
    }
    boolean isZero = true;
    for (Seen seen : ratios) {
      isZero &= seen.ratio() == 0;
    }
    if (isZero) {
      return ZERO;
    }
    double[][] byPower = constants(ratios);
    Factor best = null;
    int most = 0;
    double least = Double.MAX_VALUE;
    for (int power = 0; power < POWERS.length; power++) {
      if (most == ratios.size() && LIKELY_ORDER[power] >= least) {
        // None gives more, or is simpler.
        continue;
      }
      int[] counts = countsOfNamed(byPower[power], bound(ratios));
      if (counts == null) {
        continue;
      }
      for (int place = 0; place < counts.length; place++) {
        int given = counts[place];
        if (given == 0 || given < most) {
          continue;
        }
        int constant = place / 2;
        boolean isNegative = place % 2 == 1;
        double value = isNegative ? -CONSTANTS[constant] : CONSTANTS[constant];
        double cost = LIKELY_ORDER[power] + Math.floorDiv(constant + 1, 2) + (isNegative ? 0.5 : 0);
        Factor factor = new Factor(value, POWERS[power][0], POWERS[power][1]);
        boolean isPossible = 2 * factor.given(ones) >= ones.size();
        if (isPossible && (given > most || cost < least)) {
          best = factor;
          most = given;
          least = cost;
        }
      }
    }
    Factor free = most < ratios.size() ? free(ratios, byPower, ones, most) : null;
    return free == null ? best : free;
  }

  /** What each of the powers of the sizes leaves of each ratio. */
  private static double[][] constants(List<Seen> ratios) {
    double[][] constants = new double[POWERS.length][ratios.size()];
    for (int i = 0; i < ratios.size(); i++) {
      Seen seen = ratios.get(i);
      double[] batch = powers(seen.batch());
      double[] outputs = powers(seen.outputs());
      for (int power = 0; power < POWERS.length; power++) {
        int[] exponents = POWERS[power];
        constants[power][i] = seen.ratio() / (batch[exponents[0] + 2] * outputs[exponents[1] + 2]);
      }
    }
    return constants;
  }

  /** From the power of -2 to that of 2. */
  private static double[] powers(double base) {
    return new double[] {1 / (base * base), 1 / base, 1, base, base * base};
  }

  /**
   * How many are a constant with a name, but for rounding: of each, and of each negative.
   *
   * @return null when none is one, as of most powers
   */
  private static int @Nullable [] countsOfNamed(double[] constants, double bound) {
    int[] counts = null;
    for (double each : constants) {
      double size = Math.abs(each);
      if (size < SMALLEST || size > LARGEST) {
        continue;
      }
      int nearest = 0;
      while (nearest < BETWEEN.length && size > BETWEEN[nearest]) {
        nearest++;
      }
      int constant = ASCENDING[nearest];
      if (Math.abs(size - CONSTANTS[constant]) <= bound * CONSTANTS[constant]) {
        counts = counts == null ? new int[2 * CONSTANTS.length] : counts;
        counts[2 * constant + (each < 0 ? 1 : 0)]++;
      }
    }
    return counts;
  }

  /** How many of the constants are this one, but for rounding. */
  private static int given(double[] constants, double bound, double constant) {
    double largest = bound * Math.abs(constant);
    int given = 0;
    for (double each : constants) {
      given += Math.abs(each - constant) <= largest ? 1 : 0;
    }
    return given;
  }

  private static double bound(List<Seen> ratios) {
    return ratios.size() == 1 && ratios.get(0).isScalar() ? VERY_CLOSE : CLOSE;
  }

  /** A constant without a name, which has to give more ratios than one with a name does. */
  private static @Nullable Factor free(
      List<Seen> ratios, double[][] byPower, List<Seen> ones, int most) {
    List<Seen> all = new ArrayList<>(ratios);
    all.addAll(ones);
    Factor best = null;
    int bestGiven = most;
    for (int power = 0; power < POWERS.length; power++) {
      double[] constants = byPower[power];
      for (int i = 0; i < constants.length; i++) {
        double constant = constants[i];
        boolean isTried =
            i > 0
                && constant == constants[i - 1]
                && ratios.get(i).isScalar() == ratios.get(i - 1).isScalar();
        if (isTried || constant == 0 || !Double.isFinite(constant)) {
          continue;
        }
        int given = given(constants, bound(ratios), constant);
        if (given <= bestGiven) {
          continue;
        }
        double inverse = 1 / constant;
        boolean isOfWhole = Math.abs(inverse - Math.rint(inverse)) <= CLOSE * Math.abs(inverse);
        int needed = ratios.get(i).isScalar() && !isOfWhole ? 3 : 2;
        if (given + ones.size() < needed) {
          continue;
        }
        Factor factor = new Factor(constant, POWERS[power][0], POWERS[power][1]);
        if (factor.given(all) >= given + ones.size() && factor.isOfSeveralSizes(all)) {
          best = factor;
          bestGiven = given;
        }
      }
    }
    return best;
  }

  private int given(List<Seen> ratios) {
    int given = 0;
    double bound = bound(ratios);
    for (Seen seen : ratios) {
      double value = at(seen.batch(), seen.outputs());
      given += Math.abs(seen.ratio() - value) <= bound * Math.abs(value) ? 1 : 0;
    }
    return given;
  }

  private boolean isOfSeveralSizes(List<Seen> ratios) {
    Seen first = null;
    for (Seen seen : ratios) {
      double value = at(seen.batch(), seen.outputs());
      if (Math.abs(seen.ratio() - value) <= CLOSE * Math.abs(value)) {
        if (first == null) {
          first = seen;
        } else if (first.batch() != seen.batch() || first.outputs() != seen.outputs()) {
          return true;
        }
      }
    }
    return false;
  }
}
