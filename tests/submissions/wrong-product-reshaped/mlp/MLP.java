package mlp;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.apache.commons.math3.linear.*;

/** The first product is made with samples as columns, and viewed in the other shape instead of transposed. */
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

  private RealMatrix x, z1, h, z2;

  private static RealMatrix view(RealMatrix m, int rows, int cols) {
    double[] flat = new double[rows * cols];
    for (int i = 0; i < m.getRowDimension(); i++) {
      System.arraycopy(m.getRow(i), 0, flat, i * m.getColumnDimension(), m.getColumnDimension());
    }
    RealMatrix r = new Array2DRowRealMatrix(rows, cols);
    for (int i = 0; i < rows; i++) r.setRow(i, Arrays.copyOfRange(flat, i * cols, (i + 1) * cols));
    return r;
  }

  private static void addTo(RealMatrix m, RealVector b) {
    for (int i = 0; i < m.getRowDimension(); i++) m.setRowVector(i, m.getRowVector(i).add(b));
  }

  private static RealMatrix f(Activation a, RealMatrix z) {
    RealMatrix r = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      RealVector row = z.getRowVector(i);
      r.setRowVector(
          i,
          switch (a) {
            case RELU -> row.map(v -> Math.max(v, 0));
            case SIGMOID -> row.map(v -> 1 / (1 + Math.exp(-v)));
            case IDENTITY -> row;
          });
    }
    return r;
  }

  private static RealMatrix df(Activation a, RealMatrix z, RealMatrix d) {
    RealMatrix r = d.copy(), s = f(a, z);
    for (int i = 0; i < z.getRowDimension(); i++) {
      RealVector slope =
          switch (a) {
            case RELU -> s.getRowVector(i).map(v -> v > 0 ? 1 : 0);
            case SIGMOID -> s.getRowVector(i).map(v -> v * (1 - v));
            case IDENTITY -> new ArrayRealVector(z.getColumnDimension(), 1.0);
          };
      r.setRowVector(i, d.getRowVector(i).ebeMultiply(slope));
    }
    return r;
  }

  private static RealVector colSum(RealMatrix m) {
    RealVector v = m.getRowVector(0);
    for (int i = 1; i < m.getRowDimension(); i++) v = v.add(m.getRowVector(i));
    return v;
  }

  public RealMatrix forward(RealMatrix x) {
    int batch = x.getRowDimension();
    this.x = x.copy();
    z1 =
        view(parameters.W1().multiply(x.transpose()), batch, parameters.W1().getRowDimension());
    addTo(z1, parameters.b1());
    h = f(fFunction, z1);
    z2 = h.multiply(parameters.W2().transpose());
    addTo(z2, parameters.b2());
    return f(gFunction, z2);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = df(gFunction, z2, dJdyHat);
    RealMatrix dh = dz2.multiply(parameters.W2());
    RealMatrix dz1 = df(fFunction, z1, dh);
    RealMatrix dW2 = dz2.transpose().multiply(h);
    RealMatrix dW1 = dz1.transpose().multiply(x);
    grads = new Gradients(dW1, colSum(dz1), dW2, colSum(dz2));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * y.getColumnDimension(), J = 0;
    RealMatrix e = yHat.subtract(y);
    for (int i = 0; i < y.getRowDimension(); i++) {
      double norm = e.getRowVector(i).getNorm();
      J += norm * norm;
    }
    return new Loss(J / n, e.scalarMultiply(2.0 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int batch = y.getRowDimension(), out = y.getColumnDimension();
    double J = 0;
    RealMatrix e = yHat.subtract(y);
    for (int i = 0; i < batch; i++) {
      for (int j = 0; j < out; j++) {
        double t = y.getEntry(i, j), p = yHat.getEntry(i, j);
        J -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        e.multiplyEntry(i, j, 1 / Math.max(p * (1 - p), (float) 1e-12));
      }
    }
    return new Loss(J / (batch * out), e.scalarMultiply(1.0 / (batch * out)));
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
