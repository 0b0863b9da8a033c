package grader.diagnosis;

import grader.protocol.Tensor;

/** How well one tensor is another one times a number. */
final class Fit {
  /** Sums in single precision stay below it, and other formulas do not. */
  static final double CLOSE = 1e-5;

  /** A little more, since it is relative to the larger of two tensors. */
  private static final double ROUNDING = 1.01 * CLOSE;

  private static final double SMALL = 1e-200;
  private static final double LARGE = 1e200;

  private Fit() {}

  /**
   * The number of which {@code factor · predicted} is nearest to what was returned, by least
   * squares over the elements that are finite in both.
   *
   * @return NaN when the shapes differ or nothing can be said
   */
  static double ratio(Tensor predicted, Tensor actual) {
    if (!actual.hasShapeOf(predicted)) {
      return Double.NaN;
    }
    double[] p = predicted.toArray();
    double[] a = actual.toArray();
    double above = 0;
    double below = 0;
    for (int i = 0; i < a.length; i++) {
      above += p[i] * a[i];
      below += p[i] * p[i];
    }
    return isUsual(below) && Math.abs(above) < LARGE ? above / below : scaledRatio(p, a);
  }

  private static double scaledRatio(double[] p, double[] a) {
    double scale = scale(p);
    double above = 0;
    double below = 0;
    for (int i = 0; i < a.length; i++) {
      if (Double.isFinite(a[i]) && Double.isFinite(p[i])) {
        above += p[i] / scale * a[i];
        below += p[i] / scale * p[i];
      }
    }
    return below == 0 ? Double.NaN : above / below;
  }

  /**
   * Whether a sum of squares is of numbers that are all finite, and neither overflows nor has lost
   * what underflows: then nothing need be scaled, which spares two more passes.
   */
  private static boolean isUsual(double squares) {
    return squares > SMALL && squares < LARGE;
  }

  /** The largest finite size, so that squares neither overflow nor underflow. */
  private static double scale(double[] values) {
    double largest = 0;
    for (double value : values) {
      double size = Math.abs(value);
      largest = Double.isFinite(size) ? Math.max(largest, size) : largest;
    }
    return largest == 0 ? 1 : largest;
  }

  /**
   * ‖actual − factor · predicted‖ relative to the larger of the two.
   *
   * @return infinite when the shapes differ, or one is NaN or infinite where the other is not
   */
  static double residual(Tensor predicted, Tensor actual, double factor) {
    if (!actual.hasShapeOf(predicted) || Double.isNaN(factor)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] p = predicted.toArray();
    double[] a = actual.toArray();
    double difference = 0;
    double size = 0;
    double otherSize = 0;
    for (int i = 0; i < a.length; i++) {
      // The products are written out: what runs once is not compiled, and calls are dear there.
      double product = factor * p[i];
      double error = a[i] - product;
      difference += error * error;
      size += a[i] * a[i];
      otherSize += product * product;
    }
    double larger = Math.max(size, otherSize);
    return isUsual(larger) ? Math.sqrt(difference / larger) : scaledResidual(p, a, factor);
  }

  private static double scaledResidual(double[] p, double[] a, double factor) {
    double scale = Math.max(scale(a), scale(p) * Math.abs(factor));
    double difference = 0;
    double size = 0;
    double otherSize = 0;
    for (int i = 0; i < a.length; i++) {
      double product = factor * p[i];
      if (Double.isFinite(a[i]) && Double.isFinite(product)) {
        difference += square((a[i] - product) / scale);
        size += square(a[i] / scale);
        otherSize += square(product / scale);
      } else if (Double.compare(a[i], product) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return difference == 0 ? 0 : Math.sqrt(difference / Math.max(size, otherSize));
  }

  private static double square(double value) {
    return value * value;
  }

  /** Whether what was returned is the predicted tensor times the factor, but for rounding. */
  static boolean isClose(Tensor predicted, Tensor actual, double factor) {
    return residual(predicted, actual, factor) <= CLOSE;
  }

  /**
   * ‖actual − factor · predicted‖ over the elements that are finite in both.
   *
   * @return infinite when the shapes differ, or one is NaN or infinite where the other is not
   */
  static double distance(Tensor predicted, Tensor actual, double factor) {
    if (!actual.hasShapeOf(predicted)) {
      return Double.POSITIVE_INFINITY;
    }
    double[] p = predicted.toArray();
    double[] a = actual.toArray();
    double difference = 0;
    double sizes = 0;
    for (int i = 0; i < a.length; i++) {
      double product = factor * p[i];
      double error = a[i] - product;
      difference += error * error;
      sizes += a[i] * a[i] + product * product;
    }
    return isUsual(sizes) ? Math.sqrt(difference) : scaledDistance(p, a, factor);
  }

  private static double scaledDistance(double[] p, double[] a, double factor) {
    double scale = Math.max(scale(a), scale(p) * Math.abs(factor));
    double distance = 0;
    for (int i = 0; i < a.length; i++) {
      double product = factor * p[i];
      if (Double.isFinite(a[i]) && Double.isFinite(product)) {
        distance += square((a[i] - product) / scale);
      } else if (Double.compare(a[i], product) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return scale * Math.sqrt(distance);
  }

  /**
   * The two largest entries of a tensor.
   *
   * @param size of the whole tensor, by the sum of squares; infinite when that says nothing
   */
  record TwoEntries(int first, int second, double atFirst, double atSecond, double size) {
    static TwoEntries largest(Tensor tensor) {
      double[] values = tensor.toArray();
      int first = 0;
      int second = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        double value = Math.abs(values[i]);
        squares += value * value;
        if (value > Math.abs(values[first])) {
          second = first;
          first = i;
        } else if (second == first || value > Math.abs(values[second])) {
          second = i;
        }
      }
      double size = isUsual(squares) ? Math.sqrt(squares) : Double.POSITIVE_INFINITY;
      return new TwoEntries(first, second, values[first], values[second], size);
    }

    /**
     * Whether another tensor can be {@link #isClose close} to this one with some factor: of two
     * such tensors a = r·p + e, a₁p₂ − a₂p₁ is e₁p₂ − e₂p₁.
     */
    boolean areNearMultiplesIn(Tensor other) {
      double p = other.get(first);
      double q = other.get(second);
      double rounding = ROUNDING * size * (Math.abs(p) + Math.abs(q));
      // Not the other way round: of NaN nothing can be said.
      return !(Math.abs(atFirst * q - atSecond * p) > rounding);
    }
  }

  /** Whether every element is zero. */
  static boolean isZero(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** A matrix with its axes exchanged. */
  static Tensor transposed(Tensor matrix) {
    int rows = matrix.extent(0);
    int columns = matrix.extent(1);
    double[] values = new double[matrix.size()];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[j * rows + i] = matrix.get(i * columns + j);
      }
    }
    return Tensor.of(new int[] {columns, rows}, values);
  }

  /** Every element times a number. */
  static Tensor scaled(Tensor tensor, double factor) {
    double[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return Tensor.of(tensor.shape(), values);
  }
}
