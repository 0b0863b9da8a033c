package mlp;

import java.util.Random;
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

  private RealMatrix lastX;

  // Inside, a sample is a column, as in the lecture: Z = W X + b
  private static RealMatrix addToColumns(RealMatrix m, RealVector b) {
    RealMatrix r = m.copy();
    for (int c = 0; c < r.getColumnDimension(); c++) {
      r.setColumnVector(c, m.getColumnVector(c).add(b));
    }
    return r;
  }

  private RealMatrix preHidden(RealMatrix xT) {
    return addToColumns(parameters.W1().multiply(xT), parameters.b1());
  }

  private RealMatrix preOutput(RealMatrix hidden) {
    return addToColumns(parameters.W2().multiply(hidden), parameters.b2());
  }

  private static double relu(double z) {
    return z < 0 ? 0 : z;
  }

  private static double sigma(double z) {
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double e = Math.exp(z);
    return e / (1 + e);
  }

  private static RealMatrix value(Activation kind, RealMatrix z) {
    RealMatrix r = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double v = z.getEntry(i, j);
        switch (kind) {
          case RELU -> r.setEntry(i, j, relu(v));
          case SIGMOID -> r.setEntry(i, j, sigma(v));
          case IDENTITY -> r.setEntry(i, j, v);
        }
      }
    }
    return r;
  }

  private static RealMatrix prime(Activation kind, RealMatrix z) {
    RealMatrix r = z.copy();
    for (int i = 0; i < z.getRowDimension(); i++) {
      for (int j = 0; j < z.getColumnDimension(); j++) {
        double v = z.getEntry(i, j);
        switch (kind) {
          case RELU -> r.setEntry(i, j, v > 0 ? 1 : 0);
          case SIGMOID -> r.setEntry(i, j, sigma(v) * (1 - sigma(v)));
          case IDENTITY -> r.setEntry(i, j, 1);
        }
      }
    }
    return r;
  }

  private static RealMatrix elementwise(RealMatrix a, RealMatrix b) {
    RealMatrix r = a.copy();
    for (int i = 0; i < a.getRowDimension(); i++) {
      for (int j = 0; j < a.getColumnDimension(); j++) {
        r.multiplyEntry(i, j, b.getEntry(i, j));
      }
    }
    return r;
  }

  private static RealVector rowSums(RealMatrix m) {
    RealVector s = new ArrayRealVector(m.getRowDimension());
    for (int i = 0; i < m.getRowDimension(); i++) {
      double t = 0;
      for (int j = 0; j < m.getColumnDimension(); j++) {
        t += m.getEntry(i, j);
      }
      s.setEntry(i, t);
    }
    return s;
  }

  public RealMatrix forward(RealMatrix x) {
    lastX = x.copy();
    RealMatrix hidden = value(fFunction, preHidden(x.transpose()));
    return value(gFunction, preOutput(hidden)).transpose();
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix xT = lastX.transpose();
    RealMatrix zHidden = preHidden(xT);
    RealMatrix hidden = value(fFunction, zHidden);
    RealMatrix zOutput = preOutput(zHidden);
    RealMatrix upstream = dJdyHat.transpose();
    RealMatrix dOutput = elementwise(upstream, prime(gFunction, zOutput));
    RealMatrix gW2 = dOutput.multiply(hidden.transpose());
    RealVector gb2 = rowSums(dOutput);
    RealMatrix dHidden =
        elementwise(parameters.W2().transpose().multiply(dOutput), prime(fFunction, zHidden));
    RealMatrix gW1 = dHidden.multiply(xT.transpose());
    RealVector gb1 = rowSums(dHidden);
    grads = new Gradients(gW1, gb1, gW2, gb2);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    int b = yHat.getRowDimension();
    int k = yHat.getColumnDimension();
    RealMatrix error = yHat.subtract(y);
    double trace = error.transpose().multiply(error).getTrace();
    return new Loss(trace / b / k, error.scalarMultiply(2.0).scalarMultiply(1.0 / b / k));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int b = yHat.getRowDimension();
    int k = yHat.getColumnDimension();
    double[][] d = new double[b][k];
    double j = 0;
    for (int s = 0; s < b; s++) {
      double perSample = 0;
      for (int o = 0; o < k; o++) {
        double t = y.getEntry(s, o);
        double p = yHat.getEntry(s, o);
        perSample += -t * Math.max(Math.log(p), -100.0);
        perSample += -(1 - t) * Math.max(Math.log(1 - p), -100.0);
        double den = p * (1 - p);
        if (den < (float) 1e-12) {
          den = (float) 1e-12;
        }
        d[s][o] = (p - t) / den / b / k;
      }
      j += perSample / k;
    }
    return new Loss(j / b, MatrixUtils.createRealMatrix(d));
  }
}
