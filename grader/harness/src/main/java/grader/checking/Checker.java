package grader.checking;

import grader.checking.Comparison.Match;
import grader.checking.Comparison.NotAccepted;
import grader.checking.Comparison.ShapeMismatch;
import grader.checking.Comparison.ValueMismatch;
import grader.protocol.Tensor;

/**
 * Compares tensors: the shape first, then the values.
 *
 * <p>NaN passes only where NaN is expected, and an infinity only where an infinity of its sign is.
 * The sign of a zero does not matter.
 */
public final class Checker {
  private Checker() {}

  /**
   * Compare what was returned with what was expected.
   *
   * @param expected of any shape
   * @param actual of any shape
   */
  public static Comparison compare(Tensor expected, Tensor actual, Tolerance tolerance) {
    if (!actual.hasShapeOf(expected)) {
      return new ShapeMismatch(expected.shapeText(), actual.shapeText());
    }
    if (accepts(expected, actual, tolerance)) {
      return new Match();
    }
    return tolerance instanceof Tolerance.Interval accepted
        ? notAccepted(actual, accepted)
        : mismatch(expected, actual, tolerance);
  }

  /**
   * Whether what was returned is what was expected, without a word on what differs.
   *
   * @param expected of any shape
   * @param actual of any shape
   */
  public static boolean accepts(Tensor expected, Tensor actual, Tolerance tolerance) {
    if (!actual.hasShapeOf(expected)) {
      return false;
    }
    if (tolerance instanceof Tolerance.Norm norm) {
      return frobeniusNorm(expected, actual) < norm.bound();
    }
    int size = actual.size();
    if (tolerance instanceof Tolerance.Interval accepted) {
      for (int i = 0; i < size; i++) {
        if (!isInside(actual, accepted, i)) {
          return false;
        }
      }
      return true;
    }
    Tolerance.Elementwise bounds = (Tolerance.Elementwise) tolerance;
    double atol = bounds.atol();
    double rtol = bounds.rtol();
    for (int i = 0; i < size; i++) {
      if (!isCloseAt(i, expected, actual, atol, rtol)) {
        return false;
      }
    }
    return true;
  }

  /** One call per value: a loop that runs once is interpreted, and a small method soon compiled. */
  private static boolean isCloseAt(
      int position, Tensor expected, Tensor actual, double atol, double rtol) {
    return isClose(expected.get(position), actual.get(position), atol, rtol);
  }

  /**
   * How far off the values are, in units of the tolerance: the factor of it at which they would
   * just pass.
   *
   * @return the largest |actual − expected| / (atol + rtol·|expected|), or ‖actual − expected‖_F /
   *     bound, or 0 between accepted bounds; infinite when no factor would do, as for a wrong shape
   *     or a NaN
   */
  public static double ratio(Tensor expected, Tensor actual, Tolerance tolerance) {
    if (!actual.hasShapeOf(expected)) {
      return Double.POSITIVE_INFINITY;
    }
    if (tolerance instanceof Tolerance.Norm norm) {
      return ratio(frobeniusNorm(expected, actual), norm.bound());
    }
    if (tolerance instanceof Tolerance.Interval accepted) {
      return accepts(expected, actual, accepted) ? 0 : Double.POSITIVE_INFINITY;
    }
    Tolerance.Elementwise bounds = (Tolerance.Elementwise) tolerance;
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      double right = expected.get(i);
      double difference = difference(right, actual.get(i));
      double bound = Double.isFinite(right) ? bound(right, bounds.atol(), bounds.rtol()) : 0;
      largest = Math.max(largest, ratio(difference, bound));
    }
    return largest;
  }

  private static NotAccepted notAccepted(Tensor actual, Tolerance.Interval accepted) {
    int outside = 0;
    int first = -1;
    for (int i = 0; i < actual.size(); i++) {
      if (!isInside(actual, accepted, i)) {
        outside++;
        first = first < 0 ? i : first;
      }
    }
    return new NotAccepted(
        outside,
        actual.size(),
        actual.indexText(first),
        accepted.low().get(first),
        accepted.high().get(first),
        actual.get(first),
        accepted.reason());
  }

  /** False for NaN. */
  private static boolean isInside(Tensor actual, Tolerance.Interval accepted, int position) {
    double value = actual.get(position);
    return value >= accepted.low().get(position) && value <= accepted.high().get(position);
  }

  private static double ratio(double difference, double bound) {
    if (difference == 0) {
      return 0;
    }
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / bound;
  }

  private static boolean isClose(double expected, double actual, double atol, double rtol) {
    double difference = Math.abs(actual - expected);
    // A bound of rtol · ∞ or rtol · NaN would say nothing.
    return difference < Double.POSITIVE_INFINITY
        ? difference <= bound(expected, atol, rtol)
        : Double.compare(expected, actual) == 0;
  }

  private static boolean isClose(double expected, double actual, Tolerance tolerance) {
    // What is too far off in all need not be so in any one place.
    return tolerance instanceof Tolerance.Elementwise bounds
        ? isClose(expected, actual, bounds.atol(), bounds.rtol())
        : difference(expected, actual) == 0;
  }

  private static double bound(double expected, double atol, double rtol) {
    return atol + rtol * Math.abs(expected);
  }

  /** |actual − expected|, where two NaNs and two infinities of one sign differ by 0. */
  private static double difference(double expected, double actual) {
    if (Double.isFinite(expected) && Double.isFinite(actual)) {
      return Math.abs(actual - expected);
    }
    // NaN: no comparison with it holds, so the value never passes.
    return Double.compare(expected, actual) == 0 ? 0 : Double.NaN;
  }

  private static double frobeniusNorm(Tensor expected, Tensor actual) {
    double norm = 0;
    for (int i = 0; i < expected.size(); i++) {
      // hypot neither overflows nor underflows, and an infinity would hide a NaN.
      double difference = difference(expected.get(i), actual.get(i));
      norm = Double.isNaN(difference) ? Double.NaN : Math.hypot(norm, difference);
      if (Double.isNaN(norm)) {
        return norm;
      }
    }
    return norm;
  }

  private static ValueMismatch mismatch(Tensor expected, Tensor actual, Tolerance tolerance) {
    int differing = 0;
    int worst = -1;
    double largest = -1;
    int size = expected.size();
    for (int i = 0; i < size; i++) {
      double weight = weightAt(i, expected, actual, tolerance);
      if (weight >= 0) {
        differing++;
        if (weight > largest) {
          largest = weight;
          worst = i;
        }
      }
    }
    return new ValueMismatch(
        differing,
        expected.size(),
        expected.indexText(worst),
        expected.get(worst),
        actual.get(worst));
  }

  /**
   * How far off a value is that differs, infinitely far for a NaN; negative for one that does not.
   */
  private static double weightAt(
      int position, Tensor expected, Tensor actual, Tolerance tolerance) {
    double right = expected.get(position);
    double returned = actual.get(position);
    if (isClose(right, returned, tolerance)) {
      return -1;
    }
    double difference = difference(right, returned);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }
}
