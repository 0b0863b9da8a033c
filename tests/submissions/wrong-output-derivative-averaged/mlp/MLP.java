package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** g' is averaged over the batch before it is multiplied by the gradient that comes back. */
public class MLP {

  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  private RealMatrix x, z1, a1, z2;

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
    z1 = linear(x, parameters.W1(), parameters.b1());
    a1 = each(z1, forwardOf(fFunction));
    z2 = linear(a1, parameters.W2(), parameters.b2());
    return each(z2, forwardOf(gFunction));
  }

  public void backward(RealMatrix dJdyHat) {
    int batch = dJdyHat.getRowDimension();
    double[] gPrime = sum(each(z2, slopeOf(gFunction))).mapDivide(batch).toArray();
    RealMatrix dz2 = dJdyHat.multiply(MatrixUtils.createRealDiagonalMatrix(gPrime));
    RealMatrix fPrime = each(z1, slopeOf(fFunction));
    RealMatrix dz1 = dz2.multiply(parameters.W2());
    dz1.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return value * fPrime.getEntry(row, column);
          }
        });
    grads =
        new Gradients(
            dz1.transpose().multiply(x), sum(dz1), dz2.transpose().multiply(a1), sum(dz2));
  }

  private static RealMatrix linear(RealMatrix v, RealMatrix W, RealVector b) {
    RealMatrix z = v.multiply(W.transpose());
    z.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return value + b.getEntry(column);
          }
        });
    return z;
  }

  private static RealMatrix each(RealMatrix m, DoubleUnaryOperator op) {
    RealMatrix r = m.copy();
    r.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return op.applyAsDouble(value);
          }
        });
    return r;
  }

  private static RealVector sum(RealMatrix m) {
    double[] ones = new double[m.getRowDimension()];
    java.util.Arrays.fill(ones, 1);
    return new ArrayRealVector(m.preMultiply(ones));
  }

  private static double sigmoid(double z) {
    return z > 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }

  private static DoubleUnaryOperator forwardOf(Activation a) {
    return switch (a) {
      case RELU -> z -> Math.max(0, z);
      case SIGMOID -> MLP::sigmoid;
      case IDENTITY -> z -> z;
    };
  }

  private static DoubleUnaryOperator slopeOf(Activation a) {
    return switch (a) {
      case RELU -> z -> z > 0 ? 1 : 0;
      case SIGMOID -> z -> sigmoid(z) * (1 - sigmoid(z));
      case IDENTITY -> z -> 1;
    };
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix e = yHat.subtract(y);
    double count = (double) e.getRowDimension() * e.getColumnDimension();
    double J = sum(each(e, v -> v * v)).getL1Norm() / count;
    return new Loss(J, e.scalarMultiply(2.0 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    final double eps = (float) 1e-12;
    RealMatrix p = yHat;
    double count = (double) y.getRowDimension() * y.getColumnDimension();
    double J = 0;
    RealMatrix d = p.subtract(y);
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double q = p.getEntry(i, j), t = y.getEntry(i, j);
        J += -t * Math.max(Math.log(q), -100) - (1 - t) * Math.max(Math.log(1 - q), -100);
        d.multiplyEntry(i, j, 1 / (Math.max(q * (1 - q), eps) * count));
      }
    }
    return new Loss(J / count, d);
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
