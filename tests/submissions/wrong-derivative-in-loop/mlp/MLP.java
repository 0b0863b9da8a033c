package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** f' is multiplied to the sum over the outputs while it is summed. */
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
  private RealMatrix hidden;
  private RealMatrix z3;

  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    f = fFunction;
    g = gFunction;
    parameters =
        new Parameters(
            random(linear1OutFeatures, linear1InFeatures),
            random(linear1OutFeatures, linear1InFeatures).getColumnVector(0),
            random(linear2OutFeatures, linear2InFeatures),
            random(linear2OutFeatures, linear2InFeatures).getColumnVector(0));
    clearGradAndCache();
  }

  public RealMatrix forward(RealMatrix x) {
    this.x = x;
    z1 = linear(x, parameters.W1(), parameters.b1());
    hidden = activate(f, z1);
    z3 = linear(hidden, parameters.W2(), parameters.b2());
    return activate(g, z3);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = times(dJdyHat, derivative(g, z3));
    RealMatrix slopes = derivative(f, z1);
    RealMatrix delta1 = new Array2DRowRealMatrix(z1.getRowDimension(), z1.getColumnDimension());
    for (int i = 0; i < delta1.getRowDimension(); i++) {
      for (int j = 0; j < delta1.getColumnDimension(); j++) {
        double sum = 0;
        for (int k = 0; k < delta2.getColumnDimension(); k++) {
          sum += delta2.getEntry(i, k) * parameters.W2().getEntry(k, j);
          sum *= slopes.getEntry(i, j);
        }
        delta1.setEntry(i, j, sum);
      }
    }
    grads =
        new Gradients(
            delta1.transpose().multiply(x),
            columnSums(delta1),
            delta2.transpose().multiply(hidden),
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
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix difference = yHat.subtract(y);
    double sum = 0;
    for (double[] row : difference.getData()) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return new Loss(sum / n, difference.scalarMultiply(2.0 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix dJdyHat = yHat.copy();
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -= t * log(p) + (1 - t) * log(1 - p);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  private static double log(double p) {
    return Math.max(Math.log(p), -100);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = input.multiply(weights.transpose());
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, z.getRowVector(i).add(bias));
    }
    return z;
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    return map(
        z,
        switch (activation) {
          case RELU -> value -> Math.max(0, value);
          case SIGMOID -> MLP::sigmoid;
          case IDENTITY -> value -> value;
        });
  }

  private static RealMatrix derivative(Activation activation, RealMatrix z) {
    return map(
        z,
        switch (activation) {
          case RELU -> value -> value > 0 ? 1 : 0;
          case SIGMOID -> value -> sigmoid(value) * (1 - sigmoid(value));
          case IDENTITY -> value -> 1;
        });
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static RealMatrix map(RealMatrix matrix, DoubleUnaryOperator function) {
    RealMatrix result = matrix.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.setEntry(i, j, function.applyAsDouble(matrix.getEntry(i, j)));
      }
    }
    return result;
  }

  private static RealMatrix times(RealMatrix a, RealMatrix b) {
    RealMatrix result = a.copy();
    for (int i = 0; i < a.getRowDimension(); i++) {
      for (int j = 0; j < a.getColumnDimension(); j++) {
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

  private static RealMatrix random(int rows, int columns) {
    Random random = new Random();
    return map(
        new Array2DRowRealMatrix(rows, columns),
        zero -> random.nextGaussian() / Math.sqrt(columns));
  }
}
