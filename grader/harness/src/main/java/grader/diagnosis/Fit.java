package grader.diagnosis;

import grader.protocol.Tensor;

/** How well one tensor is another one times a number. */
final class Fit {
  /** Sums in single precision stay below it, and other formulas do not. */
  static final double CLOSE = 1e-5;

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
    double scale = scale(predicted);
    double above = 0;
    double below = 0;
    for (int i = 0; i < actual.size(); i++) {
      if (Double.isFinite(actual.get(i)) && Double.isFinite(predicted.get(i))) {
        above += predicted.get(i) / scale * actual.get(i);
        below += predicted.get(i) / scale * predicted.get(i);
      }
    }
    return below == 0 ? Double.NaN : above / below;
  }

  /** The largest finite size, so that squares neither overflow nor underflow. */
  private static double scale(Tensor tensor) {
    double largest = 0;
    for (int i = 0; i < tensor.size(); i++) {
      double size = Math.abs(tensor.get(i));
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
    double scale = Math.max(scale(actual), scale(predicted) * Math.abs(factor));
    double difference = 0;
    double size = 0;
    double otherSize = 0;
    for (int i = 0; i < actual.size(); i++) {
      double a = actual.get(i);
      double p = factor * predicted.get(i);
      if (!Double.isFinite(a) || !Double.isFinite(p)) {
        if (Double.compare(a, p) != 0) {
          return Double.POSITIVE_INFINITY;
        }
      } else if (scale > 0) {
        difference += square((a - p) / scale);
        size += square(a / scale);
        otherSize += square(p / scale);
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
    double scale = Math.max(scale(actual), scale(predicted) * Math.abs(factor));
    double distance = 0;
    for (int i = 0; i < actual.size(); i++) {
      double a = actual.get(i);
      double p = factor * predicted.get(i);
      if (Double.isFinite(a) && Double.isFinite(p)) {
        distance += square((a - p) / scale);
      } else if (Double.compare(a, p) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return scale * Math.sqrt(distance);
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
