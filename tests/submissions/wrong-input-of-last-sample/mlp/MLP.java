package mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Sample by sample; of the input only the last sample is kept. */
public class MLP {
  public enum Activation {
    RELU,
    SIGMOID,
    IDENTITY
  }

  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  public record Loss(double J, RealMatrix dJdyHat) {}

  private static final double LEAST_DENOMINATOR = (float) 1e-12;

  public Parameters parameters;
  public Gradients grads;

  private final Activation f;
  private final Activation g;
  private final List<RealVector> z1 = new ArrayList<>();
  private final List<RealVector> z2 = new ArrayList<>();
  private RealVector input;

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
            weights(random, linear1OutFeatures, linear1InFeatures),
            weights(random, linear1OutFeatures, linear1InFeatures).getColumnVector(0),
            weights(random, linear2OutFeatures, linear2InFeatures),
            weights(random, linear2OutFeatures, linear2InFeatures).getColumnVector(0));
    clearGradAndCache();
  }

  private static RealMatrix weights(Random random, int outputs, int inputs) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(outputs, inputs);
    for (int i = 0; i < outputs; i++) {
      for (int j = 0; j < inputs; j++) {
        matrix.setEntry(i, j, random.nextGaussian() / Math.sqrt(inputs));
      }
    }
    return matrix;
  }

  public RealMatrix forward(RealMatrix x) {
    z1.clear();
    z2.clear();
    RealMatrix yHat =
        new Array2DRowRealMatrix(x.getRowDimension(), parameters.W2().getRowDimension());
    for (int sample = 0; sample < x.getRowDimension(); sample++) {
      input = x.getRowVector(sample);
      z1.add(parameters.W1().operate(input).add(parameters.b1()));
      RealVector hidden = z1.get(sample).map(z -> value(f, z));
      z2.add(parameters.W2().operate(hidden).add(parameters.b2()));
      yHat.setRowVector(sample, z2.get(sample).map(z -> value(g, z)));
    }
    return yHat;
  }

  public void backward(RealMatrix dJdyHat) {
    clearGrad();
    RealMatrix dJdW1 = grads.dJdW1();
    RealVector dJdb1 = grads.dJdb1();
    RealMatrix dJdW2 = grads.dJdW2();
    RealVector dJdb2 = grads.dJdb2();
    for (int sample = 0; sample < z1.size(); sample++) {
      RealVector hidden = z1.get(sample).map(z -> value(f, z));
      RealVector delta2 =
          dJdyHat.getRowVector(sample).ebeMultiply(z2.get(sample).map(z -> slope(g, z)));
      RealVector delta1 =
          parameters.W2().preMultiply(delta2).ebeMultiply(z1.get(sample).map(z -> slope(f, z)));
      dJdW2 = dJdW2.add(delta2.outerProduct(hidden));
      dJdb2 = dJdb2.add(delta2);
      dJdW1 = dJdW1.add(delta1.outerProduct(input));
      dJdb1 = dJdb1.add(delta1);
    }
    grads = new Gradients(dJdW1, dJdb1, dJdW2, dJdb2);
  }

  public void clearGradAndCache() {
    clearGrad();
    z1.clear();
    z2.clear();
  }

  private void clearGrad() {
    int inputs = parameters.W1().getColumnDimension();
    int units = parameters.W1().getRowDimension();
    int outputs = parameters.W2().getRowDimension();
    grads =
        new Gradients(
            MatrixUtils.createRealMatrix(units, inputs),
            new ArrayRealVector(units),
            MatrixUtils.createRealMatrix(outputs, units),
            new ArrayRealVector(outputs));
  }

  private static double value(Activation activation, double z) {
    return switch (activation) {
      case RELU -> Math.max(0, z);
      case SIGMOID -> 1 / (1 + Math.exp(-z));
      case IDENTITY -> z;
    };
  }

  private static double slope(Activation activation, double z) {
    return switch (activation) {
      case RELU -> z > 0 ? 1 : 0;
      case SIGMOID -> value(activation, z) * (1 - value(activation, z));
      case IDENTITY -> 1;
    };
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int count = y.getRowDimension() * y.getColumnDimension();
    RealMatrix residuals = yHat.subtract(y);
    double norm = residuals.getFrobeniusNorm();
    return new Loss(norm * norm / count, residuals.scalarMultiply(2.0 / count));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int count = y.getRowDimension() * y.getColumnDimension();
    RealMatrix dJdyHat = yHat.subtract(y);
    double J = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double label = y.getEntry(i, j);
        double chance = yHat.getEntry(i, j);
        J -= label * limitedLog(chance) + (1 - label) * limitedLog(1 - chance);
        double denominator = Math.max(chance * (1 - chance), LEAST_DENOMINATOR);
        dJdyHat.multiplyEntry(i, j, 1 / (denominator * count));
      }
    }
    return new Loss(J / count, dJdyHat);
  }

  private static double limitedLog(double value) {
    return Math.max(Math.log(value), -100);
  }
}
