package grader.reference;

import static grader.reference.Matrices.reshaped;
import static grader.reference.Matrices.transposed;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Loss} with mistakes, of the numbers of one question. Without any it answers as the
 * reference does. What is wrong in the reduction alone, a factor, is no mistake of its own here: a
 * factor is found by comparing.
 *
 * <p>Here stands what goes over the elements: the sum of the terms, and the gradient with what is
 * made of it when it is finished. Either loss can go wrong there in the same ways.
 *
 * <p>Which mistake is made is asked before the elements where it can be, and not at each.
 */
abstract sealed class WrongLoss permits WrongMSE, WrongBCE {
  /**
   * The switches that each loss has, under names of its own.
   *
   * @param ofTerm all that make a term another one
   * @param ofTermGradient all that make the derivative of a term another one
   * @param part which elements J is the sum of
   * @param sizeExchanged a loop of J over samples that counts outputs, or the other way round
   * @param sumNotReset a sum per sample that goes on in the next one
   * @param sumTruncated a sum in an {@code int}
   * @param dividedInLoop a sum that is divided again and again while it grows
   * @param integerDivision a factor of J that is a quotient of whole numbers, rounded down
   * @param gradientByColumns dJ/dŷ with its elements in other places
   * @param gradientReduced dJ/dŷ with means, or with J, in place of its elements
   * @param gradientOfLast dJ/dŷ with the last sample's in every row
   * @param gradientIntegerDivision the same, a factor of dJ/dŷ
   * @param gradientPart which elements of dJ/dŷ are not 0
   */
  record Switches(
      Set<Mistake> ofTerm,
      Set<Mistake> ofTermGradient,
      Mistake part,
      Mistake sizeExchanged,
      Mistake sumNotReset,
      Mistake sumTruncated,
      Mistake dividedInLoop,
      Mistake integerDivision,
      Mistake gradientByColumns,
      Mistake gradientReduced,
      Mistake gradientOfLast,
      Mistake gradientIntegerDivision,
      Mistake gradientPart) {}

  final Mistakes mistakes;

  /** Labels, batch × out. */
  final double[][] y;

  /** Predictions, batch × out. */
  final double[][] yHat;

  final Loss right;
  private final Switches switches;

  /**
   * A loss of these numbers.
   *
   * @param right the same without mistakes
   * @param y labels, batch × out. Not modified
   * @param yHat predictions, batch × out. Not modified
   */
  WrongLoss(Mistakes mistakes, Switches switches, Loss right, double[][] y, double[][] yHat) {
    this.mistakes = mistakes;
    this.switches = switches;
    this.right = right;
    this.y = y;
    this.yHat = yHat;
  }

  /**
   * J.
   *
   * @throws ImpossibleException when a loop runs over the end of a row or of all rows
   */
  final double value() throws ImpossibleException {
    String exchanged = mistakes.form(switches.sizeExchanged());
    int over = y.length - y[0].length;
    if (exchanged != null && (exchanged.equals("rows") ? over > 0 : over < 0)) {
      throw new ImpossibleException();
    }
    String divided = mistakes.form(switches.dividedInLoop());
    return (divided == null ? reduction() : dividedInLoop(divided))
        * roundedDown(mistakes.form(switches.integerDivision()));
  }

  /**
   * By what something becomes another one because a quotient in it is rounded down.
   *
   * @param form what is divided by, and before it what is divided, unless that is 1; null for one
   */
  private double roundedDown(@Nullable String form) {
    if (form == null) {
      return 1;
    }
    double divisor =
        form.endsWith("batch") ? y.length : form.endsWith("outputs") ? y[0].length : elements();
    double quotient = (form.startsWith("2-") ? 2 : 1) / divisor;
    return Math.floor(quotient) / quotient;
  }

  /** The sum, divided after each sample or after each element by what should divide it once. */
  private double dividedInLoop(String form) {
    double divisor =
        form.equals("samples-by-batch")
            ? y.length
            : form.equals("samples-by-outputs") ? y[0].length : elements();
    boolean isOfElements = form.equals("elements");
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        sum += right.term(y[i][j], yHat[i][j]);
        sum /= isOfElements ? divisor : 1;
      }
      sum /= isOfElements ? 1 : divisor;
    }
    return sum;
  }

  /** J: the terms as one number, of whatever elements a loop comes to. */
  abstract double reduction();

  /** The sum of the terms of all elements that count. */
  final double sum() {
    boolean isWrong = mistakes.hasAny(switches.ofTerm());
    boolean areAllCounted =
        !mistakes.has(switches.part()) && !mistakes.has(switches.sizeExchanged());
    boolean isKept = mistakes.has(switches.sumNotReset());
    boolean isTruncated = mistakes.has(switches.sumTruncated());
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      // A sum that is never begun anew counts a row with all that come after it.
      int times = isKept ? y.length - i : 1;
      for (int j = 0; j < y[i].length; j++) {
        if (areAllCounted || isCounted(i, j)) {
          double term = isWrong ? wrongTerm(y[i][j], yHat[i][j]) : right.term(y[i][j], yHat[i][j]);
          sum += times * term;
          sum = isTruncated ? (int) sum : sum;
        }
      }
    }
    return sum;
  }

  /** What is taken for the term of one element. */
  abstract double wrongTerm(double label, double prediction);

  /** Whether the loop of J comes to an element, and counts it. */
  final boolean isCounted(int sample, int output) {
    if (!isIn(mistakes.form(switches.part()), sample, output)) {
      return false;
    }
    // Rows and columns are both counted to the number of rows, or both to that of columns.
    String exchanged = mistakes.form(switches.sizeExchanged());
    return exchanged == null
        || (exchanged.equals("rows") ? output < y.length : sample < y[0].length);
  }

  final double elements() {
    return (double) y.length * y[0].length;
  }

  /** dJ/dŷ, batch × out. */
  final double[][] gradient() {
    double[][] gradient = permuted(termGradients(), mistakes.form(switches.gradientByColumns()));
    reduce(gradient, mistakes.form(switches.gradientReduced()));
    String rounded = mistakes.form(switches.gradientIntegerDivision());
    if (rounded != null) {
      multiply(gradient, roundedDown(rounded));
    }
    if (mistakes.has(switches.gradientOfLast())) {
      Arrays.fill(gradient, gradient[gradient.length - 1]);
    }
    keepPart(gradient, mistakes.form(switches.gradientPart()));
    return gradient;
  }

  private static void multiply(double[][] gradient, double factor) {
    for (double[] row : gradient) {
      for (int j = 0; j < row.length; j++) {
        row[j] *= factor;
      }
    }
  }

  /** The derivatives of the terms, divided by their number. */
  double[][] termGradients() {
    boolean isWrong = mistakes.hasAny(switches.ofTermGradient());
    double elements = elements();
    double[][] gradients = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        double derivative =
            isWrong
                ? wrongTermGradient(y[i][j], yHat[i][j])
                : right.termGradient(y[i][j], yHat[i][j]);
        gradients[i][j] = derivative / elements;
      }
    }
    return gradients;
  }

  /** What is taken for the derivative of one element's term at ŷ. */
  abstract double wrongTermGradient(double label, double prediction);

  /** The right elements in other places: counted along columns, and taken along rows. */
  private static double[][] permuted(double[][] gradient, @Nullable String form) {
    if (form == null) {
      return gradient;
    }
    int rows = gradient.length;
    int columns = gradient[0].length;
    return form.equals("read")
        ? reshaped(transposed(gradient), rows, columns)
        : transposed(reshaped(gradient, columns, rows));
  }

  /** Every element the mean of all, of its column or of its row; or J. */
  private void reduce(double[][] gradient, @Nullable String form) {
    if (form == null) {
      return;
    }
    if (form.equals("loss")) {
      double loss = reduction();
      for (double[] row : gradient) {
        Arrays.fill(row, loss);
      }
      return;
    }
    double[][] original = new double[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      original[i] = gradient[i].clone();
    }
    for (int i = 0; i < gradient.length; i++) {
      for (int j = 0; j < gradient[i].length; j++) {
        double sum = 0;
        int count = 0;
        for (int k = 0; k < original.length; k++) {
          for (int l = 0; l < original[k].length; l++) {
            if (form.isEmpty() || (form.equals("samples") ? l == j : k == i)) {
              sum += original[k][l];
              count++;
            }
          }
        }
        gradient[i][j] = sum / count;
      }
    }
  }

  private void keepPart(double[][] gradient, @Nullable String form) {
    if (form == null) {
      return;
    }
    for (int i = 0; i < gradient.length; i++) {
      for (int j = 0; j < gradient[i].length; j++) {
        gradient[i][j] = isIn(form, i, j) ? gradient[i][j] : 0;
      }
    }
  }

  /** Whether an element is one of the part that a form names; of all where there is none. */
  private boolean isIn(@Nullable String form, int sample, int output) {
    if (form == null) {
      return true;
    }
    boolean isOfLast = form.contains("last-");
    boolean inSample = sample == (isOfLast ? y.length - 1 : 0);
    boolean inOutput = output == (isOfLast ? y[0].length - 1 : 0);
    boolean isThere =
        form.endsWith("-sample")
            ? inSample
            : form.endsWith("-output") ? inOutput : inSample && inOutput;
    return isThere != form.startsWith("all-but-");
  }
}
