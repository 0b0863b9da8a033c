package mlp;

import java.util.Random;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.function.Identity;
import org.apache.commons.math3.analysis.function.Log;
import org.apache.commons.math3.analysis.function.Power;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The two bias gradients given in the wrong order. */
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
    z2 = mapRows(z1, function(f));
    z3 = linear(z2, parameters.W2(), parameters.b2());
    return mapRows(z3, function(g));
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix slopes2 = mapRows(z3, derivative(g));
    RealMatrix slopes1 = mapRows(z1, derivative(f));
    clearGradAndCache();
    RealMatrix dJdW1 = grads.dJdW1();
    RealVector dJdb1 = grads.dJdb1();
    RealMatrix dJdW2 = grads.dJdW2();
    RealVector dJdb2 = grads.dJdb2();
    for (int i = 0; i < x.getRowDimension(); i++) {
      RealVector delta2 = dJdyHat.getRowVector(i).ebeMultiply(slopes2.getRowVector(i));
      RealVector delta1 = parameters.W2().preMultiply(delta2).ebeMultiply(slopes1.getRowVector(i));
      dJdW1 = dJdW1.add(delta1.outerProduct(x.getRowVector(i)));
      dJdb1 = dJdb1.combineToSelf(1, 1, delta1);
      dJdW2 = dJdW2.add(delta2.outerProduct(z2.getRowVector(i)));
      dJdb2 = dJdb2.combineToSelf(1, 1, delta2);
    }
    grads = new Gradients(dJdW1, dJdb2, dJdW2, dJdb1);
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
    double n = y.getRowDimension() * (double) y.getColumnDimension();
    RealMatrix difference = yHat.subtract(y);
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      sum += difference.getRowVector(i).map(new Power(2)).getL1Norm();
    }
    return new Loss(sum / n, difference.scalarMultiply(2 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double n = y.getRowDimension() * (double) y.getColumnDimension();
    UnivariateFunction log = new Log();
    UnivariateFunction clampedLog = p -> Math.max(log.value(p), -100);
    RealMatrix gradient = yHat.subtract(y);
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      RealVector t = y.getRowVector(i);
      RealVector p = yHat.getRowVector(i);
      RealVector notT = t.mapMultiply(-1).mapAddToSelf(1);
      RealVector notP = p.mapMultiply(-1).mapAddToSelf(1);
      sum -= t.dotProduct(p.map(clampedLog)) + notT.dotProduct(notP.map(clampedLog));
      RealVector denominator = p.ebeMultiply(notP).map(v -> Math.max(v, (float) 1e-12));
      gradient.setRowVector(i, gradient.getRowVector(i).ebeDivide(denominator));
    }
    return new Loss(sum / n, gradient.scalarMultiply(1 / n));
  }

  private static RealMatrix linear(RealMatrix input, RealMatrix weights, RealVector bias) {
    RealMatrix z = MatrixUtils.createRealMatrix(input.getRowDimension(), weights.getRowDimension());
    for (int i = 0; i < input.getRowDimension(); i++) {
      z.setRowVector(i, weights.operate(input.getRowVector(i)).add(bias));
    }
    return z;
  }

  private static UnivariateFunction function(Activation activation) {
    switch (activation) {
      case RELU:
        return z -> Math.max(z, 0);
      case SIGMOID:
        return new Sigmoid();
      default:
        return new Identity();
    }
  }

  private static UnivariateFunction derivative(Activation activation) {
    switch (activation) {
      case RELU:
        return z -> (Math.signum(z) + 1) / 2 > 0.5 ? 1 : 0;
      case SIGMOID:
        UnivariateFunction sigmoid = new Sigmoid();
        return z -> sigmoid.value(z) * (1 - sigmoid.value(z));
      default:
        return z -> 1;
    }
  }

  private static RealMatrix mapRows(RealMatrix z, UnivariateFunction function) {
    RealMatrix result = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      result.setRowVector(i, z.getRowVector(i).map(function));
    }
    return result;
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
