package mlp.layers;

import java.util.Objects;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** x·Wᵀ + b. */
public final class Linear implements Layer {
  private final RealMatrix weights;
  private final RealVector bias;
  private RealMatrix input;
  private RealMatrix weightGradient;
  private RealVector biasGradient;

  public Linear(RealMatrix weights, RealVector bias) {
    this.weights = Objects.requireNonNull(weights, "weights");
    this.bias = Objects.requireNonNull(bias, "bias");
  }

  @Override
  public RealMatrix forward(RealMatrix input) {
    this.input = input;
    RealMatrix z = input.multiply(weights.transpose());
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, z.getRowVector(i).add(bias));
    }
    return z;
  }

  @Override
  public RealMatrix backward(RealMatrix gradient) {
    weightGradient = gradient.transpose().multiply(input);
    RealVector ones = new ArrayRealVector(gradient.getRowDimension(), 1.0);
    biasGradient = gradient.preMultiply(ones);
    return gradient.multiply(weights);
  }

  public RealMatrix weightGradient() {
    return weightGradient;
  }

  public RealVector biasGradient() {
    return biasGradient;
  }
}
