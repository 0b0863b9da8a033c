package mlp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import mlp.layers.Elementwise;
import mlp.layers.Identity;
import mlp.layers.Layer;
import mlp.layers.Linear;
import mlp.layers.Relu;
import mlp.layers.Sigmoid;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Layers as classes of their own, in a package of their own, behind a sealed interface. */
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

  private final Elementwise f;
  private final Elementwise g;
  private final Deque<Layer> layers = new ArrayDeque<>();

  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    f = elementwise(fFunction);
    g = elementwise(gFunction);
    parameters =
        new Parameters(
            random(linear1OutFeatures, linear1InFeatures),
            random(linear1OutFeatures, 1).getColumnVector(0),
            random(linear2OutFeatures, linear2InFeatures),
            random(linear2OutFeatures, 1).getColumnVector(0));
    clearGradAndCache();
  }

  private static Elementwise elementwise(Activation activation) {
    return switch (activation) {
      case RELU -> new Relu();
      case SIGMOID -> new Sigmoid();
      case IDENTITY -> new Identity();
    };
  }

  public RealMatrix forward(RealMatrix x) {
    layers.clear();
    layers.addAll(
        List.of(
            new Linear(parameters.W1(), parameters.b1()),
            f.fresh(),
            new Linear(parameters.W2(), parameters.b2()),
            g.fresh()));
    RealMatrix value = x;
    for (Layer layer : layers) {
      value = layer.forward(value);
    }
    return value;
  }

  public void backward(RealMatrix dJdyHat) {
    Deque<Linear> linears = new ArrayDeque<>();
    RealMatrix gradient = dJdyHat;
    for (Iterator<Layer> backwards = layers.descendingIterator(); backwards.hasNext(); ) {
      Layer layer = backwards.next();
      gradient = layer.backward(gradient);
      if (layer instanceof Linear linear) {
        linears.push(linear);
      }
    }
    Linear first = linears.pop();
    Linear second = linears.pop();
    grads =
        new Gradients(
            first.weightGradient(),
            first.biasGradient(),
            second.weightGradient(),
            second.biasGradient());
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
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix difference = yHat.subtract(y);
    double sum = 0;
    for (double[] row : difference.getData()) {
      for (double value : row) {
        sum += value * value;
      }
    }
    return new Loss(sum / n, difference.scalarMultiply(2.0 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix dJdyHat = yHat.copy();
    double sum = 0;
    for (int i = 0; i < y.getRowDimension(); i++) {
      for (int j = 0; j < y.getColumnDimension(); j++) {
        double t = y.getEntry(i, j);
        double p = yHat.getEntry(i, j);
        sum -= t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
        dJdyHat.setEntry(i, j, (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
      }
    }
    return new Loss(sum / n, dJdyHat);
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
