package grader.reference;

/** max(0, z); its derivative at 0 is 0, as PyTorch's. NaN stays NaN. */
record ReLU() implements Activation {
  @Override
  public double value(double z) {
    return Math.max(0, z);
  }

  @Override
  public double gradient(double upstream, double z) {
    return z <= 0 ? 0 : upstream;
  }
}
