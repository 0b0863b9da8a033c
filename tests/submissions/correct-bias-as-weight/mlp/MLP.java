package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Samples in columns, and the bias as one more column of the weights. */
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
  private RealMatrix extendedInput;
  private RealMatrix z1;
  private RealMatrix extendedHidden;
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
    extendedInput = withOnesBelow(x.transpose());
    z1 = beside(parameters.W1(), parameters.b1()).multiply(extendedInput);
    extendedHidden = withOnesBelow(activate(f, z1));
    z3 = beside(parameters.W2(), parameters.b2()).multiply(extendedHidden);
    return activate(g, z3).transpose();
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = chain(dJdyHat.transpose(), g, z3);
    RealMatrix delta1 = chain(parameters.W2().transpose().multiply(delta2), f, z1);
    RealMatrix first = delta1.multiply(extendedInput.transpose());
    RealMatrix second = delta2.multiply(extendedHidden.transpose());
    grads =
        new Gradients(
            withoutLastColumn(first),
            lastColumn(first),
            withoutLastColumn(second),
            lastColumn(second));
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
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  private static RealMatrix withOnesBelow(RealMatrix matrix) {
    RealMatrix extended =
        new Array2DRowRealMatrix(matrix.getRowDimension() + 1, matrix.getColumnDimension());
    extended.setSubMatrix(matrix.getData(), 0, 0);
    for (int j = 0; j < matrix.getColumnDimension(); j++) {
      extended.setEntry(matrix.getRowDimension(), j, 1);
    }
    return extended;
  }

  private static RealMatrix beside(RealMatrix matrix, RealVector column) {
    RealMatrix extended =
        new Array2DRowRealMatrix(matrix.getRowDimension(), matrix.getColumnDimension() + 1);
    extended.setSubMatrix(matrix.getData(), 0, 0);
    extended.setColumnVector(matrix.getColumnDimension(), column);
    return extended;
  }

  private static RealMatrix withoutLastColumn(RealMatrix matrix) {
    return matrix.getSubMatrix(0, matrix.getRowDimension() - 1, 0, matrix.getColumnDimension() - 2);
  }

  private static RealVector lastColumn(RealMatrix matrix) {
    return matrix.getColumnVector(matrix.getColumnDimension() - 1);
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
