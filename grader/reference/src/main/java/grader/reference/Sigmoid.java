package grader.reference;

/** σ(z) = 1 / (1 + e^−z), without overflow for any z; its derivative is σ(1 − σ). */
record Sigmoid() implements Activation {
  @Override
  public double value(double z) {
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double e = Math.exp(z);
    return e / (1 + e);
  }

  @Override
  public double gradient(double upstream, double z) {
    double s = value(z);
    return upstream * (s * (1 - s));
  }
}
