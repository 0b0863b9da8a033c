package mlp.layers;

public final class Relu extends Elementwise {
  @Override
  protected double value(double z) {
    return z > 0 ? z : 0;
  }

  @Override
  protected double derivative(double z) {
    return z > 0 ? 1 : 0;
  }

  @Override
  public Elementwise fresh() {
    return new Relu();
  }
}
