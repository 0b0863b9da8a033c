package grader.reference;

/**
 * Binary cross-entropy: the term is −[y·log ŷ + (1 − y)·log(1 − ŷ)], each log clamped from below.
 *
 * <p>Both constants are PyTorch's (binary_cross_entropy, reduction "mean"), which keeps the loss
 * finite at ŷ = 0 and ŷ = 1.
 */
record BCE() implements Loss {
  private static final double SMALLEST_LOG = -100;

  /** A float in PyTorch, for doubles too: 9.999999960041972e-13. */
  private static final double SMALLEST_DENOMINATOR = 1e-12f;

  @Override
  public double term(double y, double yHat) {
    double logOfOne = Math.max(Math.log(yHat), SMALLEST_LOG);
    double logOfZero = Math.max(Math.log1p(-yHat), SMALLEST_LOG);
    return -(y * logOfOne + (1 - y) * logOfZero);
  }

  @Override
  public double termGradient(double y, double yHat) {
    return (yHat - y) / Math.max(yHat * (1 - yHat), SMALLEST_DENOMINATOR);
  }
}
