package grader.reference;

import static grader.reference.Matrices.dot;
import static grader.reference.Matrices.times;
import static grader.reference.Mistake.*;
import static grader.reference.WrongSlope.Formula.*;

import grader.reference.WrongSlope.Argument;
import grader.reference.WrongSlope.Formula;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What is taken for the derivative of a {@link WrongActivation}, with mistakes of its own. */
final class WrongDerivative {
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
          RELU_MASK_AND_UPSTREAM,
          RELU_MASK_ENDS,
          RELU_DERIVATIVE_ENDS_AT_INACTIVE,
          RELU_DERIVATIVE_AT_ZERO_ONE,
          RELU_DERIVATIVE_AT_ZERO_HALF);

  /** What goes wrong in the derivatives of each, because of the values or not. */
  private static final Set<Mistake> OF_RELU_SLOPES =
      EnumSet.of(RELU_LEAKY, RELU_INVERTED, RELU_ABSOLUTE, RELU_SCALED);

  static {
    OF_RELU_SLOPES.addAll(OF_RELU_DERIVATIVE);
  }

  private static final Set<Mistake> OF_SIGMOID_SLOPES =
      EnumSet.of(
          TANH,
          SIGMOID_SIGN,
          SIGMOID_OVERFLOWS,
          SIGMOID_SATURATES,
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
          SIGMOID_DERIVATIVE_QUOTIENT,
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
          DERIVATIVE_FOR_FIRST_SAMPLE,
          DERIVATIVE_OF_FIRST_UNIT,
          DERIVATIVES_SWAPPED,
          RELU_MASK_FOR_ALL,
          SIGMOID_DERIVATIVE_FOR_ALL);

  private final WrongActivation activation;
  private final Mistakes mistakes;
  private final String layer;

  WrongDerivative(WrongActivation activation) {
    this.activation = activation;
    this.mistakes = activation.mistakes();
    this.layer = activation.layer();
  }

  private boolean in(Mistake mistake) {
    return mistakes.in(mistake, layer);
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
    if (!isSlopeWrong(activation.taken())) {
      return slopes(activation.taken(), z);
    }
    boolean isOfOtherValue = isForAll(DERIVATIVES_SWAPPED, "value");
    Activation function =
        isOfOtherValue || isForAll(DERIVATIVES_SWAPPED, "")
            ? other
            : mistakes.has(DERIVATIVES_OF_NAMED_ACTIVATIONS)
                ? activation.named()
                : activation.taken();
    WrongSlope slope = isOfOtherValue ? slopeFromValue(function) : slope(function);
    boolean isTwice = in(DERIVATIVE_TWICE);
    boolean isOfFirstUnit = in(DERIVATIVE_OF_FIRST_UNIT);
    boolean isOfFirstSample = in(DERIVATIVE_OF_FIRST_SAMPLE);
    boolean isForFirst = isForFirstSample(function);
    boolean isEnding = function instanceof ReLU && in(RELU_DERIVATIVE_ENDS_AT_INACTIVE);
    boolean isMaskEnding = function instanceof ReLU && mistakes.has(RELU_MASK_ENDS);
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
      if (isMaskEnding) {
        endMask(slopes[i], z[sample]);
      }
      if (isEye) {
        Arrays.fill(slopes[i], 0);
        slopes[i][Math.min(i, slopes[i].length - 1)] = i < slopes[i].length ? 1 : 0;
      }
      if (isMixed) {
        slopes[i] = mixed(a[sample], upstream[i]);
      }
      if (isForFirst && i > 0) {
        Arrays.fill(slopes[i], 1);
      }
    }
    return slopes;
  }

  /** Whether a loop over the samples ends after the first. */
  private boolean isForFirstSample(Activation function) {
    String form = mistakes.form(DERIVATIVE_FOR_FIRST_SAMPLE);
    return form != null
        && (form.equals("the activation")
            || (form.equals("ReLU") ? function instanceof ReLU : function instanceof Sigmoid));
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

  /** Leaves ones behind the first unit that is active, or behind the first that is not. */
  private void endMask(double[] slopes, double[] z) {
    String form = mistakes.formIn(RELU_MASK_ENDS, layer);
    if (form == null) {
      return;
    }
    boolean isAtActive = form.equals("active");
    int first = 0;
    while (first < z.length && z[first] > 0 != isAtActive) {
      first++;
    }
    Arrays.fill(slopes, Math.min(first + 1, slopes.length), slopes.length, 1);
  }

  private static double[] slopes(WrongSlope slope, double[] z, double[] a, double[] upstream) {
    double[] slopes = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      slopes[j] = slope.at(z[j], a[j], upstream[j]);
    }
    return slopes;
  }

  private WrongSlope slope(Activation function) {
    if (in(DERIVATIVE_OMITTED)) {
      return WrongSlope.of(ONE);
    }
    if (in(DERIVATIVE_IS_VALUE)) {
      return WrongSlope.of(A);
    }
    if (in(DERIVATIVE_OF_ACTIVATED_VALUE)) {
      return ownSlope(function).of(Argument.A);
    }
    if (in(DERIVATIVE_OF_UPSTREAM)) {
      return ownSlope(function).of(Argument.UPSTREAM);
    }
    boolean isOwn = function instanceof ReLU && mistakes.hasAny(OF_RELU_DERIVATIVE);
    if (mistakes.has(DERIVATIVES_FROM_OUTPUTS) && !isOwn) {
      return slopeFromValue(function);
    }
    if (isForAll(RELU_MASK_FOR_ALL, "")) {
      return WrongSlope.of(Z_ABOVE_ZERO);
    }
    if (isForAll(RELU_MASK_FOR_ALL, "value")) {
      return WrongSlope.of(A_ABOVE_ZERO);
    }
    if (isForAll(SIGMOID_DERIVATIVE_FOR_ALL, "")) {
      return WrongSlope.of(SIGMOID_GRADIENT);
    }
    boolean isOfSoftmax = function instanceof Sigmoid && activation.isSoftmax();
    if (isForAll(SIGMOID_DERIVATIVE_FOR_ALL, "value") || isOfSoftmax) {
      return WrongSlope.of(A_TIMES_REST);
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

  private static WrongSlope slopeFromValue(Activation function) {
    return WrongSlope.of(
        function instanceof Sigmoid ? A_TIMES_REST : function instanceof ReLU ? A_ABOVE_ZERO : ONE);
  }

  private boolean isForAll(Mistake mistake, String from) {
    String form = mistakes.form(mistake);
    if (form == null) {
      return false;
    }
    String inLayer = from.isEmpty() ? layer : layer + "-" + from;
    return form.equals(from) || form.equals(inLayer);
  }

  private WrongSlope ownSlope(Activation function) {
    if (function instanceof Sigmoid) {
      return sigmoidSlope()
          .within(
              mistakes.amount(SIGMOID_CLIPS_INPUT),
              mistakes.amount(SIGMOID_DERIVATIVE_CLIPS_INPUT));
    }
    return function instanceof ReLU ? reluSlope() : WrongSlope.of(ofIdentity());
  }

  private Formula ofIdentity() {
    if (in(IDENTITY_DERIVATIVE_ZERO)) {
      return ZERO;
    }
    if (in(IDENTITY_DERIVATIVE_AS_RELU)) {
      return Z_ABOVE_ZERO;
    }
    if (in(IDENTITY_DERIVATIVE_AS_SIGMOID)) {
      return SIGMOID_GRADIENT;
    }
    return in(IDENTITY_DERIVATIVE_IS_INPUT) ? Z : ONE;
  }

  private WrongSlope sigmoidSlope() {
    if (in(TANH)) {
      return WrongSlope.of(TANH_GRADIENT);
    }
    if (in(SIGMOID_DERIVATIVE_OMITTED)) {
      return WrongSlope.of(ONE);
    }
    if (in(SIGMOID_DERIVATIVE_ZERO)) {
      return WrongSlope.of(ZERO);
    }
    if (in(SIGMOID_DERIVATIVE_AS_RELU)) {
      return WrongSlope.of(Z_ABOVE_ZERO);
    }
    if (in(SIGMOID_DERIVATIVE_IS_SIGMOID)) {
      return WrongSlope.of(S);
    }
    if (in(SIGMOID_DERIVATIVE_IS_COMPLEMENT)) {
      return WrongSlope.of(REST_OF_S);
    }
    if (in(SIGMOID_DERIVATIVE_SQUARED)) {
      return WrongSlope.of(SQUARE_OF_S);
    }
    if (in(SIGMOID_DERIVATIVE_PLUS)) {
      return WrongSlope.of(S_TIMES_MORE);
    }
    if (in(SIGMOID_DERIVATIVE_SIGN) || in(SIGMOID_SIGN)) {
      return WrongSlope.of(MINUS_S_TIMES_REST);
    }
    if (mistakes.has(SIGMOID_DERIVATIVE_SCALED)) {
      return WrongSlope.of(SCALED_S_TIMES_REST, mistakes.amount(SIGMOID_DERIVATIVE_SCALED));
    }
    if (in(SIGMOID_DERIVATIVE_OF_TANH)) {
      return WrongSlope.of(REST_OF_SQUARE_OF_S);
    }
    if (in(SIGMOID_DERIVATIVE_WITHOUT_SIGMOID)) {
      return WrongSlope.of(Z_TIMES_REST);
    }
    String ofQuotient = mistakes.form(SIGMOID_DERIVATIVE_QUOTIENT);
    if (ofQuotient != null) {
      // e / (1 + e) · (1 + e)
      return WrongSlope.of(
          switch (ofQuotient) {
            case "minus" -> EXP_OF_MINUS;
            case "plus" -> EXP;
            default -> EXP_OF_MINUS_ABSOLUTE;
          });
    }
    if (mistakes.has(SIGMOID_DERIVATIVE_OVERFLOWS)) {
      return WrongSlope.of(
          mistakes.has(SIGMOID_DERIVATIVE_OVERFLOWS, "") ? QUOTIENT_OF_MINUS : QUOTIENT);
    }
    if (mistakes.has(SIGMOID_OVERFLOWS)) {
      return WrongSlope.of(OVERFLOWING_TIMES_REST);
    }
    return mistakes.has(SIGMOID_SATURATES)
        ? WrongSlope.of(S_TIMES_REST_UNTIL_END, mistakes.amount(SIGMOID_SATURATES))
        : WrongSlope.of(S_TIMES_REST);
  }

  private WrongSlope reluSlope() {
    if (in(RELU_DERIVATIVE_OMITTED)) {
      return WrongSlope.of(ONE);
    }
    if (in(RELU_DERIVATIVE_ZERO)) {
      return WrongSlope.of(ZERO);
    }
    if (in(RELU_DERIVATIVE_AS_SIGMOID)) {
      return WrongSlope.of(SIGMOID_GRADIENT);
    }
    if (in(RELU_DERIVATIVE_INVERTED) || in(RELU_INVERTED)) {
      return WrongSlope.of(Z_BELOW_ZERO);
    }
    if (in(RELU_DERIVATIVE_IS_SIGN) || in(RELU_ABSOLUTE)) {
      return WrongSlope.of(SIGN_OF_Z);
    }
    if (in(RELU_DERIVATIVE_IS_RELU)) {
      return WrongSlope.of(RELU);
    }
    if (mistakes.has(RELU_DERIVATIVE_LEAKY) || mistakes.has(RELU_LEAKY)) {
      boolean isInForward = mistakes.has(RELU_LEAKY);
      return WrongSlope.of(
          LEAKY, mistakes.amount(isInForward ? RELU_LEAKY : RELU_DERIVATIVE_LEAKY));
    }
    if (mistakes.has(RELU_SCALED)) {
      return WrongSlope.of(SCALED_STEP, mistakes.amount(RELU_SCALED));
    }
    if (in(RELU_MASK_OF_UPSTREAM)) {
      return WrongSlope.of(UPSTREAM_ABOVE_ZERO);
    }
    if (in(RELU_MASK_AND_UPSTREAM)) {
      return WrongSlope.of(Z_AND_UPSTREAM_ABOVE_ZERO);
    }
    if (in(RELU_DERIVATIVE_AT_ZERO_ONE)) {
      return WrongSlope.of(Z_NOT_BELOW_ZERO);
    }
    return WrongSlope.of(in(RELU_DERIVATIVE_AT_ZERO_HALF) ? HALF_AT_ZERO : Z_ABOVE_ZERO);
  }
}
