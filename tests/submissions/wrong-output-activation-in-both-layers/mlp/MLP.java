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

  private Dense first;
  private Dense second;
  private Nonlinearity hiddenAct;
  private Nonlinearity outputAct;

  private static class Dense {
    final RealMatrix w;
    final RealVector b;
    RealMatrix input;
    RealMatrix dW;
    RealVector db;

    Dense(RealMatrix w, RealVector b) {
      this.w = w;
      this.b = b;
    }

    RealMatrix forward(RealMatrix in) {
      input = in;
      RealMatrix z = in.multiply(w.transpose());
      for (int r = 0; r < z.getRowDimension(); r++) {
        z.setRowVector(r, z.getRowVector(r).add(b));
      }
      return z;
    }

    RealMatrix backward(RealMatrix dz) {
      dW = dz.transpose().multiply(input);
      db = new ArrayRealVector(b.getDimension());
      for (int r = 0; r < dz.getRowDimension(); r++) {
        db = db.add(dz.getRowVector(r));
      }
      return dz.multiply(w);
    }
  }

  private static class Nonlinearity {
    final Activation kind;
    RealMatrix z;
    RealMatrix a;

    Nonlinearity(Activation kind) {
      this.kind = kind;
    }

    RealMatrix forward(RealMatrix in) {
      z = in;
      a = in.copy();
      for (int r = 0; r < a.getRowDimension(); r++) {
        for (int c = 0; c < a.getColumnDimension(); c++) {
          double v = in.getEntry(r, c);
          if (kind == Activation.RELU) {
            a.setEntry(r, c, Math.max(0, v));
          }
          if (kind == Activation.SIGMOID) {
            a.setEntry(r, c, 1 / (1 + Math.exp(-v)));
          }
        }
      }
      return a;
    }

    RealMatrix backward(RealMatrix da) {
      RealMatrix dz = da.copy();
      for (int r = 0; r < dz.getRowDimension(); r++) {
        for (int c = 0; c < dz.getColumnDimension(); c++) {
          if (kind == Activation.RELU) {
            if (z.getEntry(r, c) <= 0) {
              dz.setEntry(r, c, 0);
            }
          } else if (kind == Activation.SIGMOID) {
            double s = a.getEntry(r, c);
            dz.multiplyEntry(r, c, s * (1 - s));
          }
        }
      }
      return dz;
    }
  }

  public RealMatrix forward(RealMatrix x) {
    first = new Dense(parameters.W1(), parameters.b1());
    second = new Dense(parameters.W2(), parameters.b2());
    hiddenAct = new Nonlinearity(gFunction);
    outputAct = new Nonlinearity(gFunction);
    RealMatrix z1 = first.forward(x);
    RealMatrix a1 = hiddenAct.forward(z1);
    RealMatrix z2 = second.forward(a1);
    return outputAct.forward(z2).copy();
  }

  public void backward(RealMatrix dJdyHat) {
    RealMatrix dz2 = outputAct.backward(dJdyHat);
    RealMatrix da1 = second.backward(dz2);
    RealMatrix dz1 = hiddenAct.backward(da1);
    first.backward(dz1);
    grads = new Gradients(first.dW, first.db, second.dW, second.db);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    RealMatrix d = yHat.subtract(y);
    int n = d.getRowDimension() * d.getColumnDimension();
    double sumOfSquares = 0;
    for (int r = 0; r < d.getRowDimension(); r++) {
      RealVector row = d.getRowVector(r);
      sumOfSquares += row.dotProduct(row);
    }
    return new Loss(sumOfSquares / n, d.scalarMultiply(2.0 / n));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    int rows = y.getRowDimension();
    int columns = y.getColumnDimension();
    int n = rows * columns;
    double loss = 0;
    RealMatrix grad = MatrixUtils.createRealMatrix(rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        double target = y.getEntry(r, c);
        double prob = yHat.getEntry(r, c);
        loss += target * clampedLog(prob) + (1 - target) * clampedLog(1 - prob);
        double denominator = Math.max(prob * (1 - prob), (float) 1e-12);
        grad.setEntry(r, c, (prob - target) / denominator / n);
      }
    }
    return new Loss(-loss / n, grad);
  }

  private static double clampedLog(double v) {
    return Math.max(Math.log(v), -100);
  }
}
