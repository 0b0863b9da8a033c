package mlp;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.apache.commons.math3.linear.*;

/** Sums of the rows and of the columns are multiplied where a matrix product should be. */
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

  private final Activation fFunction;
  private final Activation gFunction;

  private double[][] xc, z1c, hc, z2c;

  private static double sigmoid(double z) {
    if (z < 0) {
      double e = Math.exp(z);
      return e / (1 + e);
    }
    return 1 / (1 + Math.exp(-z));
  }

  private static double[][] activation(double[][] z, Activation a) {
    double[][] r = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      r[i] = z[i].clone();
      for (int j = 0; j < r[i].length; j++) {
        if (a == Activation.RELU && r[i][j] < 0) r[i][j] = 0;
        if (a == Activation.SIGMOID) r[i][j] = sigmoid(r[i][j]);
      }
    }
    return r;
  }

  private static double[][] timesActivationGrad(double[][] d, double[][] z, Activation a) {
    double[][] r = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      r[i] = d[i].clone();
      for (int j = 0; j < r[i].length; j++) {
        if (a == Activation.RELU && z[i][j] <= 0) r[i][j] = 0;
        if (a == Activation.SIGMOID) r[i][j] *= sigmoid(z[i][j]) * (1 - sigmoid(z[i][j]));
      }
    }
    return r;
  }

  private static double[][] linear(double[][] in, double[][] w, double[] b) {
    double[][] z = new double[in.length][];
    for (int n = 0; n < in.length; n++) {
      z[n] = b.clone();
      for (int i = 0; i < w.length; i++) {
        for (int j = 0; j < w[i].length; j++) z[n][i] += w[i][j] * in[n][j];
      }
    }
    return z;
  }

  private static double[][] weightGrad(double[][] d, double[][] in) {
    double[][] g = new double[d[0].length][in[0].length];
    for (int n = 0; n < d.length; n++)
      for (int i = 0; i < g.length; i++)
        for (int j = 0; j < g[i].length; j++) g[i][j] += d[n][i] * in[n][j];
    return g;
  }

  private static double[] sum0(double[][] d) {
    double[] s = new double[d[0].length];
    for (double[] row : d) for (int j = 0; j < row.length; j++) s[j] += row[j];
    return s;
  }

  public RealMatrix forward(RealMatrix x) {
    xc = x.getData();
    z1c = linear(xc, parameters.W1().getData(), parameters.b1().toArray());
    hc = activation(z1c, fFunction);
    z2c = linear(hc, parameters.W2().getData(), parameters.b2().toArray());
    return new Array2DRowRealMatrix(activation(z2c, gFunction));
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] dz2 = timesActivationGrad(dJdyHat.getData(), z2c, gFunction);
    double[] w2 = sum0(parameters.W2().getData());
    double[][] dh = new double[dz2.length][w2.length];
    for (int n = 0; n < dz2.length; n++) {
      double upstream = 0;
      for (double v : dz2[n]) upstream += v;
      for (int j = 0; j < w2.length; j++) dh[n][j] = upstream * w2[j];
    }
    double[][] dz1 = timesActivationGrad(dh, z1c, fFunction);
    grads =
        new Gradients(
            new Array2DRowRealMatrix(weightGrad(dz1, xc)),
            new ArrayRealVector(sum0(dz1)),
            new Array2DRowRealMatrix(weightGrad(dz2, hc)),
            new ArrayRealVector(sum0(dz2)));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension();
    int cols = y.getColumnDimension();
    double sum = 0;
    RealMatrix g = MatrixUtils.createRealMatrix(rows, cols);
    double factor = 2.0 / (rows * cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double d = yHat.getEntry(i, j) - y.getEntry(i, j);
        sum += d * d;
        g.setEntry(i, j, factor * d);
      }
    }
    return new Loss(sum / (rows * cols), g);
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension();
    int cols = y.getColumnDimension();
    double sum = 0;
    RealMatrix g = MatrixUtils.createRealMatrix(rows, cols);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double t = y.getEntry(i, j), p = yHat.getEntry(i, j);
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        g.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / (rows * cols));
      }
    }
    return new Loss(sum / (rows * cols), g);
  }

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
