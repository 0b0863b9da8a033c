package mlp;

import java.util.Locale;
import java.util.Random;
import org.apache.commons.math3.exception.DimensionMismatchException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * The second layer's weight gradient made with the network's input instead of with the hidden
 * units.
 */
public class MLP {
  public enum Activation {
    RELU,
    SIGMOID,
    IDENTITY
  }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%d → %d → %d",
          W1.getColumnDimension(),
          W2.getColumnDimension(),
          W2.getRowDimension());
    }
  }

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  /** Thrown when backward comes before forward. */
  public static class NoForwardException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public NoForwardException(String message) {
      super(message);
    }
  }

  public Parameters parameters;
  public Gradients grads;

  private final Activation f;
  private final Activation g;
  private RealMatrix a0;
  private RealMatrix a1;
  private RealMatrix a2;

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
    if (x.getColumnDimension() != parameters.W1().getColumnDimension()) {
      throw new DimensionMismatchException(
          x.getColumnDimension(), parameters.W1().getColumnDimension());
    }
    a0 = x;
    a1 = activate(f, linear(a0, parameters.W1(), parameters.b1()));
    a2 = activate(g, linear(a1, parameters.W2(), parameters.b2()));
    assert a2.getRowDimension() == x.getRowDimension() : "one row per sample";
    return a2;
  }

  public void backward(RealMatrix dJdyHat) {
    if (a2 == null) {
      throw new NoForwardException("call forward first");
    }
    RealMatrix delta2 = chain(dJdyHat, g, a2);
    RealMatrix delta1 = chain(delta2.multiply(parameters.W2()), f, a1);
    grads =
        new Gradients(
            delta1.transpose().multiply(a0),
            columnSums(delta1),
            delta2.transpose().multiply(a0),
            columnSums(delta2));
  }

  public void clearGradAndCache() {
    a0 = null;
    a1 = null;
    a2 = null;
    grads =
        new Gradients(
            parameters.W1().scalarMultiply(0),
            parameters.b1().mapMultiply(0),
            parameters.W2().scalarMultiply(0),
            parameters.b2().mapMultiply(0));
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
    RealMatrix z = input.multiply(weights.transpose());
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, z.getRowVector(i).add(bias));
    }
    return z;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    double[] sums = new double[matrix.getColumnDimension()];
    for (double[] row : matrix.getData()) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += row[j];
      }
    }
    return new ArrayRealVector(sums);
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    RealMatrix result = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double value = z.getEntry(i, j);
        result.setEntry(
            i,
            j,
            switch (activation) {
              case RELU -> Math.max(0, value);
              case SIGMOID -> sigmoid(value);
              case IDENTITY -> value;
            });
      }
    }
    return result;
  }

  /** The elements of the gradient, each times the activation's derivative where it gave a. */
  private static RealMatrix chain(RealMatrix gradient, Activation activation, RealMatrix a) {
    RealMatrix result = gradient.copy();
    for (int i = 0; i < a.getRowDimension(); i++) {
      for (int j = 0; j < a.getColumnDimension(); j++) {
        double value = a.getEntry(i, j);
        result.multiplyEntry(
            i,
            j,
            switch (activation) {
              case RELU -> value > 0 ? 1 : 0;
              case SIGMOID -> value * (1 - value);
              case IDENTITY -> 1;
            });
      }
    }
    return result;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
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

  /** Learns XOR, to see that it works. */
  public static void main(String[] arguments) {
    long start = System.nanoTime();
    RealMatrix x = new Array2DRowRealMatrix(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    RealMatrix y = new Array2DRowRealMatrix(new double[] {0, 1, 1, 0});
    MLP network = new MLP(2, 8, Activation.SIGMOID, 8, 1, Activation.valueOf("SIGMOID"));
    int steps = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5000;
    for (int step = 0; step < steps; step++) {
      network.clearGradAndCache();
      Loss loss = bceLoss(y, network.forward(x));
      network.backward(loss.dJdyHat());
      Parameters p = network.parameters;
      Gradients d = network.grads;
      network.parameters =
          new Parameters(
              p.W1().subtract(d.dJdW1()),
              p.b1().subtract(d.dJdb1()),
              p.W2().subtract(d.dJdW2()),
              p.b2().subtract(d.dJdb2()));
      if (step % 1000 == 0) {
        System.out.println("step " + step + ": J = " + loss.J() + " with " + network.parameters);
      }
    }
    System.out.printf(Locale.ROOT, "%.1f ms%n", (System.nanoTime() - start) / 1e6);
  }
}
