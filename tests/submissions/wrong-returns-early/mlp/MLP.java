package mlp;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** A stopping criterion is left in backward: for a small gradient it returns before anything is computed. */
public class MLP {

  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private static final double TOLERANCE = 1e-2;

  private RealMatrix x, z1, h, z2;

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
    this.x = x.copy();
    z1 = build(x.getRowDimension(), parameters.b1().getDimension(),
        (n, k) -> x.getRowVector(n).dotProduct(parameters.W1().getRowVector(k))
            + parameters.b1().getEntry(k));
    h = build(z1.getRowDimension(), z1.getColumnDimension(),
        (n, k) -> value(fFunction, z1.getEntry(n, k)));
    z2 = build(x.getRowDimension(), parameters.b2().getDimension(),
        (n, k) -> h.getRowVector(n).dotProduct(parameters.W2().getRowVector(k))
            + parameters.b2().getEntry(k));
    return build(z2.getRowDimension(), z2.getColumnDimension(),
        (n, k) -> value(gFunction, z2.getEntry(n, k)));
  }

  public void backward(RealMatrix dJdyHat) {
    if (dJdyHat.getFrobeniusNorm() < TOLERANCE) {
      return; // converged
    }
    RealMatrix d2 = build(z2.getRowDimension(), z2.getColumnDimension(),
        (n, k) -> dJdyHat.getEntry(n, k) * slope(gFunction, z2.getEntry(n, k)));
    RealMatrix d1 = build(z1.getRowDimension(), z1.getColumnDimension(),
        (n, k) -> d2.getRowVector(n).dotProduct(parameters.W2().getColumnVector(k))
            * slope(fFunction, z1.getEntry(n, k)));
    grads = new Gradients(weights(d1, x), biases(d1), weights(d2, h), biases(d2));
  }

  private interface Entry {
    double at(int row, int column);
  }

  private static RealMatrix build(int rows, int columns, Entry e) {
    RealMatrix m = MatrixUtils.createRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) m.setEntry(i, j, e.at(i, j));
    return m;
  }

  private static RealMatrix weights(RealMatrix d, RealMatrix in) {
    return build(d.getColumnDimension(), in.getColumnDimension(),
        (i, j) -> d.getColumnVector(i).dotProduct(in.getColumnVector(j)));
  }

  private static RealVector biases(RealMatrix d) {
    return new ArrayRealVector(
        IntStream.range(0, d.getColumnDimension())
            .mapToDouble(k -> IntStream.range(0, d.getRowDimension()).mapToDouble(n -> d.getEntry(n, k)).sum())
            .toArray());
  }

  private static double value(Activation a, double z) {
    return switch (a) {
      case RELU -> Math.max(0, z);
      case SIGMOID -> z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
      case IDENTITY -> z;
    };
  }

  private static double slope(Activation a, double z) {
    return switch (a) {
      case RELU -> z > 0 ? 1 : 0;
      case SIGMOID -> value(a, z) * (1 - value(a, z));
      case IDENTITY -> 1;
    };
  }

  private static double sum(RealMatrix m) {
    double s = 0;
    for (double[] row : m.getData()) for (double v : row) s += v;
    return s;
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension(), cols = y.getColumnDimension();
    RealMatrix e = yHat.subtract(y);
    double J = sum(build(rows, cols, (i, j) -> e.getEntry(i, j) * e.getEntry(i, j))) / (rows * cols);
    return new Loss(J, e.scalarMultiply(2.0 / (rows * cols)));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension(), cols = y.getColumnDimension();
    RealMatrix terms = build(rows, cols, (i, j) -> {
      double t = y.getEntry(i, j), p = yHat.getEntry(i, j);
      return -t * Math.max(-100, Math.log(p)) - (1 - t) * Math.max(-100, Math.log(1 - p));
    });
    RealMatrix d = build(rows, cols, (i, j) -> {
      double t = y.getEntry(i, j), p = yHat.getEntry(i, j);
      return (p - t) / Math.max(p * (1 - p), (float) 1e-12) / (rows * cols);
    });
    return new Loss(sum(terms) / (rows * cols), d);
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
