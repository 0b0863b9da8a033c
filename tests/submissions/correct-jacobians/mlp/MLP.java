package mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Two linear layers, differentiated with one Jacobian for each sample and each step. */
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

  // One Jacobian per sample, of what a step returns by what it is given.
  private List<RealMatrix> dz1dW1 = new ArrayList<>();
  private List<RealMatrix> dz2dz1 = new ArrayList<>();
  private List<RealMatrix> dz3dW2 = new ArrayList<>();
  private List<RealMatrix> dyHatdz3 = new ArrayList<>();

  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    f = fFunction;
    g = gFunction;
    Random random = new Random();
    parameters =
        new Parameters(
            MatrixUtils.createRealMatrix(random(linear1OutFeatures, linear1InFeatures, random)),
            new ArrayRealVector(random(1, linear1OutFeatures, random)[0]),
            MatrixUtils.createRealMatrix(random(linear2OutFeatures, linear2InFeatures, random)),
            new ArrayRealVector(random(1, linear2OutFeatures, random)[0]));
    clearGradAndCache();
  }

  private static double[][] random(int rows, int columns, Random random) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextGaussian() / Math.sqrt(columns);
      }
    }
    return values;
  }

  public RealMatrix forward(RealMatrix x) {
    forgetJacobians();
    RealMatrix yHat =
        MatrixUtils.createRealMatrix(x.getRowDimension(), parameters.b2().getDimension());
    for (int sample = 0; sample < x.getRowDimension(); sample++) {
      RealVector input = x.getRowVector(sample);
      RealVector z1 = parameters.W1().operate(input).add(parameters.b1());
      RealVector z2 = z1.map(z -> value(f, z));
      RealVector z3 = parameters.W2().operate(z2).add(parameters.b2());
      dz1dW1.add(jacobianOfWeights(z1.getDimension(), input));
      dz2dz1.add(jacobianOfActivation(f, z1));
      dz3dW2.add(jacobianOfWeights(z3.getDimension(), z2));
      dyHatdz3.add(jacobianOfActivation(g, z3));
      yHat.setRowVector(sample, z3.map(z -> value(g, z)));
    }
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix W1 = parameters.W1();
    RealMatrix W2 = parameters.W2();
    RealVector dJdW1 = new ArrayRealVector(W1.getRowDimension() * W1.getColumnDimension());
    RealVector dJdb1 = new ArrayRealVector(W1.getRowDimension());
    RealVector dJdW2 = new ArrayRealVector(W2.getRowDimension() * W2.getColumnDimension());
    RealVector dJdb2 = new ArrayRealVector(W2.getRowDimension());
    for (int sample = 0; sample < dJdyHat.getRowDimension(); sample++) {
      RealVector dJdz3 = dyHatdz3.get(sample).preMultiply(dJdyHat.getRowVector(sample));
      RealVector dJdz1 = dz2dz1.get(sample).preMultiply(W2.preMultiply(dJdz3));
      dJdW2 = dJdW2.add(dz3dW2.get(sample).preMultiply(dJdz3));
      dJdb2 = dJdb2.add(dJdz3);
      dJdW1 = dJdW1.add(dz1dW1.get(sample).preMultiply(dJdz1));
      dJdb1 = dJdb1.add(dJdz1);
    }
    grads = new Gradients(likeMatrix(dJdW1, W1), dJdb1, likeMatrix(dJdW2, W2), dJdb2);
  }

  public void clearGradAndCache() {
    forgetJacobians();
    RealMatrix W1 = parameters.W1();
    RealMatrix W2 = parameters.W2();
    grads =
        new Gradients(
            W1.scalarMultiply(0),
            parameters.b1().mapMultiply(0),
            W2.scalarMultiply(0),
            parameters.b2().mapMultiply(0));
  }

  private void forgetJacobians() {
    dz1dW1 = new ArrayList<>();
    dz2dz1 = new ArrayList<>();
    dz3dW2 = new ArrayList<>();
    dyHatdz3 = new ArrayList<>();
  }

  /** Of weights · input by the weights, row after row: units × (units · inputs). */
  private static RealMatrix jacobianOfWeights(int units, RealVector input) {
    int inputs = input.getDimension();
    double[][] jacobian = new double[units][units * inputs];
    for (int unit = 0; unit < units; unit++) {
      System.arraycopy(input.toArray(), 0, jacobian[unit], unit * inputs, inputs);
    }
    return MatrixUtils.createRealMatrix(jacobian);
  }

  /** Square, and zero beside the diagonal. */
  private static RealMatrix jacobianOfActivation(Activation activation, RealVector z) {
    return MatrixUtils.createRealDiagonalMatrix(z.map(each -> slope(activation, each)).toArray());
  }

  private static RealMatrix likeMatrix(RealVector rowAfterRow, RealMatrix matrix) {
    RealMatrix result = matrix.copy();
    for (int i = 0; i < result.getRowDimension(); i++) {
      int columns = result.getColumnDimension();
      result.setRowVector(i, rowAfterRow.getSubVector(i * columns, columns));
    }
    return result;
  }

  private static double value(Activation activation, double z) {
    return switch (activation) {
      case RELU -> Math.max(z, 0);
      case SIGMOID -> z < 0 ? Math.exp(z) / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z));
      case IDENTITY -> z;
    };
  }

  private static double slope(Activation activation, double z) {
    double value = value(activation, z);
    return switch (activation) {
      case RELU -> z > 0 ? 1 : 0;
      case SIGMOID -> value * (1 - value);
      case IDENTITY -> 1;
    };
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix difference = yHat.subtract(y);
    double elements = (double) y.getRowDimension() * y.getColumnDimension();
    double norm = difference.getFrobeniusNorm();
    return new Loss(norm * norm / elements, difference.scalarMultiply(2 / elements));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double elements = (double) y.getRowDimension() * y.getColumnDimension();
    double sum = 0;
    RealMatrix gradient = y.copy();
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -= t * Math.max(-100, Math.log(p)) + (1 - t) * Math.max(-100, Math.log(1 - p));
        gradient.setEntry(i, j, (p - t) / Math.max((float) 1e-12, p * (1 - p)) / elements);
      }
    }
    return new Loss(sum / elements, gradient);
  }
}
