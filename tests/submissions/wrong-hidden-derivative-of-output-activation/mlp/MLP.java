package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The derivative of g used for the hidden units, where that of f belongs. */
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
    clearGradAndCache();
    RealMatrix delta2 = chain(dJdyHat, g, z3);
    RealMatrix delta1 = chain(sumOfOuterProducts(delta2.transpose(), parameters.W2()), g, z1);
    RealMatrix dJdW1 = grads.dJdW1();
    RealVector dJdb1 = grads.dJdb1();
    RealMatrix dJdW2 = grads.dJdW2();
    RealVector dJdb2 = grads.dJdb2();
    for (int sample = 0; sample < x.getRowDimension(); sample++) {
      RealVector error1 = delta1.getRowVector(sample);
      RealVector error2 = delta2.getRowVector(sample);
      dJdW1 = dJdW1.add(error1.outerProduct(x.getRowVector(sample)));
      dJdb1 = dJdb1.add(error1);
      dJdW2 = dJdW2.add(error2.outerProduct(z2.getRowVector(sample)));
      dJdb2 = dJdb2.add(error2);
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
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealVector ones = new ArrayRealVector(input.getRowDimension(), 1);
    return ones.outerProduct(bias).add(sumOfOuterProducts(input.transpose(), weights.transpose()));
  }

  /** Of row k of a with row k of b, over all k: aᵀ·b. */
  private static RealMatrix sumOfOuterProducts(RealMatrix a, RealMatrix b) {
    RealMatrix sum = new Array2DRowRealMatrix(a.getColumnDimension(), b.getColumnDimension());
    for (int k = 0; k < a.getRowDimension(); k++) {
      sum = sum.add(a.getRowVector(k).outerProduct(b.getRowVector(k)));
    }
    return sum;
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
              case SIGMOID -> sigmoid(value) * (1 - sigmoid(value));
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
}
