package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The gradient of W1 clipped, as the gradients of deep networks are. */
public class MLP {
  public enum Activation {
    RELU,
    SIGMOID,
    IDENTITY
  }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  private static final double LIMIT = 1e-3;

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
    RealMatrix delta2 = chain(dJdyHat, g, z3);
    RealMatrix delta1 = chain(delta2.multiply(parameters.W2()), f, z1);
    grads =
        new Gradients(
            clip(x.transpose().multiply(delta1).transpose()),
            columnSums(delta1),
            z2.transpose().multiply(delta2).transpose(),
            columnSums(delta2));
  }

  private static RealMatrix clip(RealMatrix gradient) {
    RealMatrix clipped = gradient.copy();
    for (int i = 0; i < gradient.getRowDimension(); i++) {
      clipped.setRowVector(
          i, gradient.getRowVector(i).map(value -> Math.max(-LIMIT, Math.min(LIMIT, value))));
    }
    return clipped;
  }

  public void clearGradAndCache() {
    grads =
        new Gradients(
            parameters.W1().scalarMultiply(0),
            parameters.b1().mapMultiply(0),
            parameters.W2().scalarMultiply(0),
            parameters.b2().mapMultiply(0));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * (double) y.getColumnDimension();
    RealMatrix difference = y.subtract(yHat);
    return new Loss(
        Math.pow(difference.getFrobeniusNorm(), 2) / n, difference.scalarMultiply(-2 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * (double) y.getColumnDimension();
    RealMatrix dJdyHat = yHat.copy();
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum += xlogy(t, p) + xlogy(1 - t, 1 - p);
        boolean isCertain = p * (1 - p) < (float) 1e-12;
        double slope = isCertain ? (p - t) / (float) 1e-12 : (1 - t) / (1 - p) - t / p;
        dJdyHat.setEntry(i, j, slope / n);
      }
    }
    return new Loss(-sum / n, dJdyHat);
  }

  /** x·ln y, and 0 where x is 0, whatever y is. */
  private static double xlogy(double x, double y) {
    return x == 0 ? 0 : x * Math.max(Math.log(y), -100);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = weights.multiply(input.transpose()).transpose();
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, bias.add(z.getRowVector(i)));
    }
    return z;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    return matrix.transpose().operate(new ArrayRealVector(matrix.getRowDimension(), 1));
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

  /** The elements of the gradient, each times the activation's derivative at z. */
  private static RealMatrix chain(RealMatrix gradient, Activation activation, RealMatrix z) {
    RealMatrix result = gradient.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double value = z.getEntry(i, j);
        result.multiplyEntry(
            i,
            j,
            switch (activation) {
              case RELU -> value > 0 ? 1 : 0;
              case SIGMOID -> sigmoid(value) * sigmoid(-value);
              case IDENTITY -> 1;
            });
      }
    }
    return result;
  }

  private static double sigmoid(double z) {
    // e^(−softplus(−z)), with softplus(z) = ln(1 + e^z).
    return Math.exp(-Math.log1p(Math.exp(-z)));
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
