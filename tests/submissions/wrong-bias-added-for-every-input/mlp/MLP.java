package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    if (linear1OutFeatures != linear2InFeatures) {
      throw new IllegalArgumentException("sizes do not fit");
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

  private double[][] x;
  private double[][] z1;
  private double[][] z2;
  private double[][] z3;
  private double[][] out;

  public RealMatrix forward(RealMatrix input) {
    x = input.getData();
    double[][] w1 = parameters.W1().getData();
    double[] b1 = parameters.b1().toArray();
    double[][] w2 = parameters.W2().getData();
    double[] b2 = parameters.b2().toArray();
    int n = x.length;
    int in = x[0].length;
    int hid = w1.length;
    int k = w2.length;
    z1 = new double[n][hid];
    z2 = new double[n][hid];
    z3 = new double[n][k];
    out = new double[n][k];
    for (int s = 0; s < n; s++) {
      for (int h = 0; h < hid; h++) {
        double sum = 0;
        for (int i = 0; i < in; i++) {
          sum += w1[h][i] * x[s][i] + b1[h];
        }
        z1[s][h] = sum;
        z2[s][h] = act(fFunction, sum);
      }
      for (int o = 0; o < k; o++) {
        double sum = b2[o];
        for (int h = 0; h < hid; h++) {
          sum += w2[o][h] * z2[s][h];
        }
        z3[s][o] = sum;
        out[s][o] = act(gFunction, sum);
      }
    }
    return MatrixUtils.createRealMatrix(out);
  }

  private static double act(Activation a, double z) {
    if (a == Activation.RELU) {
      return z > 0 ? z : 0;
    } else if (a == Activation.SIGMOID) {
      return 1 / (1 + Math.exp(-z));
    } else {
      return z;
    }
  }

  private static double dact(Activation a, double z) {
    if (a == Activation.RELU) {
      return z > 0 ? 1 : 0;
    } else if (a == Activation.SIGMOID) {
      double s = 1 / (1 + Math.exp(-z));
      return s * (1 - s);
    } else {
      return 1;
    }
  }

  public void backward(RealMatrix dJdyHat) {
    int n = x.length;
    int in = x[0].length;
    int hid = z1[0].length;
    int k = z3[0].length;
    double[][] w2 = parameters.W2().getData();
    double[][] dw1 = new double[hid][in];
    double[] db1 = new double[hid];
    double[][] dw2 = new double[k][hid];
    double[] db2 = new double[k];
    for (int s = 0; s < n; s++) {
      double[] d2 = new double[k];
      for (int o = 0; o < k; o++) {
        d2[o] = dJdyHat.getEntry(s, o) * dact(gFunction, z3[s][o]);
        db2[o] += d2[o];
        for (int h = 0; h < hid; h++) {
          dw2[o][h] += d2[o] * z2[s][h];
        }
      }
      for (int h = 0; h < hid; h++) {
        double back = 0;
        for (int o = 0; o < k; o++) {
          back += w2[o][h] * d2[o];
        }
        double d1 = back * dact(fFunction, z1[s][h]);
        db1[h] += d1;
        for (int i = 0; i < in; i++) {
          dw1[h][i] += d1 * x[s][i];
        }
      }
    }
    grads =
        new Gradients(
            MatrixUtils.createRealMatrix(dw1),
            new ArrayRealVector(db1),
            MatrixUtils.createRealMatrix(dw2),
            new ArrayRealVector(db2));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension();
    int k = y.getColumnDimension();
    double total = 0;
    double[][] g = new double[n][k];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        double diff = yHat.getEntry(i, j) - y.getEntry(i, j);
        total += diff * diff;
        g[i][j] = 2 * diff / (n * k);
      }
    }
    return new Loss(total / (n * k), MatrixUtils.createRealMatrix(g));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension();
    int k = y.getColumnDimension();
    double total = 0;
    double[][] g = new double[n][k];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < k; j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        double logP = Math.max(Math.log(p), -100);
        double logQ = Math.max(Math.log(1 - p), -100);
        total -= t * logP + (1 - t) * logQ;
        g[i][j] = (p - t) / Math.max(p * (1 - p), (float) 1e-12) / (n * k);
      }
    }
    return new Loss(total / (n * k), MatrixUtils.createRealMatrix(g));
  }
}
