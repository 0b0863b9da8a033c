package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The sum of a product of matrices begins at zero in each row, and not in each entry. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private double[][] x, z1, a1, z2;

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

  // a * b^T
  private static double[][] matmulNT(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        double s = 0;
        for (int k = 0; k < a[i].length; k++) s += a[i][k] * b[j][k];
        c[i][j] = s;
      }
    }
    return c;
  }

  // a^T * b
  private static double[][] matmulTN(double[][] a, double[][] b) {
    int rows = a[0].length, cols = b[0].length;
    double[][] c = new double[rows][cols];
    for (int i = 0; i < rows; i++) {
      double s = 0;
      for (int j = 0; j < cols; j++) {
        for (int k = 0; k < a.length; k++) s += a[k][i] * b[k][j];
        c[i][j] = s;
      }
    }
    return c;
  }

  private static void addRow(double[][] a, RealVector v) {
    for (double[] row : a) {
      for (int j = 0; j < row.length; j++) row[j] += v.getEntry(j);
    }
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double[][] act(double[][] z, Activation f) {
    double[][] a = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      a[i] = z[i].clone();
      for (int j = 0; j < a[i].length; j++) {
        if (f == Activation.RELU) a[i][j] = Math.max(0, a[i][j]);
        if (f == Activation.SIGMOID) a[i][j] = sigmoid(a[i][j]);
      }
    }
    return a;
  }

  private static void mulPrime(double[][] d, double[][] z, Activation f) {
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        if (f == Activation.RELU && !(z[i][j] > 0)) d[i][j] = 0;
        if (f == Activation.SIGMOID) d[i][j] *= sigmoid(z[i][j]) * (1 - sigmoid(z[i][j]));
      }
    }
  }

  private static double[] sum0(double[][] a) {
    double[] s = new double[a[0].length];
    for (int j = 0; j < s.length; j++) {
      for (double[] row : a) s[j] += row[j];
    }
    return s;
  }

  public RealMatrix forward(RealMatrix xMatrix) {
    x = xMatrix.getData();
    z1 = matmulNT(x, parameters.W1().getData());
    addRow(z1, parameters.b1());
    a1 = act(z1, fFunction);
    z2 = matmulNT(a1, parameters.W2().getData());
    addRow(z2, parameters.b2());
    return MatrixUtils.createRealMatrix(act(z2, gFunction));
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] d2 = dJdyHat.getData();
    mulPrime(d2, z2, gFunction);
    double[][] d1 = matmulNT(d2, parameters.W2().transpose().getData());
    mulPrime(d1, z1, fFunction);
    grads = new Gradients(
        MatrixUtils.createRealMatrix(matmulTN(d1, x)), new ArrayRealVector(sum0(d1)),
        MatrixUtils.createRealMatrix(matmulTN(d2, a1)), new ArrayRealVector(sum0(d2)));
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
    RealMatrix diff = yHat.subtract(y);
    double count = diff.getRowDimension() * diff.getColumnDimension();
    double J = 0;
    for (double[] row : diff.getData()) {
      for (double d : row) {
        J += d * d / count;
      }
    }
    return new Loss(J, diff.scalarMultiply(2 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double[][] t = y.getData(), p = yHat.getData();
    double[][] d = new double[t.length][t[0].length];
    double count = t.length * t[0].length;
    double J = 0;
    for (int i = 0; i < t.length; i++) {
      for (int j = 0; j < t[i].length; j++) {
        J += -(t[i][j] * safeLog(p[i][j]) + (1 - t[i][j]) * safeLog(1 - p[i][j]));
        double den = Math.max(p[i][j] * (1 - p[i][j]), (float) 1e-12);
        d[i][j] = (p[i][j] - t[i][j]) / (den * count);
      }
    }
    return new Loss(J / count, MatrixUtils.createRealMatrix(d));
  }

  private static double safeLog(double v) {
    return Math.max(-100, Math.log(v));
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
