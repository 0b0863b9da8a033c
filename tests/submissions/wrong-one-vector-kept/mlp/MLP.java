package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** forward keeps one vector per layer, which each sample overwrites. */
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

  private final Activation f;
  private final Activation g;
  private RealVector input;
  private RealVector z1;
  private RealVector hidden;
  private RealVector z2;

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
            random(linear1OutFeatures, linear1InFeatures).getColumnVector(0),
            random(linear2OutFeatures, linear2InFeatures),
            random(linear2OutFeatures, linear2InFeatures).getColumnVector(0));
    clearGradAndCache();
  }

  public RealMatrix forward(RealMatrix x) {
    RealMatrix yHat =
        new Array2DRowRealMatrix(x.getRowDimension(), parameters.b2().getDimension());
    for (int i = 0; i < x.getRowDimension(); i++) {
      input = x.getRowVector(i);
      z1 = parameters.W1().operate(input).add(parameters.b1());
      hidden = activate(f, z1);
      z2 = parameters.W2().operate(hidden).add(parameters.b2());
      yHat.setRowVector(i, activate(g, z2));
    }
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dJdW1 = parameters.W1().scalarMultiply(0);
    RealVector dJdb1 = parameters.b1().mapMultiply(0);
    RealMatrix dJdW2 = parameters.W2().scalarMultiply(0);
    RealVector dJdb2 = parameters.b2().mapMultiply(0);
    for (int i = 0; i < dJdyHat.getRowDimension(); i++) {
      RealVector delta2 = dJdyHat.getRowVector(i).ebeMultiply(derivative(g, z2));
      RealVector delta1 = parameters.W2().preMultiply(delta2).ebeMultiply(derivative(f, z1));
      dJdW1 = dJdW1.add(delta1.outerProduct(input));
      dJdb1 = dJdb1.add(delta1);
      dJdW2 = dJdW2.add(delta2.outerProduct(hidden));
      dJdb2 = dJdb2.add(delta2);
    }
    grads = new Gradients(dJdW1, dJdb1, dJdW2, dJdb2);
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
        sum -= t * log(p) + (1 - t) * log(1 - p);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  private static double log(double p) {
    return Math.max(Math.log(p), -100);
  }

  private static RealVector activate(Activation activation, RealVector z) {
    return switch (activation) {
      case RELU -> z.map(value -> Math.max(0, value));
      case SIGMOID -> z.map(MLP::sigmoid);
      case IDENTITY -> z.copy();
    };
  }

  private static RealVector derivative(Activation activation, RealVector z) {
    return switch (activation) {
      case RELU -> z.map(value -> value > 0 ? 1 : 0);
      case SIGMOID -> z.map(value -> sigmoid(value) * (1 - sigmoid(value)));
      case IDENTITY -> z.map(value -> 1);
    };
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
}
