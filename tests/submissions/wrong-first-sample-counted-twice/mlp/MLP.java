package mlp;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The sums begin with the first sample, and the loop adds it again. */
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

  private RealMatrix x;
  private RealMatrix z1;
  private RealMatrix a1;
  private RealMatrix z2;

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

  public RealMatrix forward(RealMatrix input) {
    int batch = input.getRowDimension();
    x = input;
    z1 = MatrixUtils.createRealMatrix(batch, parameters.W1().getRowDimension());
    a1 = z1.copy();
    z2 = MatrixUtils.createRealMatrix(batch, parameters.W2().getRowDimension());
    RealMatrix yHat = z2.copy();
    for (int n = 0; n < batch; n++) {
      z1.setRowVector(n, parameters.W1().operate(x.getRowVector(n)).add(parameters.b1()));
      a1.setRowVector(n, value(fFunction, z1.getRowVector(n)));
      z2.setRowVector(n, parameters.W2().operate(a1.getRowVector(n)).add(parameters.b2()));
      yHat.setRowVector(n, value(gFunction, z2.getRowVector(n)));
    }
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    Gradients total = ofSample(0, dJdyHat.getRowVector(0));
    for (int n = 0; n < dJdyHat.getRowDimension(); n++) {
      Gradients g = ofSample(n, dJdyHat.getRowVector(n));
      total = new Gradients(
          total.dJdW1().add(g.dJdW1()), total.dJdb1().add(g.dJdb1()),
          total.dJdW2().add(g.dJdW2()), total.dJdb2().add(g.dJdb2()));
    }
    grads = total;
  }

  private Gradients ofSample(int n, RealVector d) {
    RealVector d2 = d.ebeMultiply(slope(gFunction, z2.getRowVector(n)));
    RealVector d1 = parameters.W2().preMultiply(d2).ebeMultiply(slope(fFunction, z1.getRowVector(n)));
    return new Gradients(
        d1.outerProduct(x.getRowVector(n)), d1, d2.outerProduct(a1.getRowVector(n)), d2);
  }

  private static RealVector value(Activation a, RealVector z) {
    return switch (a) {
      case RELU -> z.map(v -> Math.max(v, 0));
      case SIGMOID -> z.map(v -> 1 / (1 + Math.exp(-v)));
      case IDENTITY -> z;
    };
  }

  private static RealVector slope(Activation a, RealVector z) {
    return switch (a) {
      case RELU -> z.map(v -> v > 0 ? 1 : 0);
      case SIGMOID -> value(a, z).map(s -> s * (1 - s));
      case IDENTITY -> z.map(v -> 1);
    };
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
    RealMatrix diff = yHat.subtract(y);
    double mean =
        Arrays.stream(diff.getData()).flatMapToDouble(Arrays::stream).map(e -> e * e).average()
            .orElse(0);
    double n = y.getRowDimension() * y.getColumnDimension();
    return new Loss(mean, diff.scalarMultiply(2.0 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double[] t = Arrays.stream(y.getData()).flatMapToDouble(Arrays::stream).toArray();
    double[] p = Arrays.stream(yHat.getData()).flatMapToDouble(Arrays::stream).toArray();
    double mean = IntStream.range(0, t.length)
        .mapToDouble(k -> -t[k] * log100(p[k]) - (1 - t[k]) * log100(1 - p[k]))
        .average().orElse(0);
    int cols = y.getColumnDimension();
    RealMatrix grad = yHat.copy();
    IntStream.range(0, t.length).forEach(k -> grad.setEntry(k / cols, k % cols,
        (p[k] - t[k]) / Math.max(p[k] * (1 - p[k]), (float) 1e-12) / t.length));
    return new Loss(mean, grad);
  }

  private static double log100(double v) {
    return Math.max(Math.log(v), -100);
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
