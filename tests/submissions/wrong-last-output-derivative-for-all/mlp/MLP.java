package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A multilayer perceptron with two linear layers, trained by backpropagation.
 *
 * <pre>
 *   x ──▶ linear 1 ──▶ f ──▶ linear 2 ──▶ g ──▶ ŷ
 *         W1, b1             W2, b2
 * </pre>
 *
 * Samples come in batches, one sample per row. With z1 = x·W1ᵀ + b1, z2 = f(z1) and z3 = z2·W2ᵀ +
 * b2, the output is ŷ = g(z3).
 */
public class MLP {

  /** A function applied to each element of a matrix. */
  public enum Activation {
    /** {@code max(0, z)}, with the derivative 0 at 0. */
    RELU,
    /** {@code 1 / (1 + e^(−z))}. */
    SIGMOID,
    /** {@code z} itself. */
    IDENTITY
  }

  /**
   * What the network has learnt.
   *
   * @param W1 weights of linear 1, hidden × in
   * @param b1 bias of linear 1, hidden
   * @param W2 weights of linear 2, out × hidden
   * @param b2 bias of linear 2, out
   */
  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  /**
   * The derivatives of J with respect to the parameters, each of its parameter's shape.
   *
   * @param dJdW1 hidden × in
   * @param dJdb1 hidden
   * @param dJdW2 out × hidden
   * @param dJdb2 out
   */
  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  /**
   * What a loss function returns.
   *
   * @param J the loss of the whole batch, one number
   * @param dJdyHat the derivative of J with respect to each element of ŷ, batch × out
   */
  public record Loss(double J, RealMatrix dJdyHat) {}

  /** The current parameters; replaced from outside between two steps. */
  public Parameters parameters;

  /** The gradients of the last {@link #backward}; zeros before the first. */
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  // The cache: what backward needs to know about the last forward.
  private RealMatrix input;
  private RealMatrix z1;
  private RealMatrix z2;
  private RealMatrix z3;

  /**
   * Creates a network with random parameters: normally distributed, scaled by 1/√(inputs of the
   * layer), so that activations keep their size from layer to layer.
   *
   * @param linear1InFeatures inputs of the network ("in" in the shapes)
   * @param linear1OutFeatures hidden units ("hidden")
   * @param fFunction activation of the hidden units
   * @param linear2InFeatures hidden units again
   * @param linear2OutFeatures outputs of the network ("out")
   * @param gFunction activation of the outputs
   */
  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    if (linear1OutFeatures != linear2InFeatures) {
      throw new IllegalArgumentException(
          "linear 1 has %d outputs, but linear 2 has %d inputs"
              .formatted(linear1OutFeatures, linear2InFeatures));
    }
    this.fFunction = fFunction;
    this.gFunction = gFunction;
    Random random = new Random();
    parameters =
        new Parameters(
            randomMatrix(linear1OutFeatures, linear1InFeatures, linear1InFeatures, random),
            randomMatrix(1, linear1OutFeatures, linear1InFeatures, random).getRowVector(0),
            randomMatrix(linear2OutFeatures, linear2InFeatures, linear2InFeatures, random),
            randomMatrix(1, linear2OutFeatures, linear2InFeatures, random).getRowVector(0));
    clearGradAndCache();
  }

  /**
   * Computes the network's output for a batch, and keeps what {@link #backward} will need.
   *
   * @param x the inputs, batch × in
   * @return ŷ, batch × out
   */
  public RealMatrix forward(RealMatrix x) {
    input = x;
    z1 = linear(x, parameters.W1(), parameters.b1());
    z2 = activate(fFunction, z1);
    z3 = linear(z2, parameters.W2(), parameters.b2());
    return activate(gFunction, z3);
  }

  /**
   * Computes the gradients for the batch of the last {@link #forward}.
   *
   * <p>δ2 and δ1 are the derivatives of J with respect to z3 and z1. J is a mean over the batch, and
   * {@code dJdyHat} contains the division by its size already.
   *
   * @param dJdyHat the derivative of J with respect to each element of ŷ, batch × out
   */
  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = multiplyElements(dJdyHat, derivative(gFunction, z3));
    RealMatrix slopes1 = derivative(fFunction, z1);
    RealMatrix slopes2 = derivative(gFunction, z3);
    RealMatrix delta1 = z1.createMatrix(z1.getRowDimension(), z1.getColumnDimension());
    for (int i = 0; i < z1.getRowDimension(); i++) {
      for (int j = 0; j < z1.getColumnDimension(); j++) {
        double sum = 0;
        double slope = 1;
        for (int k = 0; k < dJdyHat.getColumnDimension(); k++) {
          slope = slopes2.getEntry(i, k);
          sum += dJdyHat.getEntry(i, k) * parameters.W2().getEntry(k, j);
        }
        delta1.setEntry(i, j, sum * slope * slopes1.getEntry(i, j));
      }
    }
    grads =
        new Gradients(
            delta1.transpose().multiply(input),
            columnSums(delta1),
            delta2.transpose().multiply(z2),
            columnSums(delta2));
  }

  /** Sets the gradients back to zeros of their parameters' shapes. */
  public void clearGradAndCache() {
    grads =
        new Gradients(
            MatrixUtils.createRealMatrix(
                parameters.W1().getRowDimension(), parameters.W1().getColumnDimension()),
            new ArrayRealVector(parameters.b1().getDimension()),
            MatrixUtils.createRealMatrix(
                parameters.W2().getRowDimension(), parameters.W2().getColumnDimension()),
            new ArrayRealVector(parameters.b2().getDimension()));
  }

  /**
   * The mean squared error: the mean of {@code (ŷ − y)²} over all batch · out elements.
   *
   * @param y the targets, batch × out
   * @param yHat the predictions ŷ, batch × out
   */
  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix difference = yHat.subtract(y);
    double elements = y.getRowDimension() * (double) y.getColumnDimension();
    double sum = 0;
    for (double[] row : difference.getData()) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return new Loss(sum / elements, difference.scalarMultiply(2 / elements));
  }

  /**
   * The binary cross-entropy: the mean of {@code −[y·ln ŷ + (1 − y)·ln(1 − ŷ)]} over all batch · out
   * elements. Where ŷ is 0 or 1 it stays finite, as PyTorch's does: no logarithm is less than −100,
   * and no denominator of the gradient less than {@code (float) 1e-12}.
   *
   * @param y the targets, each from 0 to 1, batch × out
   * @param yHat the predictions ŷ, each from 0 to 1, batch × out
   */
  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double elements = y.getRowDimension() * (double) y.getColumnDimension();
    double sum = 0;
    RealMatrix gradient = y.createMatrix(y.getRowDimension(), y.getColumnDimension());
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double target = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -=
            target * Math.max(Math.log(p), -100) + (1 - target) * Math.max(Math.log(1 - p), -100);
        gradient.setEntry(i, j, (p - target) / Math.max(p * (1 - p), (float) 1e-12) / elements);
      }
    }
    return new Loss(sum / elements, gradient);
  }

  private static RealMatrix randomMatrix(int rows, int columns, int fanIn, Random random) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.setEntry(i, j, random.nextGaussian() / Math.sqrt(fanIn));
      }
    }
    return matrix;
  }

  private static RealMatrix linear(RealMatrix x, RealMatrix weights, RealVector bias) {
    RealMatrix result = x.multiply(weights.transpose());
    for (int i = 0; i < result.getRowDimension(); i++) {
      result.setRowVector(i, result.getRowVector(i).add(bias));
    }
    return result;
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    return mapElements(
        z,
        switch (activation) {
          case RELU -> value -> value <= 0 ? 0 : value;
          case SIGMOID -> MLP::sigmoid;
          case IDENTITY -> value -> value;
        });
  }

  private static RealMatrix derivative(Activation activation, RealMatrix z) {
    return mapElements(
        z,
        switch (activation) {
          case RELU -> value -> value > 0 ? 1 : 0;
          case SIGMOID -> value -> sigmoid(value) * (1 - sigmoid(value));
          case IDENTITY -> value -> 1;
        });
  }

  private static double sigmoid(double z) {
    // Of the two formulas, the one whose power does not overflow.
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double power = Math.exp(z);
    return power / (1 + power);
  }

  private static RealMatrix mapElements(RealMatrix matrix, DoubleUnaryOperator function) {
    RealMatrix result = matrix.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.setEntry(i, j, function.applyAsDouble(result.getEntry(i, j)));
      }
    }
    return result;
  }

  private static RealMatrix multiplyElements(RealMatrix a, RealMatrix b) {
    RealMatrix result = a.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.multiplyEntry(i, j, b.getEntry(i, j));
      }
    }
    return result;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    double[] sums = new double[matrix.getColumnDimension()];
    for (int i = 0; i < matrix.getRowDimension(); i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += matrix.getEntry(i, j);
      }
    }
    return new ArrayRealVector(sums);
  }
}
