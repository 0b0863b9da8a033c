package mlp;

import grader.reference.ReferenceNetwork;
import java.util.Objects;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * The contract of a submission, with the reference behind it. The profile {@code mutation} makes a
 * submission of this and the reference's classes, one of which is mutated.
 */
public final class MLP {
  /** The activations. */
  public enum Activation {
    /** max(0, z). */
    RELU,
    /** 1 / (1 + e^−z). */
    SIGMOID,
    /** z. */
    IDENTITY
  }

  /** W1 is hidden × in, b1 hidden, W2 out × hidden, b2 out. */
  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  /** Of the parameters' shapes. */
  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  /** The gradient is batch × out. */
  public record Loss(double J, RealMatrix dJdyHat) {}

  /** Set before the first forward. */
  public @Nullable Parameters parameters;

  /** Set by backward. */
  public @Nullable Gradients grads;

  private final Activation f;
  private final Activation g;
  private @Nullable ReferenceNetwork network;

  /** A network without parameters. */
  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    f = fFunction;
    g = gFunction;
  }

  /** ŷ, batch × out, of x, batch × in. */
  public RealMatrix forward(RealMatrix x) {
    Parameters now = Objects.requireNonNull(parameters);
    ReferenceNetwork asked =
        new ReferenceNetwork(now.W1(), now.b1(), f.name(), now.W2(), now.b2(), g.name(), x);
    network = asked;
    return asked.yHat();
  }

  /** The gradients of the last forward, for dJ/dŷ, batch × out. */
  public void backward(RealMatrix dJdyHat) {
    grads = Objects.requireNonNull(network).backward(dJdyHat);
  }

  /** Forgets the last forward and its gradients. */
  public void clearGradAndCache() {
    network = null;
    grads = null;
  }

  /** Mean squared error. */
  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    return ReferenceNetwork.mse(y, yHat);
  }

  /** Binary cross-entropy. */
  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    return ReferenceNetwork.bce(y, yHat);
  }
}
