package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The whole network is computed in single precision, as PyTorch does by default; the losses in
 * double.
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
  private float[][] x;
  private float[][] z1;
  private float[][] z2;
  private float[][] z3;

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

  public RealMatrix forward(RealMatrix input) {
    x = floats(input);
    z1 = linear(x, floats(parameters.W1()), parameters.b1());
    z2 = activate(f, z1);
    z3 = linear(z2, floats(parameters.W2()), parameters.b2());
    return matrix(activate(g, z3));
  }

  public void backward(RealMatrix dJdyHat) {
    float[][] delta2 = chain(floats(dJdyHat), g, z3);
    float[][] delta1 = chain(product(delta2, floats(parameters.W2())), f, z1);
    grads =
        new Gradients(
            matrix(product(transpose(delta1), x)),
            columnSums(delta1),
            matrix(product(transpose(delta2), z2)),
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
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  private static float[][] linear(float[][] input, float[][] weights, RealVector bias) {
    float[][] z = product(input, transpose(weights));
    for (float[] row : z) {
      for (int j = 0; j < row.length; j++) {
        row[j] += (float) bias.getEntry(j);
      }
    }
    return z;
  }

  private static float[][] product(float[][] a, float[][] b) {
    float[][] product = new float[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[k].length; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static float[][] transpose(float[][] matrix) {
    float[][] transpose = new float[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        transpose[j][i] = matrix[i][j];
      }
    }
    return transpose;
  }

  private static RealVector columnSums(float[][] matrix) {
    RealVector sums = new ArrayRealVector(matrix[0].length);
    for (int j = 0; j < matrix[0].length; j++) {
      float sum = 0;
      for (float[] row : matrix) {
        sum += row[j];
      }
      sums.setEntry(j, sum);
    }
    return sums;
  }

  private static float[][] activate(Activation activation, float[][] z) {
    float[][] result = new float[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        result[i][j] =
            switch (activation) {
              case RELU -> Math.max(0f, z[i][j]);
              case SIGMOID -> sigmoid(z[i][j]);
              case IDENTITY -> z[i][j];
            };
      }
    }
    return result;
  }

  private static float[][] chain(float[][] gradient, Activation activation, float[][] z) {
    float[][] result = new float[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        float slope =
            switch (activation) {
              case RELU -> z[i][j] > 0 ? 1 : 0;
              case SIGMOID -> sigmoid(z[i][j]) * (1 - sigmoid(z[i][j]));
              case IDENTITY -> 1;
            };
        result[i][j] = gradient[i][j] * slope;
      }
    }
    return result;
  }

  private static float sigmoid(float z) {
    return 1 / (1 + (float) Math.exp(-z));
  }

  private static float[][] floats(RealMatrix matrix) {
    float[][] values = new float[matrix.getRowDimension()][matrix.getColumnDimension()];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        values[i][j] = (float) matrix.getEntry(i, j);
      }
    }
    return values;
  }

  private static RealMatrix matrix(float[][] values) {
    RealMatrix matrix = new Array2DRowRealMatrix(values.length, values[0].length);
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values[i].length; j++) {
        matrix.setEntry(i, j, values[i][j]);
      }
    }
    return matrix;
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
