package mlp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Streams and lambdas instead of loops. */
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
  private Map<Layer, double[][]> cache = new EnumMap<>(Layer.class);

  private enum Layer {
    INPUT,
    Z1,
    Z2,
    Z3
  }

  private static final Map<Activation, DoubleUnaryOperator> FUNCTIONS =
      Map.of(
          Activation.RELU,
          z -> Math.max(0, z),
          Activation.SIGMOID,
          MLP::sigmoid,
          Activation.IDENTITY,
          DoubleUnaryOperator.identity());

  private static final Map<Activation, DoubleUnaryOperator> DERIVATIVES =
      Map.of(
          Activation.RELU, z -> z > 0 ? 1 : 0,
          Activation.SIGMOID, z -> sigmoid(z) * sigmoid(-z),
          Activation.IDENTITY, z -> 1);

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
            matrix(random(linear1OutFeatures, linear1InFeatures)),
            new ArrayRealVector(random(1, linear1OutFeatures)[0]),
            matrix(random(linear2OutFeatures, linear2InFeatures)),
            new ArrayRealVector(random(1, linear2OutFeatures)[0]));
    clearGradAndCache();
  }

  public RealMatrix forward(RealMatrix x) {
    cache.put(Layer.INPUT, x.getData());
    cache.put(Layer.Z1, linear(x.getData(), parameters.W1(), parameters.b1()));
    cache.put(Layer.Z2, map(cache.get(Layer.Z1), FUNCTIONS.get(f)));
    cache.put(Layer.Z3, linear(cache.get(Layer.Z2), parameters.W2(), parameters.b2()));
    return matrix(map(cache.get(Layer.Z3), FUNCTIONS.get(g)));
  }

  public void backward(RealMatrix dJdyHat) {
    double[][] delta2 =
        combine(dJdyHat.getData(), map(cache.get(Layer.Z3), DERIVATIVES.get(g)), (a, b) -> a * b);
    double[][] delta1 =
        combine(
            product(delta2, parameters.W2().getData()),
            map(cache.get(Layer.Z1), DERIVATIVES.get(f)),
            (a, b) -> a * b);
    grads =
        new Gradients(
            matrix(product(transpose(delta1), cache.get(Layer.INPUT))),
            columnSums(delta1),
            matrix(product(transpose(delta2), cache.get(Layer.Z2))),
            columnSums(delta2));
  }

  public void clearGradAndCache() {
    cache.clear();
    grads =
        new Gradients(
            matrix(zeros(parameters.W1().getData())),
            new ArrayRealVector(parameters.b1().getDimension()),
            matrix(zeros(parameters.W2().getData())),
            new ArrayRealVector(parameters.b2().getDimension()));
  }

  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    double[][] difference = combine(yHat.getData(), y.getData(), (p, t) -> p - t);
    double n = elements(difference).count();
    return new Loss(
        elements(difference).map(d -> d * d).average().orElseThrow(),
        matrix(map(difference, d -> 2 * d / n)));
  }

  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    double[][] losses =
        combine(
            y.getData(),
            yHat.getData(),
            (t, p) -> -(t * clampedLog(p) + (1 - t) * clampedLog(1 - p)));
    double n = elements(losses).count();
    double[][] gradient =
        combine(
            y.getData(),
            yHat.getData(),
            (t, p) -> (p - t) / Math.max(p * (1 - p), (float) 1e-12) / n);
    return new Loss(elements(losses).average().orElseThrow(), matrix(gradient));
  }

  private static double[][] zeros(double[][] like) {
    return Stream.of(like).map(row -> new double[row.length]).toArray(double[][]::new);
  }

  private static double clampedLog(double p) {
    return Math.max(Math.log(p), -100);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double[][] linear(double[][] input, RealMatrix weights, RealVector bias) {
    return Arrays.stream(product(input, weights.transpose().getData()))
        .map(row -> new ArrayRealVector(row).add(bias).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] columns = transpose(b);
    return Arrays.stream(a)
        .map(row -> Arrays.stream(columns).mapToDouble(column -> dot(row, column)).toArray())
        .toArray(double[][]::new);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[][] transpose(double[][] matrix) {
    return IntStream.range(0, matrix[0].length)
        .mapToObj(j -> Arrays.stream(matrix).mapToDouble(row -> row[j]).toArray())
        .toArray(double[][]::new);
  }

  private static RealVector columnSums(double[][] matrix) {
    return new ArrayRealVector(
        Arrays.stream(transpose(matrix))
            .mapToDouble(column -> Arrays.stream(column).sum())
            .toArray());
  }

  private static DoubleStream elements(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream);
  }

  private static double[][] map(double[][] matrix, DoubleUnaryOperator function) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).map(function).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] combine(double[][] a, double[][] b, DoubleBinaryOperator function) {
    return IntStream.range(0, a.length)
        .mapToObj(
            i ->
                IntStream.range(0, a[i].length)
                    .mapToDouble(j -> function.applyAsDouble(a[i][j], b[i][j]))
                    .toArray())
        .toArray(double[][]::new);
  }

  private static RealMatrix matrix(double[][] values) {
    return new Array2DRowRealMatrix(values, false);
  }

  private static double[][] random(int rows, int columns) {
    Random random = new Random();
    return IntStream.range(0, rows)
        .mapToObj(i -> random.doubles(columns, -1, 1).map(u -> u / Math.sqrt(columns)).toArray())
        .toArray(double[][]::new);
  }
}
