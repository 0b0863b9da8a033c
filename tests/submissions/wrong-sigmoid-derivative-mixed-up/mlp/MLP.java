package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.OpenMapRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The sigmoid's derivative with z in place of one of its two sigmoids. */
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
    int batch = dJdyHat.getRowDimension();
    int out = parameters.W2().getRowDimension();
    int hidden = parameters.W1().getRowDimension();
    int in = parameters.W1().getColumnDimension();
    RealMatrix delta2 = new OpenMapRealMatrix(batch, out);
    for (int i = 0; i < batch; i++) {
      for (int k = 0; k < out; k++) {
        delta2.setEntry(i, k, dJdyHat.getEntry(i, k) * derivative(g, z3.getEntry(i, k)));
      }
    }
    RealMatrix delta1 = new OpenMapRealMatrix(batch, hidden);
    for (int i = 0; i < batch; i++) {
      for (int h = 0; h < hidden; h++) {
        for (int k = 0; k < out; k++) {
          delta1.addToEntry(
              i,
              h,
              delta2.getEntry(i, k)
                  * parameters.W2().getEntry(k, h)
                  * derivative(f, z1.getEntry(i, h)));
        }
      }
    }
    RealMatrix dJdW1 = new OpenMapRealMatrix(hidden, in);
    RealVector dJdb1 = new ArrayRealVector(hidden);
    for (int h = 0; h < hidden; h++) {
      for (int i = 0; i < batch; i++) {
        dJdb1.addToEntry(h, delta1.getEntry(i, h));
        for (int j = 0; j < in; j++) {
          dJdW1.addToEntry(h, j, delta1.getEntry(i, h) * x.getEntry(i, j));
        }
      }
    }
    RealMatrix dJdW2 = new OpenMapRealMatrix(out, hidden);
    RealVector dJdb2 = new ArrayRealVector(out);
    for (int k = 0; k < out; k++) {
      for (int i = 0; i < batch; i++) {
        dJdb2.addToEntry(k, delta2.getEntry(i, k));
        for (int h = 0; h < hidden; h++) {
          dJdW2.addToEntry(k, h, delta2.getEntry(i, k) * z2.getEntry(i, h));
        }
      }
    }
    grads = new Gradients(dJdW1, dJdb1, dJdW2, dJdb2);
  }

  public void clearGradAndCache() {
    grads =
        new Gradients(
            new OpenMapRealMatrix(
                parameters.W1().getRowDimension(), parameters.W1().getColumnDimension()),
            new ArrayRealVector(parameters.b1().getDimension()),
            new OpenMapRealMatrix(
                parameters.W2().getRowDimension(), parameters.W2().getColumnDimension()),
            new ArrayRealVector(parameters.b2().getDimension()));
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

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = new OpenMapRealMatrix(input.getRowDimension(), weights.getRowDimension());
    for (int i = 0; i < input.getRowDimension(); i++) {
      for (int j = 0; j < weights.getRowDimension(); j++) {
        z.setEntry(i, j, bias.getEntry(j));
        for (int k = 0; k < input.getColumnDimension(); k++) {
          z.addToEntry(i, j, input.getEntry(i, k) * weights.getEntry(j, k));
        }
      }
    }
    return z;
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    RealMatrix result = new Array2DRowRealMatrix(z.getRowDimension(), z.getColumnDimension());
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        if (activation == Activation.RELU) {
          if (z.getEntry(i, j) > 0) {
            result.setEntry(i, j, z.getEntry(i, j));
          } else {
            result.setEntry(i, j, 0);
          }
        } else if (activation == Activation.SIGMOID) {
          result.setEntry(i, j, 1.0 / (1.0 + Math.pow(Math.E, -z.getEntry(i, j))));
        } else {
          result.setEntry(i, j, z.getEntry(i, j));
        }
      }
    }
    return result;
  }

  private static double derivative(Activation activation, double z) {
    if (activation == Activation.RELU) {
      if (z > 0) {
        return 1;
      } else {
        return 0;
      }
    } else if (activation == Activation.SIGMOID) {
      double sigmoid = 1.0 / (1.0 + Math.pow(Math.E, -z));
      return sigmoid * (1.0 - z);
    } else {
      return 1;
    }
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
