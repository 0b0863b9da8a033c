package grader.reference;

import static grader.reference.Mistake.*;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * An activation of one layer with mistakes: a function. {@link WrongDerivative} is its derivative.
 *
 * @param named the activation that the network was made with
 * @param layer {@code hidden} or {@code output}
 */
record WrongActivation(Activation named, String layer, Mistakes mistakes) {
  /** What goes wrong in the values of each activation, beside what it is taken for. */
  private static final Set<Mistake> OF_RELU =
      EnumSet.of(
          RELU_LEAKY, RELU_INVERTED, RELU_ABSOLUTE, RELU_STEP, RELU_SCALED, RELU_ENDS_AT_INACTIVE);

  private static final Set<Mistake> OF_SIGMOID =
      EnumSet.of(
          TANH,
          SIGMOID_SIGN,
          SIGMOID_PARENTHESIS,
          SIGMOID_OF_MULTIPLE,
          SIGMOID_OF_ABSOLUTE,
          SIGMOID_OF_SHIFTED,
          SIGMOID_OVERFLOWS,
          SIGMOID_SATURATES,
          SIGMOID_CLIPS_INPUT);
  private static final Set<Mistake> OF_ANY = EnumSet.of(ACTIVATION_TWICE);

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
    double[][] a = new double[z.length][];
    if (!isWrong) {
      for (int i = 0; i < z.length; i++) {
        a[i] = values(function, z[i]);
      }
      return a;
    }
    DoubleUnaryOperator value = value(function);
    double[][] taken = function instanceof Sigmoid ? shifted(z) : z;
    for (int i = 0; i < z.length; i++) {
      a[i] = values(value, taken[i]);
      if (function instanceof ReLU) {
        endAtInactive(a[i], z[i]);
      }
    }
    return a;
  }

  private static double[] values(Activation function, double[] z) {
    double[] a = new double[z.length];
    for (int j = 0; j < z.length; j++) {
      a[j] = function.value(z[j]);
    }
    return a;
  }

  /** Leaves zeros, or what was there before, behind the first unit that is not active. */
  private void endAtInactive(double[] a, double[] z) {
    String form = mistakes.formIn(RELU_ENDS_AT_INACTIVE, layer);
    if (form == null) {
      return;
    }
    int next = 0;
    while (next < z.length && z[next] > 0) {
      next++;
    }
    for (next++; next < z.length; next++) {
      a[next] = form.equals("kept") ? z[next] : 0;
    }
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
      if (mistakes.has(SIGMOID_SATURATES)) {
        double end = mistakes.amount(SIGMOID_SATURATES);
        return z -> z > end ? 1 : z < -end ? 0 : function.value(z);
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
  static double overflowing(double z) {
    return Math.exp(z) / (1 + Math.exp(z));
  }

  /**
   * Within limits.
   *
   * @param limit NaN for none
   */
  static double clipped(double z, double limit) {
    return Double.isNaN(limit) ? z : Math.max(-limit, Math.min(limit, z));
  }

  boolean isSoftmax() {
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
}
