package grader.reference;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** What {@link mlp.MLP} needs of the reference, with nothing copied on the way. */
public final class ReferenceNetwork {
  private final MLP mlp;
  private final MLP.ForwardPass pass;

  /** A network and its forward pass on x, batch × in. */
  public ReferenceNetwork(
      RealMatrix W1,
      RealVector b1,
      String f,
      RealMatrix W2,
      RealVector b2,
      String g,
      RealMatrix x) {
    mlp = new MLP(new Linear(W1, b1), activation(f), new Linear(W2, b2), activation(g));
    pass = mlp.forward(x);
  }

  private static Activation activation(String name) {
    return switch (name) {
      case "RELU" -> new ReLU();
      case "SIGMOID" -> new Sigmoid();
      default -> new Identity();
    };
  }

  /** ŷ, batch × out. */
  public RealMatrix yHat() {
    return pass.yHat();
  }

  /** The gradients for dJ/dŷ, batch × out. */
  public mlp.MLP.Gradients backward(RealMatrix dJdyHat) {
    MLP.Gradients gradients = mlp.backward(pass, dJdyHat);
    return new mlp.MLP.Gradients(
        gradients.dJdW1(), gradients.dJdb1(), gradients.dJdW2(), gradients.dJdb2());
  }

  /** Mean squared error. */
  public static mlp.MLP.Loss mse(RealMatrix y, RealMatrix yHat) {
    return loss(new MSE(), y, yHat);
  }

  /** Binary cross-entropy. */
  public static mlp.MLP.Loss bce(RealMatrix y, RealMatrix yHat) {
    return loss(new BCE(), y, yHat);
  }

  private static mlp.MLP.Loss loss(Loss loss, RealMatrix y, RealMatrix yHat) {
    return new mlp.MLP.Loss(loss.value(y, yHat), loss.gradient(y, yHat));
  }
}
