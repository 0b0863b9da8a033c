package mlp;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
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

  private double[][] xs;
  private double[][] pre1;
  private double[][] post1;
  private double[][] pre2;
  private double[][] post2;

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[][] transpose(double[][] m) {
    return IntStream.range(0, m[0].length)
        .mapToObj(j -> IntStream.range(0, m.length).mapToDouble(i -> m[i][j]).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] affine(double[][] in, double[][] w, double[] b) {
    return Arrays.stream(in)
        .map(row -> IntStream.range(0, w.length).mapToDouble(j -> dot(row, w[j]) + b[j]).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] bt = transpose(b);
    return Arrays.stream(a)
        .map(row -> Arrays.stream(bt).mapToDouble(col -> dot(row, col)).toArray())
        .toArray(double[][]::new);
  }

  private static double[] columnSums(double[][] m) {
    return Arrays.stream(transpose(m)).mapToDouble(c -> Arrays.stream(c).sum()).toArray();
  }

  private static double apply(Activation a, double v) {
    switch (a) {
      case RELU:
        return Math.max(v, 0);
      case SIGMOID:
        return 1 / (1 + Math.exp(-v));
      default:
        return v;
    }
  }

  /** derivative from the value after the activation */
  private static double slope(Activation a, double after) {
    switch (a) {
      case RELU:
        return after > 0 ? 1 : 0;
      case SIGMOID:
        return after * (1 - after);
      default:
        return 1;
    }
  }

  private static double[][] applyAll(Activation a, double[][] m) {
    return Arrays.stream(m)
        .map(r -> Arrays.stream(r).map(v -> apply(a, v)).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] times(double[][] up, Activation a, double[][] after) {
    return IntStream.range(0, up.length)
        .mapToObj(
            i ->
                IntStream.range(0, up[i].length)
                    .mapToDouble(j -> up[i][j] * slope(a, after[i][j]))
                    .toArray())
        .toArray(double[][]::new);
  }

  public RealMatrix forward(RealMatrix x) {
    xs = x.getData();
    pre1 = affine(xs, parameters.W1().getData(), parameters.b1().toArray());
    post1 = applyAll(fFunction, pre1);
    pre2 = affine(post1, parameters.W2().getData(), parameters.b2().toArray());
    post2 = applyAll(gFunction, pre2);
    return new Array2DRowRealMatrix(post2);
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] e2 = times(dJdyHat.getData(), gFunction, post2);
    double[][] gradW2 = product(transpose(e2), post1);
    double[] gradb2 = columnSums(e2);
    double[][] up = product(e2, parameters.W2().getData());
    double[][] e1 = times(up, fFunction, post1);
    double[][] gradW1 = product(transpose(e1), xs);
    double[] gradb1 = columnSums(e1);
    grads =
        new Gradients(
            new Array2DRowRealMatrix(gradW1),
            new ArrayRealVector(gradb1),
            new Array2DRowRealMatrix(gradW2),
            new ArrayRealVector(gradb2));
  }

  private static double[] flat(RealMatrix m) {
    return Arrays.stream(m.getData()).flatMapToDouble(Arrays::stream).toArray();
  }

  private static RealMatrix unflat(double[] v, int columns) {
    double[][] rows = new double[v.length / columns][columns];
    for (int i = 0; i < v.length; i++) {
      rows[i % rows.length][i / rows.length] = v[i];
    }
    return new Array2DRowRealMatrix(rows);
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double[] t = flat(y);
    double[] p = flat(yHat);
    int n = t.length;
    double j = IntStream.range(0, n).mapToDouble(i -> Math.pow(t[i] - p[i], 2)).average().getAsDouble();
    double[] d = IntStream.range(0, n).mapToDouble(i -> -2.0 * (t[i] - p[i]) / n).toArray();
    return new Loss(j, unflat(d, y.getColumnDimension()));
  }

  private static double safeLog(double v) {
    return v <= 0 ? -100 : Math.max(-100, Math.log(v));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double[] t = flat(y);
    double[] p = flat(yHat);
    int n = t.length;
    double j =
        IntStream.range(0, n)
            .mapToDouble(i -> -(t[i] * safeLog(p[i]) + (1 - t[i]) * safeLog(1 - p[i])))
            .average()
            .getAsDouble();
    double eps = (float) 1e-12;
    double[] d =
        IntStream.range(0, n)
            .mapToDouble(i -> (p[i] - t[i]) / Math.max(eps, p[i] * (1 - p[i])) / n)
            .toArray();
    return new Loss(j, unflat(d, y.getColumnDimension()));
  }
}
