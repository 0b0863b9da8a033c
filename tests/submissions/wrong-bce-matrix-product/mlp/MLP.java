package mlp;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** BCE adds up all entries of a matrix product of the labels and the logarithms. */
public class MLP {

  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private RealMatrix[] cache;

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
    Parameters p = parameters;
    RealMatrix z1 = broadcastAdd(x.multiply(p.W1().transpose()), p.b1());
    RealMatrix a1 = lift(act(fFunction)).of(z1);
    RealMatrix z2 = broadcastAdd(a1.multiply(p.W2().transpose()), p.b2());
    cache = new RealMatrix[] {x.copy(), z1, a1, z2};
    return lift(act(gFunction)).of(z2);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = ebe(dJdyHat, lift(dAct(gFunction)).of(cache[3]));
    RealMatrix dz1 = ebe(dz2.multiply(parameters.W2()), lift(dAct(fFunction)).of(cache[1]));
    grads =
        new Gradients(
            dz1.transpose().multiply(cache[0]),
            sumAxis0(dz1),
            dz2.transpose().multiply(cache[2]),
            sumAxis0(dz2));
  }

  private interface MatrixFunction {
    RealMatrix of(RealMatrix m);
  }

  private static MatrixFunction lift(DoubleUnaryOperator op) {
    return m ->
        MatrixUtils.createRealMatrix(
            Arrays.stream(m.getData())
                .map(row -> Arrays.stream(row).map(op).toArray())
                .toArray(double[][]::new));
  }

  private static DoubleUnaryOperator act(Activation a) {
    return switch (a) {
      case RELU -> v -> Math.max(0, v);
      case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
      case IDENTITY -> DoubleUnaryOperator.identity();
    };
  }

  private static DoubleUnaryOperator dAct(Activation a) {
    return switch (a) {
      case RELU -> v -> v > 0 ? 1 : 0;
      case SIGMOID -> act(a).andThen(s -> s * (1 - s));
      case IDENTITY -> v -> 1;
    };
  }

  private static RealMatrix broadcastAdd(RealMatrix m, RealVector b) {
    RealMatrix r = m.copy();
    for (int i = 0; i < m.getRowDimension(); i++) r.setRowVector(i, m.getRowVector(i).add(b));
    return r;
  }

  private static RealMatrix ebe(RealMatrix a, RealMatrix b) {
    RealMatrix r = a.copy();
    for (int i = 0; i < a.getRowDimension(); i++)
      r.setRowVector(i, a.getRowVector(i).ebeMultiply(b.getRowVector(i)));
    return r;
  }

  private static RealVector sumAxis0(RealMatrix m) {
    double[] s = new double[m.getColumnDimension()];
    for (int j = 0; j < s.length; j++) s[j] = Arrays.stream(m.getColumn(j)).sum();
    return new ArrayRealVector(s);
  }

  private static double sumAll(RealMatrix m) {
    return Arrays.stream(m.getData()).flatMapToDouble(Arrays::stream).sum();
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix diff = yHat.subtract(y);
    return new Loss(sumAll(ebe(diff, diff)) / n, diff.scalarMultiply(2 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix log = lift(p -> Math.max(Math.log(p), -100)).of(yHat);
    RealMatrix log1m = lift(p -> Math.max(Math.log(1 - p), -100)).of(yHat);
    RealMatrix oneMinusY = lift(t -> 1 - t).of(y);
    double J =
        -(sumAll(y.transpose().multiply(log)) + sumAll(oneMinusY.transpose().multiply(log1m))) / n;
    RealMatrix inverse = lift(p -> 1 / Math.max(p * (1 - p), (float) 1e-12)).of(yHat);
    return new Loss(J, ebe(yHat.subtract(y), inverse).scalarMultiply(1 / n));
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
