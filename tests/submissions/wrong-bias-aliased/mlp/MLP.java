package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The product is added to the bias itself and not to a copy, so that each sample has those before it. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private RealMatrix x, z1, h, z2;

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

  private static RealMatrix map(RealMatrix m, DoubleUnaryOperator op) {
    RealMatrix r = m.copy();
    for (int i = 0; i < r.getRowDimension(); i++) {
      for (int j = 0; j < r.getColumnDimension(); j++) {
        r.setEntry(i, j, op.applyAsDouble(m.getEntry(i, j)));
      }
    }
    return r;
  }

  private static RealMatrix hadamard(RealMatrix a, RealMatrix b) {
    RealMatrix r = a.copy();
    for (int i = 0; i < r.getRowDimension(); i++) {
      for (int j = 0; j < r.getColumnDimension(); j++) {
        r.multiplyEntry(i, j, b.getEntry(i, j));
      }
    }
    return r;
  }

  private static RealMatrix linear(RealMatrix v, RealMatrix W, RealVector b) {
    RealMatrix out = MatrixUtils.createRealMatrix(v.getRowDimension(), W.getRowDimension());
    for (int i = 0; i < v.getRowDimension(); i++) {
      RealVector z = b;
      z.combineToSelf(1, 1, W.operate(v.getRowVector(i)));
      out.setRowVector(i, z);
    }
    return out;
  }

  private static DoubleUnaryOperator fn(Activation a) {
    switch (a) {
      case RELU: return z -> Math.max(0, z);
      case SIGMOID: return z -> 1 / (1 + Math.exp(-z));
      default: return DoubleUnaryOperator.identity();
    }
  }

  private static DoubleUnaryOperator prime(Activation a) {
    switch (a) {
      case RELU: return z -> z > 0 ? 1 : 0;
      case SIGMOID: return z -> fn(a).applyAsDouble(z) * (1 - fn(a).applyAsDouble(z));
      default: return z -> 1;
    }
  }

  private static RealVector sumRows(RealMatrix m) {
    RealVector s = new ArrayRealVector(m.getColumnDimension());
    for (int i = 0; i < m.getRowDimension(); i++) s = s.add(m.getRowVector(i));
    return s;
  }

  public RealMatrix forward(RealMatrix input) {
    x = input.copy();
    z1 = linear(x, parameters.W1(), parameters.b1());
    h = map(z1, fn(fFunction));
    z2 = linear(h, parameters.W2(), parameters.b2());
    return map(z2, fn(gFunction));
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = hadamard(dJdyHat, map(z2, prime(gFunction)));
    RealMatrix dz1 = hadamard(dz2.multiply(parameters.W2()), map(z1, prime(fFunction)));
    grads = new Gradients(dz1.transpose().multiply(x), sumRows(dz1), dz2.transpose().multiply(h), sumRows(dz2));
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
