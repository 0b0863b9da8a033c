package grader.checking;

import grader.checking.Comparison.Match;
import grader.checking.Comparison.NotAccepted;
import grader.checking.Comparison.ShapeMismatch;
import grader.checking.Comparison.ValueMismatch;
import grader.protocol.Tensor;
import java.util.function.IntPredicate;

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
    if (tolerance instanceof Tolerance.Norm norm) {
      return frobeniusNorm(expected, actual) < norm.bound()
          ? new Match()
          : mismatch(expected, actual, i -> difference(expected.get(i), actual.get(i)) != 0);
    }
    if (tolerance instanceof Tolerance.Interval accepted) {
      return compare(actual, accepted);
    }
    Tolerance.Elementwise bounds = (Tolerance.Elementwise) tolerance;
    IntPredicate differs = i -> !isClose(expected.get(i), actual.get(i), bounds);
    for (int i = 0; i < expected.size(); i++) {
      if (differs.test(i)) {
        return mismatch(expected, actual, differs);
      }
    }
    return new Match();
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
      return compare(actual, accepted) instanceof Match ? 0 : Double.POSITIVE_INFINITY;
    }
    Tolerance.Elementwise bounds = (Tolerance.Elementwise) tolerance;
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      double difference = difference(expected.get(i), actual.get(i));
      double bound = Double.isFinite(expected.get(i)) ? bound(expected.get(i), bounds) : 0;
      largest = Math.max(largest, ratio(difference, bound));
    }
    return largest;
  }

  private static Comparison compare(Tensor actual, Tolerance.Interval accepted) {
    int outside = 0;
    int first = -1;
    for (int i = 0; i < actual.size(); i++) {
      // Written so that NaN is outside.
      if (!(actual.get(i) >= accepted.low().get(i) && actual.get(i) <= accepted.high().get(i))) {
        outside++;
        first = first < 0 ? i : first;
      }
    }
    return outside == 0
        ? new Match()
        : new NotAccepted(
            outside,
            actual.size(),
            actual.indexText(first),
            accepted.low().get(first),
            accepted.high().get(first),
            actual.get(first),
            accepted.reason());
  }

  private static double ratio(double difference, double bound) {
    if (difference == 0) {
      return 0;
    }
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference / bound;
  }

  private static boolean isClose(double expected, double actual, Tolerance.Elementwise bounds) {
    double difference = difference(expected, actual);
    // A bound of rtol · ∞ or rtol · NaN would say nothing.
    return Double.isFinite(expected) ? difference <= bound(expected, bounds) : difference == 0;
  }

  private static double bound(double expected, Tolerance.Elementwise bounds) {
    return bounds.atol() + bounds.rtol() * Math.abs(expected);
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

  private static ValueMismatch mismatch(Tensor expected, Tensor actual, IntPredicate differs) {
    int differing = 0;
    int worst = -1;
    double largest = -1;
    for (int i = 0; i < expected.size(); i++) {
      if (!differs.test(i)) {
        continue;
      }
      differing++;
      double difference = difference(expected.get(i), actual.get(i));
      double weight = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      if (weight > largest) {
        largest = weight;
        worst = i;
      }
    }
    return new ValueMismatch(
        differing,
        expected.size(),
        expected.indexText(worst),
        expected.get(worst),
        actual.get(worst));
  }
}
