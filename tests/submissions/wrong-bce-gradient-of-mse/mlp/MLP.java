package mlp;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** dJdyHat of bceLoss was copied from mseLoss. */
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
  private RealMatrix input;
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
    input = x;
    z1 = linear(x, parameters.W1(), parameters.b1());
    z2 = activate(fFunction, z1);
    z3 = linear(z2, parameters.W2(), parameters.b2());
    return activate(gFunction, z3);
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix delta2 = multiplyElements(dJdyHat, derivative(gFunction, z3));
    RealMatrix delta1 =
        multiplyElements(delta2.multiply(parameters.W2()), derivative(fFunction, z1));
    grads =
        new Gradients(
            delta1.transpose().multiply(input),
            columnSums(delta1),
            delta2.transpose().multiply(z2),
            columnSums(delta2));
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
    RealMatrix difference = yHat.subtract(y);
    double elements = y.getRowDimension() * (double) y.getColumnDimension();
    double sum = 0;
    for (double[] row : difference.getData()) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return new Loss(sum / elements, difference.scalarMultiply(2 / elements));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double elements = y.getRowDimension() * (double) y.getColumnDimension();
    double sum = 0;
    RealMatrix gradient = y.createMatrix(y.getRowDimension(), y.getColumnDimension());
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double target = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -=
            target * Math.max(Math.log(p), -100) + (1 - target) * Math.max(Math.log(1 - p), -100);
        gradient.setEntry(i, j, 2 * (p - target) / elements);
      }
    }
    return new Loss(sum / elements, gradient);
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

  private static RealMatrix linear(RealMatrix x, RealMatrix weights, RealVector bias) {
    RealMatrix result = x.multiply(weights.transpose());
    for (int i = 0; i < result.getRowDimension(); i++) {
      result.setRowVector(i, result.getRowVector(i).add(bias));
    }
    return result;
  }

  private static RealMatrix activate(Activation activation, RealMatrix z) {
    return mapElements(
        z,
        switch (activation) {
          case RELU -> value -> value <= 0 ? 0 : value;
          case SIGMOID -> MLP::sigmoid;
          case IDENTITY -> value -> value;
        });
  }

  private static RealMatrix derivative(Activation activation, RealMatrix z) {
    return mapElements(
        z,
        switch (activation) {
          case RELU -> value -> value > 0 ? 1 : 0;
          case SIGMOID -> value -> sigmoid(value) * (1 - sigmoid(value));
          case IDENTITY -> value -> 1;
        });
  }

  private static double sigmoid(double z) {
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double power = Math.exp(z);
    return power / (1 + power);
  }

  private static RealMatrix mapElements(RealMatrix matrix, DoubleUnaryOperator function) {
    RealMatrix result = matrix.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.setEntry(i, j, function.applyAsDouble(result.getEntry(i, j)));
      }
    }
    return result;
  }

  private static RealMatrix multiplyElements(RealMatrix a, RealMatrix b) {
    RealMatrix result = a.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      for (int j = 0; j < result.getColumnDimension(); j++) {
        result.multiplyEntry(i, j, b.getEntry(i, j));
      }
    }
    return result;
  }

  private static RealVector columnSums(RealMatrix matrix) {
    double[] sums = new double[matrix.getColumnDimension()];
    for (int i = 0; i < matrix.getRowDimension(); i++) {
      for (int j = 0; j < sums.length; j++) {
        sums[j] += matrix.getEntry(i, j);
      }
    }
    return new ArrayRealVector(sums);
  }
}
