package grader.reference;

import static grader.reference.Matrices.dot;
import static grader.reference.Matrices.times;
import static grader.reference.Mistake.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An activation of one layer with mistakes: a function and what is taken for its derivative.
 *
 * @param named the activation that the network was made with
 * @param layer {@code hidden} or {@code output}
 */
record WrongActivation(Activation named, String layer, Mistakes mistakes) {
  /** What goes wrong in the values of each activation, beside what it is taken for. */
  private static final Set<Mistake> OF_RELU =
      EnumSet.of(RELU_LEAKY, RELU_INVERTED, RELU_ABSOLUTE, RELU_STEP, RELU_SCALED);

  private static final Set<Mistake> OF_SIGMOID =
      EnumSet.of(
          TANH,
          SIGMOID_SIGN,
          SIGMOID_PARENTHESIS,
          SIGMOID_OF_MULTIPLE,
          SIGMOID_OF_ABSOLUTE,
          SIGMOID_OF_SHIFTED,
          SIGMOID_OVERFLOWS,
          SIGMOID_CLIPS_INPUT);
  private static final Set<Mistake> OF_ANY = EnumSet.of(ACTIVATION_TWICE);

  /** What goes wrong in the derivative of ReLU alone. */
  private static final Set<Mistake> OF_RELU_DERIVATIVE =
      EnumSet.of(
          RELU_DERIVATIVE_ZERO,
          RELU_DERIVATIVE_AS_SIGMOID,
          RELU_DERIVATIVE_OMITTED,
          RELU_DERIVATIVE_INVERTED,
          RELU_DERIVATIVE_IS_SIGN,
          RELU_DERIVATIVE_IS_RELU,
          RELU_DERIVATIVE_LEAKY,
          RELU_MASK_OF_UPSTREAM,
          RELU_DERIVATIVE_ENDS_AT_INACTIVE,
          RELU_DERIVATIVE_AT_ZERO_ONE,
          RELU_DERIVATIVE_AT_ZERO_HALF);

  /** What goes wrong in the derivatives of each, because of the values or not. */
  private static final Set<Mistake> OF_RELU_SLOPES =
      EnumSet.of(
          RELU_LEAKY,
          RELU_INVERTED,
          RELU_ABSOLUTE,
          RELU_SCALED,
          RELU_DERIVATIVE_ZERO,
          RELU_DERIVATIVE_AS_SIGMOID,
          RELU_DERIVATIVE_OMITTED,
          RELU_DERIVATIVE_INVERTED,
          RELU_DERIVATIVE_IS_SIGN,
          RELU_DERIVATIVE_IS_RELU,
          RELU_DERIVATIVE_LEAKY,
          RELU_MASK_OF_UPSTREAM,
          RELU_DERIVATIVE_ENDS_AT_INACTIVE,
          RELU_DERIVATIVE_AT_ZERO_ONE,
          RELU_DERIVATIVE_AT_ZERO_HALF);

  private static final Set<Mistake> OF_SIGMOID_SLOPES =
      EnumSet.of(
          TANH,
          SIGMOID_SIGN,
          SIGMOID_OVERFLOWS,
          SIGMOID_CLIPS_INPUT,
          SIGMOID_DERIVATIVE_ZERO,
          SIGMOID_DERIVATIVE_AS_RELU,
          SIGMOID_DERIVATIVE_OMITTED,
          SIGMOID_DERIVATIVE_IS_SIGMOID,
          SIGMOID_DERIVATIVE_IS_COMPLEMENT,
          SIGMOID_DERIVATIVE_SQUARED,
          SIGMOID_DERIVATIVE_PLUS,
          SIGMOID_DERIVATIVE_SIGN,
          SIGMOID_DERIVATIVE_SCALED,
          SIGMOID_DERIVATIVE_OF_TANH,
          SIGMOID_DERIVATIVE_OF_SOFTMAX,
          SIGMOID_DERIVATIVE_WITHOUT_SIGMOID,
          SIGMOID_DERIVATIVE_OVERFLOWS,
          SIGMOID_DERIVATIVE_CLIPS_INPUT,
          SOFTMAX);
  private static final Set<Mistake> OF_IDENTITY_SLOPES =
      EnumSet.of(
          IDENTITY_DERIVATIVE_ZERO,
          IDENTITY_DERIVATIVE_IS_INPUT,
          IDENTITY_DERIVATIVE_EYE,
          IDENTITY_DERIVATIVE_AS_RELU,
          IDENTITY_DERIVATIVE_AS_SIGMOID);
  private static final Set<Mistake> OF_ANY_SLOPES =
      EnumSet.of(
          DERIVATIVES_OF_NAMED_ACTIVATIONS,
          DERIVATIVES_FROM_OUTPUTS,
          DERIVATIVE_OMITTED,
          DERIVATIVE_OF_ACTIVATED_VALUE,
          DERIVATIVE_IS_VALUE,
          DERIVATIVE_TWICE,
          DERIVATIVE_OF_UPSTREAM,
          DERIVATIVE_OF_FIRST_SAMPLE,
          DERIVATIVE_OF_FIRST_UNIT,
          DERIVATIVES_SWAPPED,
          RELU_MASK_FOR_ALL,
          SIGMOID_DERIVATIVE_FOR_ALL);

  /** What the forward pass takes the activation for. */
  Activation taken() {
    if (in(ALWAYS_RELU)) {
      return new ReLU();
    }
    if (in(ALWAYS_SIGMOID)) {
      return new Sigmoid();
    }
    if (in(ALWAYS_IDENTITY)) {
      return new Identity();
    }
    if (named instanceof ReLU) {
      return in(RELU_LEFT_OUT) ? new Identity() : in(RELU_AS_SIGMOID) ? new Sigmoid() : named;
    }
    if (named instanceof Sigmoid) {
      return in(SIGMOID_LEFT_OUT) ? new Identity() : in(SIGMOID_AS_RELU) ? new ReLU() : named;
    }
    return in(IDENTITY_AS_RELU) ? new ReLU() : in(IDENTITY_AS_SIGMOID) ? new Sigmoid() : named;
  }

  private boolean in(Mistake mistake) {
    return mistakes.in(mistake, layer);
  }

  /**
   * f of every element.
   *
   * @param z of any shape. Not modified
   */
  double[][] values(double[][] z) {
    Activation function = taken();
    if (function instanceof Sigmoid && isSoftmax()) {
      return softmax(z);
    }
    boolean isWrong =
        mistakes.hasAny(OF_ANY)
            || (function instanceof Sigmoid && mistakes.hasAny(OF_SIGMOID))
            || (function instanceof ReLU && mistakes.hasAny(OF_RELU));
    DoubleUnaryOperator value = isWrong ? value(function) : function::value;
    double[][] taken = isWrong && function instanceof Sigmoid ? shifted(z) : z;
    double[][] a = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      a[i] = values(value, taken[i]);
    }
    return a;
  }

  /** Less the largest of each row, or of all: right in a softmax, where it makes no difference. */
  private double[][] shifted(double[][] z) {
    boolean isOfAll = mistakes.has(SIGMOID_OF_SHIFTED, "all");
    if (!isOfAll && !in(SIGMOID_OF_SHIFTED)) {
      return z;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double[] row : z) {
      largest = Math.max(largest, largest(row));
    }
    double[][] shifted = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      double less = isOfAll ? largest : largest(z[i]);
      shifted[i] = values(element -> element - less, z[i]);
    }
    return shifted;
  }

  private static double[] values(DoubleUnaryOperator function, double[] z) {
    double[] a = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      a[j] = function.applyAsDouble(z[j]);
    }
    return a;
  }

  private DoubleUnaryOperator value(Activation function) {
    DoubleUnaryOperator once = valueOnce(function);
    return in(ACTIVATION_TWICE) ? once.andThen(once) : once;
  }

  // Which mistake it is, is asked once and not for every element: there are dozens.
  private DoubleUnaryOperator valueOnce(Activation function) {
    if (function instanceof Sigmoid) {
      if (in(TANH)) {
        return Math::tanh;
      }
      if (in(SIGMOID_SIGN)) {
        return z -> function.value(-z);
      }
      if (in(SIGMOID_PARENTHESIS)) {
        return z -> 1 + Math.exp(-z);
      }
      if (mistakes.has(SIGMOID_OF_MULTIPLE)) {
        double multiple = mistakes.amount(SIGMOID_OF_MULTIPLE);
        return z -> function.value(multiple * z);
      }
      if (in(SIGMOID_OF_ABSOLUTE)) {
        return z -> function.value(Math.abs(z));
      }
      if (in(SIGMOID_OVERFLOWS)) {
        return WrongActivation::overflowing;
      }
      double limit = mistakes.amount(SIGMOID_CLIPS_INPUT);
      return z -> function.value(clipped(z, limit));
    }
    if (function instanceof ReLU) {
      if (mistakes.has(RELU_LEAKY)) {
        double leak = mistakes.amount(RELU_LEAKY);
        return z -> z > 0 ? z : leak * z;
      }
      if (in(RELU_INVERTED)) {
        return z -> Math.min(0, z);
      }
      if (in(RELU_ABSOLUTE)) {
        return Math::abs;
      }
      if (in(RELU_STEP)) {
        return z -> z > 0 ? 1 : 0;
      }
      if (mistakes.has(RELU_SCALED)) {
        double scale = mistakes.amount(RELU_SCALED);
        return z -> scale * function.value(z);
      }
    }
    return function::value;
  }

  /** What is e^z / (1 + e^z) as long as e^z is finite. */
  private static double overflowing(double z) {
    return Math.exp(z) / (1 + Math.exp(z));
  }

  /**
   * Within limits.
   *
   * @param limit NaN for none
   */
  private static double clipped(double z, double limit) {
    return Double.isNaN(limit) ? z : Math.max(-limit, Math.min(limit, z));
  }

  private boolean isSoftmax() {
    String form = mistakes.form(SOFTMAX);
    return form != null && (!form.startsWith("output") || layer.equals("output"));
  }

  /** Over each row, each column, or all. */
  private double[][] softmax(double[][] z) {
    boolean isOfAll = mistakes.has(SOFTMAX, "all") || mistakes.has(SOFTMAX, "output-all");
    boolean isOfColumns = mistakes.has(SOFTMAX, "columns");
    double[][] a = new double[z.length][];
    double max = Double.NEGATIVE_INFINITY;
    for (double[] row : z) {
      for (double element : row) {
        max = Math.max(max, element);
      }
    }
    for (int i = 0; i < z.length; i++) {
      a[i] = new double[z[i].length];
      for (int j = 0; j < z[i].length; j++) {
        double sum = 0;
        double largest = isOfAll || isOfColumns ? max : largest(z[i]);
        for (int k = 0; k < z.length; k++) {
          for (int l = 0; l < z[k].length; l++) {
            boolean counts = isOfAll || (isOfColumns ? l == j : k == i);
            sum += counts ? Math.exp(z[k][l] - largest) : 0;
          }
        }
        a[i][j] = Math.exp(z[i][j] - largest) / sum;
      }
    }
    return a;
  }

  private static double largest(double[] row) {
    double largest = row[0];
    for (double element : row) {
      largest = Math.max(largest, element);
    }
    return largest;
  }

  /**
   * What backward multiplies by, element by element.
   *
   * @param z the layer's pre-activations
   * @param a the layer's activations
   * @param upstream dJ/da
   * @param other the other layer's activation, where the two are mistaken for one another
   */
  double[][] slopes(double[][] z, double[][] a, double[][] upstream, Activation other) {
    if (!isSlopeWrong(taken())) {
      return slopes(taken(), z);
    }
    boolean isOfOtherValue = isForAll(DERIVATIVES_SWAPPED, "value");
    Activation function =
        isOfOtherValue || isForAll(DERIVATIVES_SWAPPED, "")
            ? other
            : mistakes.has(DERIVATIVES_OF_NAMED_ACTIVATIONS) ? named : taken();
    Slope slope =
        isOfOtherValue ? (sum, value, error) -> slopeFromValue(function, value) : slope(function);
    boolean isTwice = in(DERIVATIVE_TWICE);
    boolean isOfFirstUnit = in(DERIVATIVE_OF_FIRST_UNIT);
    boolean isOfFirstSample = in(DERIVATIVE_OF_FIRST_SAMPLE);
    boolean isEnding = function instanceof ReLU && in(RELU_DERIVATIVE_ENDS_AT_INACTIVE);
    boolean isEye = function instanceof Identity && in(IDENTITY_DERIVATIVE_EYE);
    boolean isMixed = function instanceof Sigmoid && in(SIGMOID_DERIVATIVE_OF_SOFTMAX);
    double[][] slopes = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      int sample = isOfFirstSample ? 0 : i;
      slopes[i] = slopes(slope, z[sample], a[sample], upstream[i]);
      if (isOfFirstUnit && !isOfOtherValue) {
        for (int j = 0; j < slopes[i].length; j++) {
          slopes[i][j] = slope.at(z[sample][0], a[sample][0], upstream[i][j]);
        }
      }
      if (isTwice) {
        slopes[i] = times(slopes[i], slopes[i]);
      }
      if (isEnding) {
        endAtInactive(slopes[i], z[sample]);
      }
      if (isEye) {
        Arrays.fill(slopes[i], 0);
        slopes[i][Math.min(i, slopes[i].length - 1)] = i < slopes[i].length ? 1 : 0;
      }
      if (isMixed) {
        slopes[i] = mixed(a[sample], upstream[i]);
      }
    }
    return slopes;
  }

  /** What makes of dJ/da a product with the Jacobian of softmax. */
  private static double[] mixed(double[] a, double[] upstream) {
    double sum = dot(0, upstream, a, a.length);
    double[] slopes = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      slopes[j] = upstream[j] == 0 ? 0 : a[j] * (upstream[j] - sum) / upstream[j];
    }
    return slopes;
  }

  /** Leaves zeros from the first unit on that is not active. */
  private static void endAtInactive(double[] slopes, double[] z) {
    int first = 0;
    while (first < z.length && z[first] > 0) {
      first++;
    }
    Arrays.fill(slopes, first, slopes.length, 0);
  }

  /** What is taken for the derivative, element by element. */
  private interface Slope {
    /** At z, where the activation gave a, and dJ/da came back. */
    double at(double z, double a, double upstream);
  }

  private static double[] slopes(Slope slope, double[] z, double[] a, double[] upstream) {
    double[] slopes = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      slopes[j] = slope.at(z[j], a[j], upstream[j]);
    }
    return slopes;
  }

  private Slope slope(Activation function) {
    if (in(DERIVATIVE_OMITTED)) {
      return (z, a, upstream) -> 1;
    }
    if (in(DERIVATIVE_IS_VALUE)) {
      return (z, a, upstream) -> a;
    }
    if (in(DERIVATIVE_OF_ACTIVATED_VALUE)) {
      Slope own = ownSlope(function);
      return (z, a, upstream) -> own.at(a, a, upstream);
    }
    if (in(DERIVATIVE_OF_UPSTREAM)) {
      Slope own = ownSlope(function);
      return (z, a, upstream) -> own.at(upstream, a, upstream);
    }
    boolean isOwn = function instanceof ReLU && mistakes.hasAny(OF_RELU_DERIVATIVE);
    if (mistakes.has(DERIVATIVES_FROM_OUTPUTS) && !isOwn) {
      return (z, a, upstream) -> slopeFromValue(function, a);
    }
    if (isForAll(RELU_MASK_FOR_ALL, "")) {
      return (z, a, upstream) -> z > 0 ? 1 : 0;
    }
    if (isForAll(RELU_MASK_FOR_ALL, "value")) {
      return (z, a, upstream) -> a > 0 ? 1 : 0;
    }
    if (isForAll(SIGMOID_DERIVATIVE_FOR_ALL, "")) {
      return (z, a, upstream) -> new Sigmoid().gradient(1, z);
    }
    if (isForAll(SIGMOID_DERIVATIVE_FOR_ALL, "value")) {
      return (z, a, upstream) -> a * (1 - a);
    }
    if (function instanceof Sigmoid && isSoftmax()) {
      return (z, a, upstream) -> a * (1 - a);
    }
    return ownSlope(function);
  }

  private boolean isSlopeWrong(Activation function) {
    return mistakes.hasAny(OF_ANY_SLOPES)
        || mistakes.hasAny(
            function instanceof Sigmoid
                ? OF_SIGMOID_SLOPES
                : function instanceof ReLU ? OF_RELU_SLOPES : OF_IDENTITY_SLOPES);
  }

  private static double[][] slopes(Activation function, double[][] z) {
    double[][] slopes = new double[z.length][];
    for (int i = 0; i < z.length; i++) {
      slopes[i] = slopes(function, z[i]);
    }
    return slopes;
  }

  private static double[] slopes(Activation function, double[] z) {
    double[] slopes = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      slopes[j] = function.gradient(1, z[j]);
    }
    return slopes;
  }

  private static double slopeFromValue(Activation function, double a) {
    return function instanceof Sigmoid
        ? a * (1 - a)
        : function instanceof ReLU ? (a > 0 ? 1 : 0) : 1;
  }

  private boolean isForAll(Mistake mistake, String from) {
    String form = mistakes.form(mistake);
    if (form == null) {
      return false;
    }
    String inLayer = from.isEmpty() ? layer : layer + "-" + from;
    return form.equals(from) || form.equals(inLayer);
  }

  private Slope ownSlope(Activation function) {
    if (function instanceof Sigmoid) {
      DoubleBinaryOperator slope = sigmoidSlope();
      double limit = mistakes.amount(SIGMOID_CLIPS_INPUT);
      double limitOfSlope = mistakes.amount(SIGMOID_DERIVATIVE_CLIPS_INPUT);
      return (z, a, upstream) ->
          slope.applyAsDouble(new Sigmoid().value(clipped(clipped(z, limit), limitOfSlope)), z);
    }
    if (function instanceof ReLU) {
      return reluSlope();
    }
    if (in(IDENTITY_DERIVATIVE_ZERO)) {
      return (z, a, upstream) -> 0;
    }
    if (in(IDENTITY_DERIVATIVE_AS_RELU)) {
      return (z, a, upstream) -> z > 0 ? 1 : 0;
    }
    if (in(IDENTITY_DERIVATIVE_AS_SIGMOID)) {
      return (z, a, upstream) -> new Sigmoid().gradient(1, z);
    }
    return in(IDENTITY_DERIVATIVE_IS_INPUT) ? (z, a, upstream) -> z : (z, a, upstream) -> 1;
  }

  /** Of σ(z) and z. */
  private DoubleBinaryOperator sigmoidSlope() {
    if (in(TANH)) {
      return (s, z) -> 1 - Math.tanh(z) * Math.tanh(z);
    }
    if (in(SIGMOID_DERIVATIVE_OMITTED)) {
      return (s, z) -> 1;
    }
    if (in(SIGMOID_DERIVATIVE_ZERO)) {
      return (s, z) -> 0;
    }
    if (in(SIGMOID_DERIVATIVE_AS_RELU)) {
      return (s, z) -> z > 0 ? 1 : 0;
    }
    if (in(SIGMOID_DERIVATIVE_IS_SIGMOID)) {
      return (s, z) -> s;
    }
    if (in(SIGMOID_DERIVATIVE_IS_COMPLEMENT)) {
      return (s, z) -> 1 - s;
    }
    if (in(SIGMOID_DERIVATIVE_SQUARED)) {
      return (s, z) -> s * s;
    }
    if (in(SIGMOID_DERIVATIVE_PLUS)) {
      return (s, z) -> s * (1 + s);
    }
    if (in(SIGMOID_DERIVATIVE_SIGN) || in(SIGMOID_SIGN)) {
      return (s, z) -> -s * (1 - s);
    }
    if (mistakes.has(SIGMOID_DERIVATIVE_SCALED)) {
      double scale = mistakes.amount(SIGMOID_DERIVATIVE_SCALED);
      return (s, z) -> scale * s * (1 - s);
    }
    if (in(SIGMOID_DERIVATIVE_OF_TANH)) {
      return (s, z) -> 1 - s * s;
    }
    if (in(SIGMOID_DERIVATIVE_WITHOUT_SIGMOID)) {
      return (s, z) -> z * (1 - z);
    }
    if (mistakes.has(SIGMOID_DERIVATIVE_OVERFLOWS)) {
      boolean isOfMinus = mistakes.has(SIGMOID_DERIVATIVE_OVERFLOWS, "");
      return (s, z) -> {
        double e = Math.exp(isOfMinus ? -z : z);
        return e / ((1 + e) * (1 + e));
      };
    }
    if (mistakes.has(SIGMOID_OVERFLOWS)) {
      return (s, z) -> overflowing(z) * (1 - overflowing(z));
    }
    return (s, z) -> s * (1 - s);
  }

  private Slope reluSlope() {
    if (in(RELU_DERIVATIVE_OMITTED)) {
      return (z, a, upstream) -> 1;
    }
    if (in(RELU_DERIVATIVE_ZERO)) {
      return (z, a, upstream) -> 0;
    }
    if (in(RELU_DERIVATIVE_AS_SIGMOID)) {
      return (z, a, upstream) -> new Sigmoid().gradient(1, z);
    }
    if (in(RELU_DERIVATIVE_INVERTED) || in(RELU_INVERTED)) {
      return (z, a, upstream) -> z < 0 ? 1 : 0;
    }
    if (in(RELU_DERIVATIVE_IS_SIGN) || in(RELU_ABSOLUTE)) {
      return (z, a, upstream) -> Math.signum(z);
    }
    if (in(RELU_DERIVATIVE_IS_RELU)) {
      return (z, a, upstream) -> Math.max(0, z);
    }
    if (mistakes.has(RELU_DERIVATIVE_LEAKY) || mistakes.has(RELU_LEAKY)) {
      boolean isInForward = mistakes.has(RELU_LEAKY);
      double leak = mistakes.amount(isInForward ? RELU_LEAKY : RELU_DERIVATIVE_LEAKY);
      return (z, a, upstream) -> z > 0 ? 1 : leak;
    }
    if (mistakes.has(RELU_SCALED)) {
      double scale = mistakes.amount(RELU_SCALED);
      return (z, a, upstream) -> z > 0 ? scale : 0;
    }
    if (in(RELU_MASK_OF_UPSTREAM)) {
      return (z, a, upstream) -> upstream > 0 ? 1 : 0;
    }
    if (in(RELU_DERIVATIVE_AT_ZERO_ONE)) {
      return (z, a, upstream) -> z >= 0 ? 1 : 0;
    }
    if (in(RELU_DERIVATIVE_AT_ZERO_HALF)) {
      return (z, a, upstream) -> z > 0 ? 1 : z < 0 ? 0 : 0.5;
    }
    return (z, a, upstream) -> z > 0 ? 1 : 0;
  }
}
