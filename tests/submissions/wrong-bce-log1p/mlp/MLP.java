package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The second logarithm of BCE is Math.log1p of what Math.log should get. */
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
    x = input;
    z1 = affine(x, parameters.W1(), parameters.b1());
    a1 = map(z1, phi(fFunction));
    z2 = affine(a1, parameters.W2(), parameters.b2());
    return map(z2, phi(gFunction));
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = hadamard(dJdyHat, map(z2, phiPrime(gFunction)));
    RealMatrix delta1 = hadamard(delta2.multiply(parameters.W2()), map(z1, phiPrime(fFunction)));
    grads = new Gradients(
        delta1.transpose().multiply(x), columnSums(delta1),
        delta2.transpose().multiply(a1), columnSums(delta2));
  }

  private static RealMatrix affine(RealMatrix v, RealMatrix W, RealVector b) {
    RealMatrix ones = MatrixUtils.createRealMatrix(v.getRowDimension(), 1).scalarAdd(1);
    return v.multiply(W.transpose()).add(ones.multiply(MatrixUtils.createRowRealMatrix(b.toArray())));
  }

  private static RealVector columnSums(RealMatrix m) {
    return m.preMultiply(new ArrayRealVector(m.getRowDimension(), 1.0));
  }

  private static RealMatrix map(RealMatrix m, DoubleUnaryOperator fn) {
    RealMatrix r = m.copy();
    r.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int i, int j, double v) {
            return fn.applyAsDouble(v);
          }
        });
    return r;
  }

  private static RealMatrix hadamard(RealMatrix a, RealMatrix b) {
    RealMatrix r = a.copy();
    for (int i = 0; i < r.getRowDimension(); i++) {
      r.setRowVector(i, a.getRowVector(i).ebeMultiply(b.getRowVector(i)));
    }
    return r;
  }

  private static DoubleUnaryOperator phi(Activation a) {
    return switch (a) {
      case RELU -> z -> Math.max(z, 0);
      case SIGMOID -> z -> 1 / (1 + Math.exp(-z));
      case IDENTITY -> z -> z;
    };
  }

  private static DoubleUnaryOperator phiPrime(Activation a) {
    return switch (a) {
      case RELU -> z -> z > 0 ? 1 : 0;
      case SIGMOID -> z -> {
        double s = 1 / (1 + Math.exp(-Math.abs(z)));
        return s * (1 - s);
      };
      case IDENTITY -> z -> 1;
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
    double n = diff.getRowDimension() * diff.getColumnDimension();
    double norm = diff.getFrobeniusNorm();
    return new Loss(norm * norm / n, diff.scalarMultiply(2 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension();
    int cols = y.getColumnDimension();
    RealMatrix grad = MatrixUtils.createRealMatrix(rows, cols);
    double J = 0;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < cols; j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        double logP = Math.max(-100, Math.log(p));
        double logQ = Math.max(-100, Math.log1p(1 - p));
        J += -(t * logP + (1 - t) * logQ);
        grad.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / (rows * cols));
      }
    }
    return new Loss(J / (rows * cols), grad);
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
