package grader.reference;

/** z; its derivative is 1. */
record Identity() implements Activation {
  @Override
  public double value(double z) {
    return z;
  }

  @Override
  public double gradient(double upstream, double z) {
    return upstream;
  }
}
