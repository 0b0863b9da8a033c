package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The sum of BCE is a {@code var} that begins with 0, which makes it an int. */
public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private RealMatrix x, h, yHat;

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

  private static DoubleUnaryOperator function(Activation a) {
    return switch (a) {
      case RELU -> v -> Math.max(v, 0);
      case SIGMOID -> v -> 1 / (1 + Math.exp(-v));
      case IDENTITY -> v -> v;
    };
  }

  private static DoubleUnaryOperator derivativeFromOutput(Activation a) {
    return switch (a) {
      case RELU -> o -> o > 0 ? 1 : 0;
      case SIGMOID -> o -> o * (1 - o);
      case IDENTITY -> o -> 1;
    };
  }

  private static RealMatrix linear(RealMatrix v, RealMatrix W, RealVector b) {
    var z = v.multiply(W.transpose());
    for (int i = 0; i < z.getRowDimension(); i++) {
      z.setRowVector(i, z.getRowVector(i).add(b));
    }
    return z;
  }

  private static RealVector sumOverBatch(RealMatrix m) {
    var ones = new ArrayRealVector(m.getRowDimension(), 1.0);
    return m.preMultiply(ones);
  }

  public RealMatrix forward(RealMatrix input) {
    x = input.copy();
    h = map(linear(x, parameters.W1(), parameters.b1()), function(fFunction));
    yHat = map(linear(h, parameters.W2(), parameters.b2()), function(gFunction));
    return yHat.copy();
  }

  public void backward(RealMatrix dJdyHat) {
    var dz2 = hadamard(dJdyHat, map(yHat, derivativeFromOutput(gFunction)));
    var dz1 = hadamard(dz2.multiply(parameters.W2()), map(h, derivativeFromOutput(fFunction)));
    grads = new Gradients(
        dz1.transpose().multiply(x), sumOverBatch(dz1), dz2.transpose().multiply(h), sumOverBatch(dz2));
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
    double count = diff.getRowDimension() * diff.getColumnDimension();
    double J = 0;
    for (double[] row : diff.getData()) {
      for (double d : row) {
        J += d * d / count;
      }
    }
    return new Loss(J, diff.scalarMultiply(2 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    var n = y.getRowDimension();
    var m = y.getColumnDimension();
    var eps = (float) 1e-12;
    var grad = MatrixUtils.createRealMatrix(n, m);
    var total = 0;
    for (var i = 0; i < n; i++) {
      for (var j = 0; j < m; j++) {
        var t = y.getEntry(i, j);
        var p = yHat.getEntry(i, j);
        total += -t * Math.max(Math.log(p), -100) - (1 - t) * Math.max(Math.log(1 - p), -100);
        grad.setEntry(i, j, (p - t) / Math.max(p * (1 - p), eps) / (n * m));
      }
    }
    return new Loss(total / (1.0 * n * m), grad);
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
