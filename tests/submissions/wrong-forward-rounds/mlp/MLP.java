package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The predictions rounded to one decimal, as if to be printed. */
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
    return rounded(activate(g, z3));
  }

  private static RealMatrix rounded(RealMatrix values) {
    RealMatrix result = values.copy();
    for (int i = 0; i < values.getRowDimension(); i++) {
      for (int j = 0; j < values.getColumnDimension(); j++) {
        result.setEntry(i, j, Math.round(values.getEntry(i, j) * 10) / 10.0);
      }
    }
    return result;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = chain(dJdyHat, g, z3);
    RealMatrix delta1 = chain(product(delta2, parameters.W2()), f, z1);
    grads =
        new Gradients(
            product(delta1.transpose(), x),
            columnSums(delta1),
            product(delta2.transpose(), z2),
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
    RealMatrix dJdyHat = yHat.copy();
    double sum = 0;
    for (int i = y.getRowDimension() - 1; i >= 0; i--) {
      for (int j = y.getColumnDimension() - 1; j >= 0; j--) {
        double difference = y.getEntry(i, j) - yHat.getEntry(i, j);
        sum += difference * difference;
        dJdyHat.setEntry(i, j, -2 * difference / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix dJdyHat = yHat.copy();
    double J = 0;
    for (int j = y.getColumnDimension() - 1; j >= 0; j--) {
      for (int i = y.getRowDimension() - 1; i >= 0; i--) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        J += (1 - t) / n * Math.min(-Math.log(1 - p), 100) + t / n * Math.min(-Math.log(p), 100);
        double denominator = Math.max((1 - p) * p, 9.999999960041972e-13);
        dJdyHat.setEntry(i, j, -(t - p) / denominator / n);
      }
    }
    return new Loss(J, dJdyHat);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = product(input, weights.transpose());
    for (int j = 0; j < bias.getDimension(); j++) {
      z.setColumnVector(j, z.getColumnVector(j).mapAdd(bias.getEntry(j)));
    }
    return z;
  }

  private static RealMatrix product(RealMatrix a, RealMatrix b) {
    RealMatrix product = new Array2DRowRealMatrix(a.getRowDimension(), b.getColumnDimension());
    for (int j = b.getColumnDimension() - 1; j >= 0; j--) {
      for (int i = a.getRowDimension() - 1; i >= 0; i--) {
        double sum = 0;
        for (int k = a.getColumnDimension() - 1; k >= 0; k--) {
          sum += a.getEntry(i, k) * b.getEntry(k, j);
        }
        product.setEntry(i, j, sum);
      }
    }
    return product;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    RealVector sums = new ArrayRealVector(matrix.getColumnDimension());
    for (int i = matrix.getRowDimension() - 1; i >= 0; i--) {
      sums = matrix.getRowVector(i).add(sums);
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
