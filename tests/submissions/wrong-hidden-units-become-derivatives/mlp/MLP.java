package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The hidden units are turned into derivatives in place before the gradient of W2 uses them. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private double[][] x, h, yHat;

  public MLP(
      int linear1InFeatures, int linear1OutFeatures, Activation fFunction,
      int linear2InFeatures, int linear2OutFeatures, Activation gFunction) {
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

  private static double[][] affine(double[][] v, RealMatrix W, RealVector b) {
    double[][] z = new double[v.length][];
    for (int i = 0; i < v.length; i++) {
      z[i] = W.operate(v[i]);
      for (int j = 0; j < z[i].length; j++) z[i][j] += b.getEntry(j);
    }
    return z;
  }

  private static void activate(double[][] a, Activation act) {
    for (double[] row : a) {
      for (int j = 0; j < row.length; j++) {
        row[j] = switch (act) {
          case RELU -> Math.max(row[j], 0);
          case SIGMOID -> 1 / (1 + Math.exp(-row[j]));
          case IDENTITY -> row[j];
        };
      }
    }
  }

  private static double[][] toDerivative(double[][] a, Activation act) {
    for (double[] row : a) {
      for (int j = 0; j < row.length; j++) {
        row[j] = switch (act) {
          case RELU -> row[j] > 0 ? 1 : 0;
          case SIGMOID -> row[j] * (1 - row[j]);
          case IDENTITY -> 1;
        };
      }
    }
    return a;
  }

  private static RealMatrix times(RealMatrix d, double[][] slope) {
    RealMatrix r = d.copy();
    for (int i = 0; i < slope.length; i++) {
      for (int j = 0; j < slope[i].length; j++) r.multiplyEntry(i, j, slope[i][j]);
    }
    return r;
  }

  private static RealVector sum(RealMatrix m) {
    double[] s = new double[m.getColumnDimension()];
    for (double[] row : m.getData()) {
      for (int j = 0; j < s.length; j++) s[j] += row[j];
    }
    return new ArrayRealVector(s);
  }

  public RealMatrix forward(RealMatrix input) {
    x = input.getData();
    h = affine(x, parameters.W1(), parameters.b1());
    activate(h, fFunction);
    yHat = affine(h, parameters.W2(), parameters.b2());
    activate(yHat, gFunction);
    return MatrixUtils.createRealMatrix(yHat);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = times(dJdyHat, toDerivative(yHat, gFunction));
    RealMatrix dz1 = times(dz2.multiply(parameters.W2()), toDerivative(h, fFunction));

    RealMatrix dJdW2 = dz2.transpose().multiply(MatrixUtils.createRealMatrix(h));
    RealMatrix dJdW1 = dz1.transpose().multiply(MatrixUtils.createRealMatrix(x));
    grads = new Gradients(dJdW1, sum(dz1), dJdW2, sum(dz2));
  }

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

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix d = yHat.subtract(y);
    int count = d.getRowDimension() * d.getColumnDimension();
    double norm = d.getFrobeniusNorm();
    return new Loss(norm * norm / count, d.scalarMultiply(2.0 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension(), m = y.getColumnDimension();
    double eps = (float) 1e-12;
    double sum = 0;
    RealMatrix grad = MatrixUtils.createRealMatrix(n, m);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double t = y.getEntry(i, j), p = yHat.getEntry(i, j);
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        grad.setEntry(i, j, (p - t) / Math.max(p * (1 - p), eps) / (n * m));
      }
    }
    return new Loss(sum / (n * m), grad);
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
}
