package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.BlockRealMatrix;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.DefaultRealMatrixPreservingVisitor;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.RealVectorChangingVisitor;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.apache.commons.math3.util.FastMath;

/**
 * The first layer's weight gradient made with the hidden units instead of with the network's input.
 */
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

  public RealMatrix forward(RealMatrix input) {
    x = new BlockRealMatrix(input.getData());
    z1 = linear(x, parameters.W1(), parameters.b1());
    z2 = z1.copy();
    z2.walkInOptimizedOrder(new Activate(f));
    z3 = linear(z2, parameters.W2(), parameters.b2());
    RealMatrix yHat = z3.copy();
    yHat.walkInOptimizedOrder(new Activate(g));
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = new BlockRealMatrix(dJdyHat.getData());
    delta2.walkInOptimizedOrder(new Chain(g, z3));
    RealMatrix delta1 = delta2.multiply(parameters.W2());
    delta1.walkInOptimizedOrder(new Chain(f, z1));
    grads =
        new Gradients(
            delta1.transpose().multiply(z2),
            columnSums(delta1),
            delta2.transpose().multiply(z2),
            columnSums(delta2));
  }

  public void clearGradAndCache() {
    grads =
        new Gradients(
            zeros(parameters.W1()),
            parameters.b1().mapMultiply(0),
            zeros(parameters.W2()),
            parameters.b2().mapMultiply(0));
  }

  private static RealMatrix zeros(RealMatrix like) {
    return like.createMatrix(like.getRowDimension(), like.getColumnDimension());
  }

  /** Replaces z by the activation of z. */
  private static final class Activate extends DefaultRealMatrixChangingVisitor {
    private final Activation activation;

    Activate(Activation activation) {
      this.activation = activation;
    }

    @Override
    public double visit(int row, int column, double z) {
      switch (activation) {
        case RELU:
          return FastMath.max(0, z);
        case SIGMOID:
          return sigmoid(z);
        default:
          return z;
      }
    }
  }

  /** Multiplies each element by the activation's derivative at z. */
  private static final class Chain extends DefaultRealMatrixChangingVisitor {
    private final Activation activation;
    private final RealMatrix z;

    Chain(Activation activation, RealMatrix z) {
      this.activation = activation;
      this.z = z;
    }

    @Override
    public double visit(int row, int column, double gradient) {
      double value = z.getEntry(row, column);
      if (activation == Activation.RELU) {
        return value > 0 ? gradient : 0;
      }
      return activation == Activation.SIGMOID
          ? gradient * sigmoid(value) * (1 - sigmoid(value))
          : gradient;
    }
  }

  private static double sigmoid(double z) {
    if (z < 0) {
      double power = FastMath.exp(z);
      return power / (1 + power);
    }
    return 1 / (1 + FastMath.exp(-z));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix difference = yHat.subtract(y);
    SummaryStatistics statistics = new SummaryStatistics();
    difference.walkInRowOrder(
        new DefaultRealMatrixPreservingVisitor() {
          @Override
          public void visit(int row, int column, double value) {
            statistics.addValue(value);
          }
        });
    double n = statistics.getN();
    return new Loss(statistics.getSumsq() / n, difference.scalarMultiply(2 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix losses = y.copy();
    RealMatrix gradient = y.copy();
    losses.walkInColumnOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double t) {
            double p = yHat.getEntry(row, column);
            return -t * FastMath.max(FastMath.log(p), -100)
                - (1 - t) * FastMath.max(FastMath.log1p(-p), -100);
          }
        });
    gradient.walkInColumnOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double t) {
            double p = yHat.getEntry(row, column);
            return (p - t) / FastMath.max(p * (1 - p), (float) 1e-12) / n;
          }
        });
    double sum = 0;
    for (int i = 0; i < losses.getRowDimension(); i++) {
      sum += StatUtils.sum(losses.getRow(i));
    }
    return new Loss(sum / n, gradient);
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = input.multiply(weights.transpose());
    z.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return value + bias.getEntry(column);
          }
        });
    return z;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    RealVector sums = new ArrayRealVector(matrix.getColumnDimension());
    sums.walkInDefaultOrder(
        new RealVectorChangingVisitor() {
          @Override
          public void start(int dimension, int start, int end) {}

          @Override
          public double visit(int index, double value) {
            return StatUtils.sum(matrix.getColumn(index));
          }

          @Override
          public double end() {
            return 0;
          }
        });
    return sums;
  }

  private static RealMatrix random(int rows, int columns) {
    Random random = new Random();
    RealMatrix matrix = new BlockRealMatrix(rows, columns);
    matrix.walkInRowOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double zero) {
            return random.nextGaussian() / FastMath.sqrt(columns);
          }
        });
    return matrix;
  }
}
