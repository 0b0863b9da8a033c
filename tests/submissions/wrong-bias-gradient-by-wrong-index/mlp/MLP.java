package mlp;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The gradients of the biases are summed with the wrong index of a flat array. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private int batch;
  private double[] x, z1, h, z2;

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

  private static double[] flatten(RealMatrix m) {
    return Arrays.stream(m.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static RealMatrix toMatrix(double[] a, int cols) {
    double[][] r = new double[a.length / cols][];
    for (int i = 0; i < r.length; i++) r[i] = Arrays.copyOfRange(a, i * cols, (i + 1) * cols);
    return MatrixUtils.createRealMatrix(r);
  }

  private static double act(Activation a, double z) {
    if (a == Activation.RELU) return Math.max(z, 0);
    if (a == Activation.SIGMOID) return 1 / (1 + Math.exp(-z));
    return z;
  }

  private static double dAct(Activation a, double z) {
    if (a == Activation.RELU) return z > 0 ? 1 : 0;
    if (a == Activation.SIGMOID) return act(a, z) * (1 - act(a, z));
    return 1;
  }

  private static double[] linear(double[] v, int in, double[] w, double[] b) {
    int out = b.length;
    double[] z = new double[v.length / in * out];
    for (int p = 0; p < z.length; p++) {
      int row = p / out, col = p % out;
      z[p] = b[col];
      for (int k = 0; k < in; k++) z[p] += v[row * in + k] * w[col * in + k];
    }
    return z;
  }

  private double[] columnSum(double[] d, int width) {
    double[] sum = new double[width];
    for (int p = 0; p < d.length; p++) sum[p / batch] += d[p];
    return sum;
  }

  private double[] outer(double[] d, int rows, double[] v, int cols) {
    double[] g = new double[rows * cols];
    for (int n = 0; n < batch; n++)
      for (int p = 0; p < g.length; p++) g[p] += d[n * rows + p / cols] * v[n * cols + p % cols];
    return g;
  }

  public RealMatrix forward(RealMatrix xm) {
    batch = xm.getRowDimension();
    x = flatten(xm);
    z1 = linear(x, xm.getColumnDimension(), flatten(parameters.W1()), parameters.b1().toArray());
    h = Arrays.stream(z1).map(v -> act(fFunction, v)).toArray();
    z2 = linear(h, parameters.b1().getDimension(), flatten(parameters.W2()), parameters.b2().toArray());
    return toMatrix(Arrays.stream(z2).map(v -> act(gFunction, v)).toArray(), parameters.b2().getDimension());
  }

  public void backward(RealMatrix dJdyHat) {
    int in = x.length / batch, hidden = h.length / batch, out = z2.length / batch;
    double[] w2 = flatten(parameters.W2());
    double[] d2 = flatten(dJdyHat);
    for (int p = 0; p < d2.length; p++) d2[p] *= dAct(gFunction, z2[p]);
    double[] d1 = new double[batch * hidden];
    for (int p = 0; p < d1.length; p++) {
      int row = p / hidden, col = p % hidden;
      for (int o = 0; o < out; o++) d1[p] += d2[row * out + o] * w2[o * hidden + col];
      d1[p] *= dAct(fFunction, z1[p]);
    }
    grads = new Gradients(
        toMatrix(outer(d1, hidden, x, in), in), new ArrayRealVector(columnSum(d1, hidden)),
        toMatrix(outer(d2, out, h, hidden), hidden), new ArrayRealVector(columnSum(d2, out)));
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
    double J = Arrays.stream(e.getData()).flatMapToDouble(Arrays::stream).map(v -> v * v).average().orElse(0);
    return new Loss(J, e.scalarMultiply(2.0 / e.getRowDimension() / e.getColumnDimension()));
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
