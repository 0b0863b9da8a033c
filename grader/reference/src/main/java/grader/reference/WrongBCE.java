package grader.reference;

import static grader.reference.Mistake.*;

import java.util.EnumSet;
import java.util.Set;

/** {@link BCE} with mistakes: what is taken for a term of J. */
final class WrongBCE extends WrongLoss {
  /** What goes wrong in a term of J. */
  private static final Set<Mistake> OF_TERM =
      EnumSet.of(
          BCE_PARENTHESIS,
          BCE_LOG_ONE_PLUS,
          BCE_LOG1P,
          BCE_SIGMOID_AGAIN,
          BCE_FIRST_TERM,
          BCE_SKIPS_LABEL,
          BCE_SECOND_TERM,
          BCE_TERM_COUNTS_TWICE,
          BCE_LABELS_FLIPPED,
          BCE_ARGUMENTS_SWAPPED,
          BCE_SQUARED,
          BCE_IS_MSE,
          BCE_TERM_TWICE,
          BCE_PREDICTION_FOR_LABELS,
          BCE_LOGARITHM_MISSING,
          BCE_COMPLEMENT_OF_LABELS,
          BCE_BRACKETS,
          BCE_SECOND_LOG_OF_P,
          BCE_LOG_OF_MIXTURE,
          BCE_LOSS_LABELS_ROUNDED,
          BCE_LABELS_ROUNDED,
          BCE_LABELS_SMOOTHED,
          BCE_BINARY_LOGARITHM,
          BCE_DECIMAL_LOGARITHM,
          OTHER_SMALLEST_LOGARITHM,
          NO_CLAMP,
          LOSS_NOT_CLAMPED,
          ONE_LOGARITHM_NOT_CLAMPED,
          LOG_LIMITED_FROM_ABOVE,
          CLIP_VANISHES,
          CLIPPED_PREDICTION,
          EPSILON_INSIDE,
          LOG_ARGUMENT_CLAMPED,
          PRODUCT_LIMITED,
          ZERO_AT_ENDS);

  private static final Switches SWITCHES =
      new Switches(
          OF_TERM,
          WrongBCEGradient.OF_TERM_GRADIENT,
          BCE_PART,
          BCE_SIZE_EXCHANGED,
          BCE_SUM_NOT_RESET,
          BCE_SUM_TRUNCATED,
          BCE_DIVIDED_IN_LOOP,
          BCE_INTEGER_DIVISION,
          BCE_GRADIENT_BY_COLUMNS,
          BCE_GRADIENT_REDUCED,
          BCE_GRADIENT_OF_LAST_SAMPLE,
          BCE_GRADIENT_INTEGER_DIVISION,
          BCE_GRADIENT_PART);

  private final WrongBCEArguments arguments;
  private final WrongBCEGradient gradient;

  /** The binary cross-entropy of these numbers, batch × out each. They are not modified. */
  WrongBCE(Mistakes mistakes, double[][] y, double[][] yHat) {
    super(mistakes, SWITCHES, new BCE(), y, yHat);
    this.arguments = new WrongBCEArguments(mistakes);
    this.gradient = new WrongBCEGradient(mistakes, arguments, elements());
  }

  @Override
  double reduction() {
    String product = mistakes.form(BCE_MATRIX_PRODUCT);
    if (product != null) {
      return matrixProduct(product) / elements();
    }
    return mistakes.has(BCE_ABSOLUTE) ? norm() : sum() / elements();
  }

  /**
   * The labels and the logarithms as a matrix product: of either order the sum of all entries, or
   * the first one.
   */
  private double matrixProduct(String form) {
    boolean isOfSamples = form.endsWith("transposed");
    int count = isOfSamples ? y.length : y[0].length;
    int others = form.startsWith("entry") ? 1 : isOfSamples ? y[0].length : y.length;
    double all = 0;
    for (int k = 0; k < count; k++) {
      double ones = 0;
      double zeros = 0;
      double ofOne = 0;
      double ofZero = 0;
      for (int other = 0; other < others; other++) {
        double label = isOfSamples ? y[k][other] : y[other][k];
        double p = isOfSamples ? yHat[k][other] : yHat[other][k];
        ones += label;
        zeros += 1 - label;
        ofOne += arguments.log(p);
        ofZero += arguments.log(1 - p);
      }
      all -= ones * ofOne + zeros * ofZero;
    }
    return all;
  }

  /** The root of the sum of the squares of the terms that count. */
  private double norm() {
    boolean isWrong = mistakes.hasAny(OF_TERM);
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        if (isCounted(i, j)) {
          double term = isWrong ? wrongTerm(y[i][j], yHat[i][j]) : right.term(y[i][j], yHat[i][j]);
          squares += term * term;
        }
      }
    }
    return Math.sqrt(squares);
  }

  @Override
  double wrongTerm(double label, double prediction) {
    if (mistakes.has(BCE_SQUARED) || mistakes.has(BCE_IS_MSE)) {
      return new MSE().term(label, prediction);
    }
    if (label == mistakes.amount(BCE_SKIPS_LABEL)) {
      return 0;
    }
    double y = label;
    double p = prediction;
    if (mistakes.has(BCE_ARGUMENTS_SWAPPED)) {
      y = prediction;
      p = label;
    } else if (mistakes.has(BCE_LABELS_FLIPPED)) {
      y = 1 - label;
    } else if (mistakes.has(BCE_SIGMOID_AGAIN)) {
      p = new Sigmoid().value(prediction);
    } else {
      y = arguments.label(label, BCE_LOSS_LABELS_ROUNDED);
    }
    p = arguments.clipped(p);
    if (mistakes.has(BCE_LOG_OF_MIXTURE)) {
      return -arguments.log(y * p + (1 - y) * (1 - p));
    }
    double complement =
        mistakes.has(BCE_LOG_ONE_PLUS)
            ? 1 + p
            : mistakes.has(BCE_LOG1P)
                ? 2 - p
                : mistakes.has(BCE_COMPLEMENT_OF_LABELS) ? 1 - y : 1 - p;
    double ofOne = isPredictionIn("first") ? p : y;
    double ofZero = isPredictionIn("second") ? 1 - p : 1 - y;
    double ofFirst = mistakes.has(BCE_LOG1P, "both") ? 1 + p : p;
    double first =
        summand(
            mistakes.has(BCE_TERM_TWICE, "complement") ? 1 - y : ofOne,
            mistakes.has(BCE_TERM_TWICE, "logarithm") ? complement : ofFirst,
            "first");
    double second =
        summand(
            mistakes.has(BCE_TERM_TWICE, "labels") ? y : ofZero,
            mistakes.has(BCE_SECOND_LOG_OF_P) ? p : complement,
            "second");
    if (mistakes.has(BCE_BRACKETS)) {
      second =
          mistakes.has(BCE_BRACKETS, "labels") ? 1 - y * arguments.log(complement) : (1 - y) * -p;
    }
    if (mistakes.has(BCE_FIRST_TERM)) {
      return -first;
    }
    if (mistakes.has(BCE_SECOND_TERM)) {
      return -second;
    }
    String twice = mistakes.form(BCE_TERM_COUNTS_TWICE);
    if (twice != null) {
      return -(first + second + (twice.equals("first") ? first : second));
    }
    return mistakes.has(BCE_PARENTHESIS) ? -first + second : -(first + second);
  }

  private boolean isPredictionIn(String place) {
    return mistakes.has(BCE_PREDICTION_FOR_LABELS, "")
        || mistakes.has(BCE_PREDICTION_FOR_LABELS, place);
  }

  /**
   * One of the two products of a term.
   *
   * @param place {@code first} or {@code second}
   */
  private double summand(double factor, double argument, String place) {
    if (mistakes.has(BCE_LOGARITHM_MISSING, "") || mistakes.has(BCE_LOGARITHM_MISSING, place)) {
      return factor * argument;
    }
    if (mistakes.has(PRODUCT_LIMITED)) {
      boolean isSkipped = factor == 0 && mistakes.has(PRODUCT_LIMITED, "");
      return isSkipped ? 0 : Math.max(factor * Math.log(argument), WrongBCEArguments.SMALLEST_LOG);
    }
    // Some compute but one of the two products, and meet no zero times infinity.
    boolean isSkipped = factor == 0 && mistakes.has(LOG_LIMITED_FROM_ABOVE, "one-term");
    if (mistakes.has(LOG_LIMITED_FROM_ABOVE, place)) {
      return factor * Math.min(Math.log(argument), WrongBCEArguments.SMALLEST_LOG);
    }
    boolean isUnlimited = mistakes.has(ONE_LOGARITHM_NOT_CLAMPED, place);
    return isSkipped ? 0 : factor * (isUnlimited ? Math.log(argument) : arguments.log(argument));
  }

  @Override
  double[][] termGradients() {
    String kept = mistakes.form(BCE_GRADIENT_DENOMINATOR_KEPT);
    return kept == null
        ? super.termGradients()
        : WrongBCEGradient.withKeptDenominator(y, yHat, kept.equals("largest"));
  }

  @Override
  double wrongTermGradient(double label, double prediction) {
    return mistakes.has(BCE_GRADIENT_IS_LOSS)
        ? wrongTerm(label, prediction)
        : gradient.of(label, prediction);
  }
}
