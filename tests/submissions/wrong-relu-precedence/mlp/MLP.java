package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Without brackets, the gradient is multiplied by the 0 of the conditional operator alone. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private double[][] x, z1, h, z2, yHat;

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

  private double[][] dense(double[][] in, double[][] W, double[] b) {
    double[][] res = new double[in.length][W.length];
    for (int i = 0; i < in.length; i++)
      for (int j = 0; j < W.length; j++) {
        res[i][j] = b[j];
        for (int k = 0; k < in[i].length; k++) res[i][j] += in[i][k] * W[j][k];
      }
    return res;
  }

  private double[][] activate(Activation act, double[][] z) {
    double[][] res = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++)
      for (int j = 0; j < z[i].length; j++)
        if (act == Activation.RELU) res[i][j] = z[i][j] > 0 ? z[i][j] : 0;
        else if (act == Activation.SIGMOID) res[i][j] = 1 / (1 + Math.exp(-z[i][j]));
        else res[i][j] = z[i][j];
    return res;
  }

  private double[][] backwardThrough(Activation act, double[][] z, double[][] a, double[][] d) {
    double[][] res = new double[z.length][z[0].length];
    for (int i = 0; i < z.length; i++)
      for (int j = 0; j < z[i].length; j++)
        if (act == Activation.RELU) res[i][j] = z[i][j] > 0 ? 1 : 0 * d[i][j];
        else if (act == Activation.SIGMOID) res[i][j] = a[i][j] * (1 - a[i][j]) * d[i][j];
        else res[i][j] = d[i][j];
    return res;
  }

  private RealMatrix weightGrad(double[][] dz, double[][] in) {
    RealMatrix g = MatrixUtils.createRealMatrix(dz[0].length, in[0].length);
    for (int n = 0; n < dz.length; n++)
      for (int j = 0; j < dz[n].length; j++)
        for (int k = 0; k < in[n].length; k++) g.addToEntry(j, k, dz[n][j] * in[n][k]);
    return g;
  }

  private RealVector biasGrad(double[][] dz) {
    double[] g = new double[dz[0].length];
    for (double[] row : dz)
      for (int j = 0; j < g.length; j++) g[j] += row[j];
    return new ArrayRealVector(g);
  }

  public RealMatrix forward(RealMatrix xs) {
    x = xs.getData();
    z1 = dense(x, parameters.W1().getData(), parameters.b1().toArray());
    h = activate(fFunction, z1);
    z2 = dense(h, parameters.W2().getData(), parameters.b2().toArray());
    yHat = activate(gFunction, z2);
    return MatrixUtils.createRealMatrix(yHat);
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] dz2 = backwardThrough(gFunction, z2, yHat, dJdyHat.getData());
    double[][] W2 = parameters.W2().getData();
    double[][] dh = new double[h.length][h[0].length];
    for (int n = 0; n < dh.length; n++)
      for (int k = 0; k < dh[n].length; k++)
        for (int j = 0; j < W2.length; j++) dh[n][k] += dz2[n][j] * W2[j][k];
    double[][] dz1 = backwardThrough(fFunction, z1, h, dh);
    grads = new Gradients(weightGrad(dz1, x), biasGrad(dz1), weightGrad(dz2, h), biasGrad(dz2));
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
    int n = y.getRowDimension(), m = y.getColumnDimension();
    double sum = 0;
    RealMatrix grad = MatrixUtils.createRealMatrix(n, m);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        double e = yHat.getEntry(i, j) - y.getEntry(i, j);
        sum += e * e;
        grad.setEntry(i, j, 2 * e / (n * m));
      }
    }
    return new Loss(sum / (n * m), grad);
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
