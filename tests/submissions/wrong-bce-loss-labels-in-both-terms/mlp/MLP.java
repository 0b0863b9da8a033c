package mlp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.function.Sigmoid;
import org.apache.commons.math3.linear.ArrayRealVector;
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

  private record Sample(RealVector x, RealVector z1, RealVector h, RealVector z2) {}

  private final List<Sample> samples = new ArrayList<>();

  private static UnivariateFunction function(Activation a) {
    return switch (a) {
      case RELU -> z -> Math.max(0.0, z);
      case SIGMOID -> new Sigmoid();
      case IDENTITY -> z -> z;
    };
  }

  private static UnivariateFunction derivative(Activation a) {
    return switch (a) {
      case RELU -> z -> Math.signum(Math.max(0.0, z));
      case SIGMOID -> z -> {
        double s = new Sigmoid().value(z);
        return s - s * s;
      };
      case IDENTITY -> z -> 1.0;
    };
  }

  public RealMatrix forward(RealMatrix x) {
    samples.clear();
    RealMatrix result =
        MatrixUtils.createRealMatrix(x.getRowDimension(), parameters.W2().getRowDimension());
    for (int i = 0; i < x.getRowDimension(); i++) {
      RealVector xi = x.getRowVector(i);
      RealVector z1 = parameters.W1().operate(xi).add(parameters.b1());
      RealVector h = z1.map(function(fFunction));
      RealVector z2 = parameters.W2().operate(h).add(parameters.b2());
      samples.add(new Sample(xi, z1, h, z2));
      result.setRowVector(i, z2.map(function(gFunction)));
    }
    return result;
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix gW1 = grads.dJdW1();
    RealVector gb1 = grads.dJdb1();
    RealMatrix gW2 = grads.dJdW2();
    RealVector gb2 = grads.dJdb2();
    for (int i = 0; i < samples.size(); i++) {
      Sample s = samples.get(i);
      RealVector d2 = dJdyHat.getRowVector(i).ebeMultiply(s.z2().map(derivative(gFunction)));
      gW2 = gW2.add(d2.outerProduct(s.h()));
      gb2 = gb2.add(d2);
      RealVector dh = parameters.W2().preMultiply(d2);
      RealVector d1 = dh.ebeMultiply(s.z1().map(derivative(fFunction)));
      gW1 = gW1.add(d1.outerProduct(s.x()));
      gb1 = gb1.add(d1);
    }
    grads = new Gradients(gW1, gb1, gW2, gb2);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double j = 0;
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix d = MatrixUtils.createRealMatrix(y.getRowDimension(), y.getColumnDimension());
    for (int i = 0; i < y.getRowDimension(); i++) {
      RealVector e = yHat.getRowVector(i).subtract(y.getRowVector(i));
      j += e.dotProduct(e) / n;
      d.setRowVector(i, e.mapMultiply(2.0 / n));
    }
    return new Loss(j, d);
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double j = 0;
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix d = MatrixUtils.createRealMatrix(y.getRowDimension(), y.getColumnDimension());
    for (int i = 0; i < y.getRowDimension(); i++) {
      RealVector t = y.getRowVector(i);
      RealVector p = yHat.getRowVector(i);
      RealVector q = p.map(v -> 1 - v);
      RealVector u = t.map(v -> 1 - v);
      j -= t.dotProduct(p.map(v -> Math.max(Math.log(v), -100)));
      j -= t.dotProduct(q.map(v -> Math.max(Math.log(v), -100)));
      RealVector den = p.ebeMultiply(q).map(v -> Math.max(v, (float) 1e-12));
      d.setRowVector(i, p.subtract(t).ebeDivide(den).mapDivide(n));
    }
    return new Loss(j / n, d);
  }
}
