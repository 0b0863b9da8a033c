package mlp.layers;

public final class Sigmoid extends Elementwise {
  @Override
  protected double value(double z) {
    // e^(−|z|) never overflows.
    double power = Math.exp(-Math.abs(z));
    return z < 0 ? power / (1 + power) : 1 / (1 + power);
  }

  @Override
  protected double derivative(double z) {
    return value(z) * value(-z);
  }

  @Override
  public Elementwise fresh() {
    return new Sigmoid();
  }
}
