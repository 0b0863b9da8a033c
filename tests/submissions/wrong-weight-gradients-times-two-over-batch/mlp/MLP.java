package mlp;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The weight gradients multiplied by 2 and divided by the batch size, as if MSE belonged to them.
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
            random(linear1OutFeatures, 1).getColumnVector(0),
            random(linear2OutFeatures, linear2InFeatures),
            random(linear2OutFeatures, 1).getColumnVector(0));
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
    RealMatrix delta2 = chain(dJdyHat, g, z3);
    RealMatrix delta1 = chain(product(delta2, parameters.W2()), f, z1);
    grads =
        new Gradients(
            product(delta1.transpose(), x).scalarMultiply(2.0 / x.getRowDimension()),
            columnSums(delta1),
            product(delta2.transpose(), z2).scalarMultiply(2.0 / x.getRowDimension()),
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
    int batch = y.getRowDimension();
    int out = y.getColumnDimension();
    RealMatrix difference = yHat.subtract(y);
    double J =
        sum(0, batch, i -> sum(0, out, j -> square(difference.getEntry(i, j))) / out) / batch;
    return new Loss(J, difference.scalarMultiply(1.0 / out).scalarMultiply(2.0 / batch));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int batch = y.getRowDimension();
    int out = y.getColumnDimension();
    RealMatrix dJdyHat = yHat.subtract(y);
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < out; j++) {
        double p = yHat.getEntry(i, j);
        dJdyHat.multiplyEntry(i, j, 1 / Math.max(p - p * p, (float) 1e-12));
      }
    }
    double J =
        sum(0, batch, i -> sum(0, out, j -> bce(y.getEntry(i, j), yHat.getEntry(i, j))) / out)
            / batch;
    return new Loss(J, dJdyHat.scalarMultiply(1.0 / out).scalarMultiply(1.0 / batch));
  }

  private static double bce(double t, double p) {
    return -t * Math.max(Math.log(p), -100) - (1 - t) * Math.max(Math.log(1 - p), -100);
  }

  private static double square(double value) {
    return value * value;
  }

  /** The terms from first, included, to end, not included. */
  private static double sum(int first, int end, IntToDoubleFunction term) {
    if (end - first == 1) {
      return term.applyAsDouble(first);
    }
    int middle = (first + end) >>> 1;
    return sum(first, middle, term) + sum(middle, end, term);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = product(input, weights.transpose());
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, z.getRowVector(i).add(bias));
    }
    return z;
  }

  private static RealMatrix product(RealMatrix a, RealMatrix b) {
    double[][] left = a.getData();
    double[][] right = b.transpose().getData();
    RealMatrix product = new Array2DRowRealMatrix(left.length, right.length);
    for (int i = 0; i < left.length; i++) {
      double[] row = left[i];
      for (int j = 0; j < right.length; j++) {
        double[] column = right[j];
        product.setEntry(i, j, sum(0, row.length, k -> row[k] * column[k]));
      }
    }
    return product;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    RealVector sums = new ArrayRealVector(matrix.getColumnDimension());
    for (int j = 0; j < matrix.getColumnDimension(); j++) {
      double[] column = matrix.getColumn(j);
      sums.setEntry(j, sum(0, column.length, i -> column[i]));
    }
    return sums;
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    RealMatrix result = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double value = z.getEntry(i, j);
        result.setEntry(
            i,
            j,
            switch (activation) {
              case RELU -> Math.max(0, value);
              case SIGMOID -> sigmoid(value);
              case IDENTITY -> value;
            });
      }
    }
    return result;
  }

  /** The elements of the gradient, each times the activation's derivative at z. */
  private static RealMatrix chain(RealMatrix gradient, Activation activation, RealMatrix z) {
    RealMatrix result = gradient.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double value = z.getEntry(i, j);
        result.multiplyEntry(
            i,
            j,
            switch (activation) {
              case RELU -> value > 0 ? 1 : 0;
              case SIGMOID -> sigmoid(value) * (1 - sigmoid(value));
              case IDENTITY -> 1;
            });
      }
    }
    return result;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static RealMatrix random(int rows, int columns) {
    Random random = new Random();
    RealMatrix matrix = new Array2DRowRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.setEntry(i, j, random.nextGaussian() / Math.sqrt(columns));
      }
    }
    return matrix;
  }
}
