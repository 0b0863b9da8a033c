package grader.reference;

/** Mean squared error: the term is (ŷ − y)². Source: PyTorch's mse_loss with reduction "mean". */
record MSE() implements Loss {
  @Override
  public double term(double y, double yHat) {
    return (yHat - y) * (yHat - y);
  }

  @Override
  public double termGradient(double y, double yHat) {
    return 2 * (yHat - y);
  }
}
