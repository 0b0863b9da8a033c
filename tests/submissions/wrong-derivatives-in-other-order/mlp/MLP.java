package mlp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.DefaultRealMatrixPreservingVisitor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The derivatives are collected column by column and used row by row. */
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
    z1 = linear(x, parameters.W1(), parameters.b1());
    a1 = activated(z1, fFunction);
    z2 = linear(a1, parameters.W2(), parameters.b2());
    return activated(z2, gFunction);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = throughActivation(dJdyHat, z2, gFunction);
    RealMatrix dz1 = throughActivation(dz2.multiply(parameters.W2()), z1, fFunction);
    RealVector ones = new ArrayRealVector(x.getRowDimension(), 1);
    grads = new Gradients(
        dz1.transpose().multiply(x), dz1.preMultiply(ones),
        dz2.transpose().multiply(a1), dz2.preMultiply(ones));
  }

  private static RealMatrix linear(RealMatrix v, RealMatrix W, RealVector b) {
    RealMatrix z = v.multiply(W.transpose());
    z.walkInRowOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return value + b.getEntry(column);
          }
        });
    return z;
  }

  private static RealMatrix activated(RealMatrix z, Activation a) {
    RealMatrix r = z.copy();
    r.walkInRowOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return function(a, value);
          }
        });
    return r;
  }

  private static RealMatrix throughActivation(RealMatrix d, RealMatrix z, Activation a) {
    Deque<Double> slopes = new ArrayDeque<>();
    z.walkInColumnOrder(
        new DefaultRealMatrixPreservingVisitor() {
          @Override
          public void visit(int row, int column, double value) {
            double y = function(a, value);
            slopes.add(a == Activation.SIGMOID ? y * (1 - y) : a == Activation.RELU && y <= 0 ? 0.0 : 1.0);
          }
        });
    RealMatrix r = d.copy();
    r.walkInRowOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return value * slopes.remove();
          }
        });
    return r;
  }

  private static double function(Activation a, double z) {
    return a == Activation.IDENTITY ? z : a == Activation.RELU ? Math.max(z, 0) : 1 / (1 + Math.exp(-z));
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
    final int n = y.getRowDimension() * y.getColumnDimension();
    final double eps = (float) 1e-12;
    RealMatrix grad = yHat.copy();
    final double[] total = {0};
    grad.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int i, int j, double p) {
            double t = y.getEntry(i, j);
            total[0] += t * clampedLog(p) + (1 - t) * clampedLog(1 - p);
            return (p - t) / (n * Math.max(p * (1 - p), eps));
          }
        });
    return new Loss(-total[0] / n, grad);
  }

  private static double clampedLog(double v) {
    return Math.max(-100, Math.log(v));
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
