package mlp;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A correct network that carries an {@link Attack}: where a folder brings no {@code MLP.java} of
 * its own, this one is its network, so that what fails is the attack's doing and nothing else.
 */
public class MLP {
  public enum Activation {
    RELU,
    SIGMOID,
    IDENTITY
  }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation f;
  private final Activation g;
  private RealMatrix x;
  private RealMatrix z1;
  private RealMatrix z2;
  private RealMatrix z3;

  public MLP(int in, int hidden, Activation f, int hiddenAgain, int out, Activation g) {
    this.f = f;
    this.g = g;
    parameters =
        new Parameters(
            MatrixUtils.createRealMatrix(hidden, in),
            new ArrayRealVector(hidden),
            MatrixUtils.createRealMatrix(out, hiddenAgain),
            new ArrayRealVector(out));
    clearGradAndCache();
  }

  public RealMatrix forward(RealMatrix x) {
    Hook attack = new Attack();
    try {
      attack.run();
    } catch (Throwable failedQuietly) {
      // An attack that fails costs nothing: the network is right all the same.
    }
    this.x = x;
    z1 = linear(x, parameters.W1(), parameters.b1());
    z2 = map(z1, activation(f));
    z3 = linear(z2, parameters.W2(), parameters.b2());
    return attack.answer(map(z3, activation(g)));
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = times(dJdyHat, map(z3, derivative(g)));
    RealMatrix delta1 = times(delta2.multiply(parameters.W2()), map(z1, derivative(f)));
    grads =
        new Gradients(
            delta1.transpose().multiply(x),
            columnSums(delta1),
            delta2.transpose().multiply(z2),
            columnSums(delta2));
  }

  public void clearGradAndCache() {
    grads =
        new Gradients(
            parameters.W1().scalarMultiply(0),
            parameters.b1().mapMultiply(0),
            parameters.W2().scalarMultiply(0),
            parameters.b2().mapMultiply(0));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix difference = yHat.subtract(y);
    double elements = (double) y.getRowDimension() * y.getColumnDimension();
    double norm = difference.getFrobeniusNorm();
    return new Loss(norm * norm / elements, difference.scalarMultiply(2 / elements));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double elements = (double) y.getRowDimension() * y.getColumnDimension();
    RealMatrix gradient = y.copy();
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        gradient.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / elements);
      }
    }
    return new Loss(sum / elements, gradient);
  }

  private static RealMatrix linear(RealMatrix x, RealMatrix weights, RealVector bias) {
    RealMatrix result = x.multiply(weights.transpose());
    for (int i = 0; i < result.getRowDimension(); i++) {
      result.setRowVector(i, result.getRowVector(i).add(bias));
    }
    return result;
  }

  private static DoubleUnaryOperator activation(Activation activation) {
    return switch (activation) {
      case RELU -> z -> z <= 0 ? 0 : z;
      case SIGMOID -> MLP::sigmoid;
      case IDENTITY -> z -> z;
    };
  }

  private static DoubleUnaryOperator derivative(Activation activation) {
    return switch (activation) {
      case RELU -> z -> z > 0 ? 1 : 0;
      case SIGMOID -> z -> sigmoid(z) * (1 - sigmoid(z));
      case IDENTITY -> z -> 1;
    };
  }

  private static double sigmoid(double z) {
    double power = Math.exp(-Math.abs(z));
    return (z >= 0 ? 1 : power) / (1 + power);
  }

  private static RealMatrix map(RealMatrix matrix, DoubleUnaryOperator function) {
    RealMatrix result = matrix.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.setEntry(i, j, function.applyAsDouble(result.getEntry(i, j)));
      }
    }
    return result;
  }

  private static RealMatrix times(RealMatrix a, RealMatrix b) {
    RealMatrix result = a.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.multiplyEntry(i, j, b.getEntry(i, j));
      }
    }
    return result;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    RealVector sums = new ArrayRealVector(matrix.getColumnDimension());
    for (int i = 0; i < matrix.getRowDimension(); i++) {
      sums = sums.add(matrix.getRowVector(i));
    }
    return sums;
  }
}
