package mlp;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Plain loops over arrays. */
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

  private static final int IN = 2;
  private static final int HIDDEN = 20;
  private static final int OUT = 5;

  private final Activation f;
  private final Activation g;
  private RealMatrix x;
  private double[][] s1;
  private double[][] h1;
  private double[][] s2;

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
            new Array2DRowRealMatrix(random(linear1OutFeatures, linear1InFeatures)),
            new ArrayRealVector(random(1, linear1OutFeatures)[0]),
            new Array2DRowRealMatrix(random(linear2OutFeatures, linear2InFeatures)),
            new ArrayRealVector(random(1, linear2OutFeatures)[0]));
    clearGradAndCache();
  }

  public RealMatrix forward(RealMatrix input) {
    int batch = input.getRowDimension();
    x = input.copy();
    s1 = new double[batch][HIDDEN];
    h1 = new double[batch][HIDDEN];
    s2 = new double[batch][OUT];
    double[][] yHat = new double[batch][OUT];
    for (int n = 0; n < batch; n++) {
      for (int j = 0; j < HIDDEN; j++) {
        s1[n][j] = parameters.b1().getEntry(j);
        for (int i = 0; i < IN; i++) {
          s1[n][j] += parameters.W1().getEntry(j, i) * x.getEntry(n, i);
        }
        h1[n][j] = activate(f, s1[n][j]);
      }
      for (int k = 0; k < OUT; k++) {
        s2[n][k] = parameters.b2().getEntry(k);
        for (int j = 0; j < HIDDEN; j++) {
          s2[n][k] += parameters.W2().getEntry(k, j) * h1[n][j];
        }
        yHat[n][k] = activate(g, s2[n][k]);
      }
    }
    return new Array2DRowRealMatrix(yHat);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dJdW1 = new Array2DRowRealMatrix(HIDDEN, IN);
    RealVector dJdb1 = new ArrayRealVector(HIDDEN);
    RealMatrix dJdW2 = new Array2DRowRealMatrix(OUT, HIDDEN);
    RealVector dJdb2 = new ArrayRealVector(OUT);
    for (int n = 0; n < dJdyHat.getRowDimension(); n++) {
      double[] d1 = new double[HIDDEN];
      for (int k = 0; k < OUT; k++) {
        double d2 = dJdyHat.getEntry(n, k) * slope(g, s2[n][k]);
        dJdb2.addToEntry(k, d2);
        for (int j = 0; j < HIDDEN; j++) {
          dJdW2.addToEntry(k, j, d2 * h1[n][j]);
          d1[j] += d2 * parameters.W2().getEntry(k, j);
        }
      }
      for (int j = 0; j < HIDDEN; j++) {
        d1[j] *= slope(f, s1[n][j]);
        dJdb1.addToEntry(j, d1[j]);
        for (int i = 0; i < IN; i++) {
          dJdW1.addToEntry(j, i, d1[j] * x.getEntry(n, i));
        }
      }
    }
    grads = new Gradients(dJdW1, dJdb1, dJdW2, dJdb2);
  }

  public void clearGradAndCache() {
    int in = parameters.W1().getColumnDimension();
    int hidden = parameters.b1().getDimension();
    int out = parameters.b2().getDimension();
    grads =
        new Gradients(
            new Array2DRowRealMatrix(hidden, in),
            new ArrayRealVector(hidden),
            new Array2DRowRealMatrix(out, hidden),
            new ArrayRealVector(out));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int batch = y.getRowDimension();
    int out = y.getColumnDimension();
    double[][] dJdyHat = new double[batch][out];
    double J = 0;
    for (int i = 0; i < batch; i++) {
      for (int k = 0; k < out; k++) {
        double difference = yHat.getEntry(i, k) - y.getEntry(i, k);
        J += difference * difference / (batch * out);
        dJdyHat[i][k] = 2 * difference / (batch * out);
      }
    }
    return new Loss(J, new Array2DRowRealMatrix(dJdyHat));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int batch = y.getRowDimension();
    int out = y.getColumnDimension();
    double[][] dJdyHat = new double[batch][out];
    double J = 0;
    for (int i = 0; i < batch; i++) {
      for (int k = 0; k < out; k++) {
        double t = y.getEntry(i, k);
        double p = yHat.getEntry(i, k);
        J -= t * Math.max(Math.log(p), -100) / (batch * out);
        J -= (1 - t) * Math.max(Math.log(1 - p), -100) / (batch * out);
        dJdyHat[i][k] = (p - t) / Math.max(p * (1 - p), (float) 1e-12) / (batch * out);
      }
    }
    return new Loss(J, new Array2DRowRealMatrix(dJdyHat));
  }

  private static double activate(Activation activation, double z) {
    return switch (activation) {
      case RELU -> z > 0 ? z : 0;
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case IDENTITY -> z;
    };
  }

  private static double slope(Activation activation, double z) {
    return switch (activation) {
      case RELU -> z > 0 ? 1 : 0;
      case SIGMOID -> activate(activation, z) * (1 - activate(activation, z));
      case IDENTITY -> 1;
    };
  }

  private static double[][] random(int rows, int columns) {
    Random random = new Random();
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, i -> random.nextGaussian() / Math.sqrt(columns));
    }
    return values;
  }
}
