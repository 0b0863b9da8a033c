package mlp;

import java.util.*;
import java.util.function.*;
import java.util.stream.*;
import org.apache.commons.math3.linear.*;

/** The hidden units that forward kept are overwritten before the gradient of W2 uses them. */
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
  private RealMatrix z;
  private RealMatrix h;
  private RealMatrix yHat;

  private RealMatrix layer(RealMatrix in, RealMatrix W, RealVector b) {
    RealMatrix r = in.multiply(W.transpose());
    for (int j = 0; j < b.getDimension(); j++) {
      r.setColumnVector(j, r.getColumnVector(j).mapAdd(b.getEntry(j)));
    }
    return r;
  }

  private RealMatrix act(Activation a, RealMatrix m) {
    RealMatrix r = m.copy();
    for (int i = 0; i < m.getRowDimension(); i++) {
      RealVector v = m.getRowVector(i);
      if (a == Activation.RELU) v = v.map(e -> Math.max(e, 0));
      if (a == Activation.SIGMOID) v = v.map(e -> 1 / (1 + Math.exp(-e)));
      r.setRowVector(i, v);
    }
    return r;
  }

  // derivative from the value after the activation
  private RealMatrix through(Activation a, RealMatrix d, RealMatrix after) {
    RealMatrix r = d.copy();
    for (int i = 0; i < d.getRowDimension(); i++) {
      RealVector v = after.getRowVector(i);
      switch (a) {
        case RELU -> v = v.map(e -> e > 0 ? 1 : 0);
        case SIGMOID -> v = v.map(e -> e * (1 - e));
        case IDENTITY -> v = v.map(e -> 1);
      }
      r.setRowVector(i, d.getRowVector(i).ebeMultiply(v));
    }
    return r;
  }

  private RealVector sum(RealMatrix m) {
    double[] ones = new double[m.getRowDimension()];
    Arrays.fill(ones, 1);
    return new ArrayRealVector(m.preMultiply(ones));
  }

  public RealMatrix forward(RealMatrix x) {
    this.x = x.copy();
    z = layer(x, parameters.W1(), parameters.b1());
    h = act(fFunction, z);
    yHat = act(gFunction, layer(h, parameters.W2(), parameters.b2()));
    return yHat.copy();
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix d = through(gFunction, dJdyHat, yHat);
    RealMatrix a = act(fFunction, z);
    h = d.multiply(parameters.W2());
    RealMatrix dW2 = d.transpose().multiply(h);
    RealVector db2 = sum(d);
    d = through(fFunction, h, a);
    grads = new Gradients(d.transpose().multiply(x), sum(d), dW2, db2);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    RealMatrix r = yHat.subtract(y);
    return new Loss(Math.pow(r.getFrobeniusNorm(), 2) / n, r.scalarMultiply(2d / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int n = y.getRowDimension() * y.getColumnDimension();
    double[] total = {0};
    RealMatrix r = yHat.copy();
    r.walkInRowOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int i, int j, double p) {
            double t = y.getEntry(i, j);
            total[0] += t * Math.max(Math.log(p), -100) + (1 - t) * Math.max(Math.log(1 - p), -100);
            return (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n;
          }
        });
    return new Loss(-total[0] / n, r);
  }

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
