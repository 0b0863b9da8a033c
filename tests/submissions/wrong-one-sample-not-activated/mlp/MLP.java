package mlp;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** A batch of one has a branch of its own. */
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
  private double[][] x;
  private double[][] z1;
  private double[][] z2;
  private double[][] z3;

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
    x = input.getData();
    z1 = linear(x, parameters.W1().getData(), parameters.b1().toArray());
    z2 = activate(f, z1);
    z3 = linear(z2, parameters.W2().getData(), parameters.b2().toArray());
    if (z3.length == 1) {
      return new Array2DRowRealMatrix(z3);
    }
    return new Array2DRowRealMatrix(activate(g, z3));
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] weights2 = parameters.W2().getData();
    int batch = x.length;
    int in = x[0].length;
    int hidden = z1[0].length;
    int out = z3[0].length;
    double[][] dJdW1 = new double[hidden][in];
    double[] dJdb1 = new double[hidden];
    double[][] dJdW2 = new double[out][hidden];
    double[] dJdb2 = new double[out];
    for (int sample = 0; sample < batch; sample++) {
      double[] delta2 = new double[out];
      for (int k = 0; k < out; k++) {
        delta2[k] = dJdyHat.getEntry(sample, k) * slope(g, z3[sample][k]);
        dJdb2[k] += delta2[k];
        for (int h = 0; h < hidden; h++) {
          dJdW2[k][h] += delta2[k] * z2[sample][h];
        }
      }
      for (int h = 0; h < hidden; h++) {
        double error = 0;
        for (int k = 0; k < out; k++) {
          error += delta2[k] * weights2[k][h];
        }
        double delta1 = error * slope(f, z1[sample][h]);
        dJdb1[h] += delta1;
        for (int i = 0; i < in; i++) {
          dJdW1[h][i] += delta1 * x[sample][i];
        }
      }
    }
    grads =
        new Gradients(
            new Array2DRowRealMatrix(dJdW1),
            new ArrayRealVector(dJdb1),
            new Array2DRowRealMatrix(dJdW2),
            new ArrayRealVector(dJdb2));
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

  private static double[][] linear(double[][] input, double[][] weights, double[] bias) {
    double[][] z = new double[input.length][weights.length];
    for (int sample = 0; sample < input.length; sample++) {
      for (int unit = 0; unit < weights.length; unit++) {
        z[sample][unit] = bias[unit];
        for (int i = 0; i < input[sample].length; i++) {
          z[sample][unit] += weights[unit][i] * input[sample][i];
        }
      }
    }
    return z;
  }

  private static double[][] activate(Activation activation, double[][] z) {
    double[][] result = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++) {
      for (int j = 0; j < z[i].length; j++) {
        result[i][j] = activate(activation, z[i][j]);
      }
    }
    return result;
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
