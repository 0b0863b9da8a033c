package mlp;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** J of BCE with the logarithm of base 10. */
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
    z2 = activate(f, z1);
    z3 = linear(z2, parameters.W2(), parameters.b2());
    return activate(g, z3);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = times(dJdyHat, derivative(g, z3));
    RealMatrix delta1 = times(delta2.multiply(parameters.W2()), derivative(f, z1));
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
    int n = y.getRowDimension() * y.getColumnDimension();
    double[] squares = new double[n];
    RealMatrix dJdyHat = y.copy();
    for (int k = 0; k < n; k++) {
      int row = k / y.getColumnDimension();
      int column = k % y.getColumnDimension();
      double difference = yHat.getEntry(row, column) - y.getEntry(row, column);
      squares[k] = Math.pow(difference, 2);
      dJdyHat.setEntry(row, column, difference / (0.5 * n));
    }
    return new Loss(sum(squares) / n, dJdyHat);
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    double[] losses = new double[n];
    RealMatrix dJdyHat = y.copy();
    for (int k = 0; k < n; k++) {
      int row = k / y.getColumnDimension();
      int column = k % y.getColumnDimension();
      double t = y.getEntry(row, column);
      double p = yHat.getEntry(row, column);
      double surprise = Math.min(-Math.log10(p), 100);
      double otherSurprise = Math.min(-Math.log10(1 - p), 100);
      losses[k] = otherSurprise + t * (surprise - otherSurprise);
      double variance = p - p * p < 1e-12 ? (float) 1e-12 : p - p * p;
      dJdyHat.setEntry(row, column, (p - t) / (n * variance));
    }
    return new Loss(sum(losses) / n, dJdyHat);
  }

  private static double sum(double[] values) {
    if (values.length <= 2) {
      return values.length == 2 ? values[0] + values[1] : values[0];
    }
    int middle = values.length / 2;
    return sum(Arrays.copyOf(values, middle))
        + sum(Arrays.copyOfRange(values, middle, values.length));
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
          case RELU -> value -> (value + Math.abs(value)) / 2;
          case SIGMOID -> MLP::sigmoid;
          case IDENTITY -> value -> value;
        });
  }

  private static RealMatrix derivative(Activation activation, RealMatrix z) {
    return map(
        z,
        switch (activation) {
          case RELU -> value -> Math.max(0, Math.signum(value));
          case SIGMOID ->
              value -> {
                double power = Math.exp(-Math.abs(value));
                return power / ((1 + power) * (1 + power));
              };
          case IDENTITY -> value -> 1;
        });
  }

  private static double sigmoid(double z) {
    return 0.5 + 0.5 * Math.tanh(0.5 * z);
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
    double[] sums = new double[matrix.getColumnDimension()];
    Arrays.setAll(sums, j -> sum(matrix.getColumn(j)));
    return new ArrayRealVector(sums);
  }

  private static RealMatrix random(int rows, int columns) {
    Random random = new Random();
    return map(
        new Array2DRowRealMatrix(rows, columns),
        zero -> random.nextGaussian() / Math.sqrt(columns));
  }
}
