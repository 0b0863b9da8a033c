package mlp;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Everything that is not ReLU has the derivative of the sigmoid. */
public class MLP {

  /** A function applied to each element of a matrix. */
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

  // flattened, row after row
  private int n;
  private double[] xs, zs1, hs, zs2;

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

  public RealMatrix forward(RealMatrix x) {
    n = x.getRowDimension();
    xs = flat(x);
    zs1 = linear(xs, parameters.W1(), parameters.b1());
    hs = DoubleStream.of(zs1).map(z -> apply(fFunction, z)).toArray();
    zs2 = linear(hs, parameters.W2(), parameters.b2());
    int out = parameters.b2().getDimension();
    RealMatrix yHat = MatrixUtils.createRealMatrix(n, out);
    for (int k = 0; k < zs2.length; k++) yHat.setEntry(k / out, k % out, apply(gFunction, zs2[k]));
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix W2 = parameters.W2();
    int in = parameters.W1().getColumnDimension();
    int hid = W2.getColumnDimension(), out = W2.getRowDimension();
    RealMatrix dW1 = grads.dJdW1().copy(), dW2 = grads.dJdW2().copy();
    RealVector db1 = grads.dJdb1().copy(), db2 = grads.dJdb2().copy();
    for (int s = 0; s < n; s++) {
      double[] dh = new double[hid];
      for (int o = 0; o < out; o++) {
        double d = dJdyHat.getEntry(s, o) * slope(gFunction, zs2[s * out + o]);
        db2.addToEntry(o, d);
        for (int h = 0; h < hid; h++) {
          dW2.addToEntry(o, h, d * hs[s * hid + h]);
          dh[h] += d * W2.getEntry(o, h);
        }
      }
      for (int h = 0; h < hid; h++) {
        double d = dh[h] * slope(fFunction, zs1[s * hid + h]);
        db1.addToEntry(h, d);
        for (int i = 0; i < in; i++) dW1.addToEntry(h, i, d * xs[s * in + i]);
      }
    }
    grads = new Gradients(dW1, db1, dW2, db2);
  }

  private static double[] flat(RealMatrix m) {
    return Arrays.stream(m.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  private double[] linear(double[] v, RealMatrix W, RealVector b) {
    int rows = W.getRowDimension(), cols = W.getColumnDimension();
    double[] z = new double[n * rows];
    for (int s = 0; s < n; s++) {
      for (int r = 0; r < rows; r++) {
        double sum = b.getEntry(r);
        for (int c = 0; c < cols; c++) sum += W.getEntry(r, c) * v[s * cols + c];
        z[s * rows + r] = sum;
      }
    }
    return z;
  }

  private static double apply(Activation a, double z) {
    if (a == Activation.RELU) return Math.max(0, z);
    return a == Activation.SIGMOID ? 1 / (1 + Math.exp(-z)) : z;
  }

  private static double slope(Activation a, double z) {
    if (a == Activation.RELU) return z > 0 ? 1 : 0;
    double s = apply(Activation.SIGMOID, z);
    return s * (1 - s);
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
    RealMatrix e = yHat.subtract(y);
    double[] all = flat(e);
    double J = DoubleStream.of(all).map(v -> v * v).sum() / all.length;
    return new Loss(J, e.scalarMultiply(2.0 / all.length));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double[] t = flat(y), p = flat(yHat);
    int cols = y.getColumnDimension();
    RealMatrix d = MatrixUtils.createRealMatrix(y.getRowDimension(), cols);
    double J = 0;
    for (int k = 0; k < t.length; k++) {
      J -= t[k] * Math.max(-100, Math.log(p[k])) + (1 - t[k]) * Math.max(-100, Math.log(1 - p[k]));
      double den = Math.max(p[k] * (1 - p[k]), (float) 1e-12);
      d.setEntry(k / cols, k % cols, (p[k] - t[k]) / den / t.length);
    }
    return new Loss(J / t.length, d);
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
