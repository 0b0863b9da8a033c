package mlp;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {
  static Gradients zerosLike(Parameters parameters) {
    return new Gradients(
        parameters.W1().scalarMultiply(0),
        parameters.b1().mapMultiply(0),
        parameters.W2().scalarMultiply(0),
        parameters.b2().mapMultiply(0));
  }
}
