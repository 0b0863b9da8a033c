package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

public class MLP {
  public enum Activation { RELU, SIGMOID, IDENTITY }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  public Parameters parameters;
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    if (linear1OutFeatures != linear2InFeatures) {
      throw new IllegalArgumentException("sizes do not fit");
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

  private RealMatrix cacheX;
  private RealMatrix cacheZ1;
  private RealMatrix cacheA1;
  private RealMatrix cacheZ2;

  private static RealMatrix map(RealMatrix m, DoubleUnaryOperator op) {
    RealMatrix result = m.copy();
    result.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return op.applyAsDouble(value);
          }
        });
    return result;
  }

  private static RealMatrix hadamard(RealMatrix a, RealMatrix b) {
    RealMatrix result = a.copy();
    for (int i = 0; i < a.getRowDimension(); i++) {
      result.setRowVector(i, a.getRowVector(i).ebeMultiply(b.getRowVector(i)));
    }
    return result;
  }

  private static RealVector ones(int n) {
    return new ArrayRealVector(n, 1.0);
  }

  private static double sigmoid(double z) {
    return 1.0 / (1.0 + Math.exp(-z));
  }

  private static RealMatrix activate(Activation a, RealMatrix z) {
    return switch (a) {
      case RELU -> map(z, v -> Math.max(0, v));
      case SIGMOID -> map(z, v -> sigmoid(v));
      case IDENTITY -> z;
    };
  }

  private static RealMatrix derivative(Activation a, RealMatrix z) {
    return switch (a) {
      case RELU -> map(z, v -> v > 0 ? 1 : 0);
      case SIGMOID -> map(z, v -> sigmoid(v) * (1 - sigmoid(v)));
      case IDENTITY -> map(z, v -> 1);
    };
  }

  public RealMatrix forward(RealMatrix x) {
    RealVector one = ones(x.getRowDimension());
    cacheX = x.copy();
    cacheZ1 = x.multiply(parameters.W1().transpose()).add(one.outerProduct(parameters.b1()));
    cacheA1 = activate(fFunction, cacheZ1);
    cacheZ2 = cacheA1.multiply(parameters.W2().transpose()).add(one.outerProduct(parameters.b2()));
    return activate(gFunction, cacheZ2).copy();
  }

  public void backward(RealMatrix dJdyHat) {
    RealVector one = ones(dJdyHat.getRowDimension());
    RealMatrix delta2 = hadamard(dJdyHat, derivative(gFunction, cacheZ2));
    RealMatrix dW2 = delta2.transpose().multiply(cacheA1);
    RealVector db2 = delta2.preMultiply(one);
    RealMatrix dA1 = delta2.multiply(parameters.W2());
    RealMatrix delta1 = hadamard(dA1, derivative(fFunction, cacheZ1));
    RealMatrix dW1 = delta1.transpose().multiply(cacheX);
    RealVector db1 = delta1.preMultiply(one);
    grads = new Gradients(dW1, db1, dW2, db2);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double count = y.getRowDimension() * y.getColumnDimension();
    RealMatrix diff = yHat.subtract(y);
    double norm = diff.getNorm();
    return new Loss(norm * norm / count, diff.scalarMultiply(2 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double count = y.getRowDimension() * y.getColumnDimension();
    RealMatrix logP = map(yHat, p -> Math.max(-100, Math.log(p)));
    RealMatrix logQ = map(yHat, p -> Math.max(-100, Math.log(1 - p)));
    RealMatrix oneMinusY = map(y, t -> 1 - t);
    RealMatrix terms = hadamard(y, logP).add(hadamard(oneMinusY, logQ));
    double sum = 0;
    for (double[] row : terms.getData()) {
      for (double v : row) {
        sum += v;
      }
    }
    RealMatrix inverse = map(yHat, p -> 1 / Math.max(p * (1 - p), (float) 1e-12));
    RealMatrix dJ = hadamard(yHat.subtract(y), inverse).scalarMultiply(1 / count);
    return new Loss(-sum / count, dJ);
  }
}
