package mlp.layers;

import org.apache.commons.math3.linear.RealMatrix;

/** An activation: a function of each element alone. */
public abstract sealed class Elementwise implements Layer permits Relu, Sigmoid, Identity {
  private RealMatrix z;

  protected abstract double value(double z);

  protected abstract double derivative(double z);

  /** The same function without a cache. */
  public abstract Elementwise fresh();

  @Override
  public RealMatrix forward(RealMatrix input) {
    z = input;
    RealMatrix output = input.copy();
    for (int i = 0; i < input.getRowDimension(); i++) {
      for (int j = 0; j < input.getColumnDimension(); j++) {
        output.setEntry(i, j, value(input.getEntry(i, j)));
      }
    }
    return output;
  }

  @Override
  public RealMatrix backward(RealMatrix gradient) {
    RealMatrix result = gradient.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        result.multiplyEntry(i, j, derivative(z.getEntry(i, j)));
      }
    }
    return result;
  }
}
