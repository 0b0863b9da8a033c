package mlp.layers;

public final class Identity extends Elementwise {
  @Override
  protected double value(double z) {
    return z;
  }

  @Override
  protected double derivative(double z) {
    return 1;
  }

  @Override
  public Elementwise fresh() {
    return new Identity();
  }
}
