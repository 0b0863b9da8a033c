package grader.reference;

import static grader.reference.Mistake.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is taken for the derivative of a term of {@link BCE}: another formula, (ŷ − y) over another
 * denominator or with its brackets in other places, or a wrong sum of −y / ŷ and (1 − y) / (1 − ŷ).
 */
final class WrongBCEGradient {
  /** What goes wrong in the derivative of a term: here, or since the term stands in its place. */
  static final Set<Mistake> OF_TERM_GRADIENT =
      EnumSet.of(
          BCE_GRADIENT_DENOMINATOR,
          BCE_GRADIENT_DENOMINATOR_IS_LIMIT,
          BCE_GRADIENT_IS_LOSS,
          BCE_GRADIENT_WITHOUT_DENOMINATOR,
          BCE_IS_MSE,
          BCE_GRADIENT_MULTIPLIED,
          BCE_GRADIENT_TERM_SIGN,
          BCE_GRADIENT_BRACKETS,
          BCE_GRADIENT_DENOMINATORS_EXCHANGED,
          BCE_GRADIENT_TERM_TWICE,
          BCE_GRADIENT_FIRST_TERM,
          BCE_GRADIENT_SKIPS_LABEL,
          BCE_GRADIENT_SECOND_TERM,
          BCE_GRADIENT_LABELS_FLIPPED,
          BCE_GRADIENT_ARGUMENTS_SWAPPED,
          BCE_GRADIENT_SIGMOID_AGAIN,
          BCE_GRADIENT_LIMITS_QUOTIENT,
          BCE_GRADIENT_OF_LOGIT,
          BCE_GRADIENT_BY_LABELS,
          BCE_GRADIENT_LABELS_ROUNDED,
          BCE_LABELS_ROUNDED,
          BCE_LABELS_SMOOTHED,
          GRADIENT_OF_LIMIT,
          NO_CLAMP,
          GRADIENT_NOT_CLAMPED,
          DENOMINATOR_LIMITED_FROM_ABOVE,
          CLIP_VANISHES,
          CLIPPED_PREDICTION,
          EPSILON_INSIDE,
          EPSILON_IN_DENOMINATOR,
          SMALLEST_DENOMINATOR,
          LIMIT_WITH_COUNT,
          LOG_ARGUMENT_CLAMPED,
          DENOMINATORS_LIMITED_APART,
          ZERO_AT_ENDS);

  private static final double SMALLEST_DENOMINATOR_ALLOWED = (float) 1e-12;

  private final Mistakes mistakes;
  private final WrongBCEArguments arguments;
  private final double elements;

  /**
   * The derivative.
   *
   * @param elements by how many the caller divides it
   */
  WrongBCEGradient(Mistakes mistakes, WrongBCEArguments arguments, double elements) {
    this.mistakes = mistakes;
    this.arguments = arguments;
    this.elements = elements;
  }

  /**
   * dJ/dŷ, batch × out, with a denominator that an element takes over from those before it.
   *
   * @param isLargest whether it is the largest so far, and not the last one that was large enough
   */
  static double[][] withKeptDenominator(double[][] y, double[][] yHat, boolean isLargest) {
    double elements = (double) y.length * y[0].length;
    double[][] gradient = new double[y.length][y[0].length];
    double denominator = SMALLEST_DENOMINATOR_ALLOWED;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        double product = yHat[i][j] * (1 - yHat[i][j]);
        double least = isLargest ? denominator : SMALLEST_DENOMINATOR_ALLOWED;
        denominator = product > least ? product : denominator;
        gradient[i][j] = (yHat[i][j] - y[i][j]) / denominator / elements;
      }
    }
    return gradient;
  }

  /** The derivative at ŷ. */
  double of(double label, double prediction) {
    if (mistakes.has(BCE_IS_MSE)) {
      return new MSE().termGradient(label, prediction);
    }
    if (label == mistakes.amount(BCE_GRADIENT_SKIPS_LABEL)) {
      return 0;
    }
    double y = label;
    double p = prediction;
    if (mistakes.has(BCE_GRADIENT_ARGUMENTS_SWAPPED)) {
      y = prediction;
      p = label;
    } else if (mistakes.has(BCE_GRADIENT_LABELS_FLIPPED)) {
      y = 1 - label;
    } else if (mistakes.has(BCE_GRADIENT_SIGMOID_AGAIN)) {
      p = new Sigmoid().value(prediction);
    } else {
      y = arguments.label(label, BCE_GRADIENT_LABELS_ROUNDED);
    }
    p = arguments.clipped(p);
    if (mistakes.has(BCE_GRADIENT_OF_LOGIT)) {
      return new Sigmoid().value(p) - y;
    }
    if (mistakes.has(BCE_GRADIENT_LIMITS_QUOTIENT)) {
      return Math.max((p - y) / (p * (1 - p)), SMALLEST_DENOMINATOR_ALLOWED);
    }
    if (mistakes.has(BCE_GRADIENT_BY_LABELS)) {
      return arguments.log(1 - p) - arguments.log(p);
    }
    if (mistakes.has(GRADIENT_OF_LIMIT)) {
      double ofFirst = Math.log(p) < WrongBCEArguments.SMALLEST_LOG ? 0 : -y / p;
      return ofFirst + (Math.log(1 - p) < WrongBCEArguments.SMALLEST_LOG ? 0 : (1 - y) / (1 - p));
    }
    if (mistakes.has(BCE_GRADIENT_WITHOUT_DENOMINATOR)) {
      return p - y;
    }
    if (mistakes.has(BCE_GRADIENT_MULTIPLIED)) {
      return (p - y) * (p * (1 - p));
    }
    String denominator = mistakes.form(BCE_GRADIENT_DENOMINATOR);
    if (denominator != null) {
      return overOther(denominator, y, p);
    }
    if (mistakes.has(BCE_GRADIENT_DENOMINATOR_IS_LIMIT)) {
      return (p - y) / SMALLEST_DENOMINATOR_ALLOWED;
    }
    String brackets = mistakes.form(BCE_GRADIENT_BRACKETS);
    return brackets == null ? ofTwo(y, p) : withBrackets(brackets, y, p);
  }

  private static double overOther(String denominator, double y, double p) {
    return switch (denominator) {
      case "p-times-difference" -> (p - y) / (p * (p - y));
      case "p" -> (p - y) / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED);
      case "complement" -> (p - y) / Math.max(1 - p, SMALLEST_DENOMINATOR_ALLOWED);
      case "p-squared" -> (p - y) / Math.max(p * p, SMALLEST_DENOMINATOR_ALLOWED);
      case "complement-squared" ->
          (p - y) / Math.max((1 - p) * (1 - p), SMALLEST_DENOMINATOR_ALLOWED);
      case "complement-of-labels" -> (p - y) / Math.max(p * (1 - y), SMALLEST_DENOMINATOR_ALLOWED);
      case "of-labels" -> (p - y) / Math.max(y * (1 - y), SMALLEST_DENOMINATOR_ALLOWED);
      default -> (p - y) / (p * (1 + p));
    };
  }

  private double withBrackets(String brackets, double y, double p) {
    return switch (brackets) {
      case "numerator" -> p * elements - y / denominator(p);
      case "labels" -> p - y / denominator(p);
      case "second-term" -> -y / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED) + (1 - y) - p;
      default -> (p - y) / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED) * (1 - p);
    };
  }

  /** −y / ŷ + (1 − y) / (1 − ŷ) with what goes wrong in one of the two, or the quotient of both. */
  private double ofTwo(double y, double p) {
    double epsilon = mistakes.has(EPSILON_INSIDE) ? mistakes.amount(EPSILON_INSIDE) : 0;
    double smallest = mistakes.amount(LOG_ARGUMENT_CLAMPED);
    if (isClamped() && Double.isNaN(smallest) && !mistakes.has(EPSILON_INSIDE)) {
      // Of a term by itself there is no rule; that of the whole is the likeliest.
      smallest = SMALLEST_DENOMINATOR_ALLOWED;
    }
    double ofOne = Double.isNaN(smallest) ? p + epsilon : Math.max(p, smallest);
    double ofZero = Double.isNaN(smallest) ? 1 - p + epsilon : Math.max(1 - p, smallest);
    if (mistakes.has(BCE_GRADIENT_TERM_SIGN)) {
      return -y / ofOne - (1 - y) / ofZero;
    }
    if (mistakes.has(BCE_GRADIENT_DENOMINATORS_EXCHANGED)) {
      return -y / ofZero + (1 - y) / ofOne;
    }
    String twice = mistakes.form(BCE_GRADIENT_TERM_TWICE);
    if (twice != null) {
      return switch (twice) {
        case "labels" -> -y / ofOne + y / ofZero;
        case "complement" -> -(1 - y) / ofOne + (1 - y) / ofZero;
        case "prediction" -> -y / ofOne + (1 - y) / ofOne;
        default -> -y / ofZero + (1 - y) / ofZero;
      };
    }
    if (mistakes.has(BCE_GRADIENT_FIRST_TERM)) {
      return -y / ofOne;
    }
    if (mistakes.has(BCE_GRADIENT_SECOND_TERM)) {
      return (1 - y) / ofZero;
    }
    if (mistakes.has(EPSILON_INSIDE)
        || mistakes.has(LOG_ARGUMENT_CLAMPED)
        || mistakes.has(DENOMINATORS_LIMITED_APART)) {
      return -y / ofOne + (1 - y) / ofZero;
    }
    if (mistakes.has(ZERO_AT_ENDS)) {
      return p == 0 || p == 1 ? 0 : (p - y) / (p * (1 - p));
    }
    return (p - y) / denominator(p);
  }

  private double denominator(double p) {
    double product = p * (1 - p);
    if (mistakes.has(DENOMINATOR_LIMITED_FROM_ABOVE)) {
      return Math.min(product, SMALLEST_DENOMINATOR_ALLOWED);
    }
    if (mistakes.has(EPSILON_IN_DENOMINATOR)) {
      return product + mistakes.amount(EPSILON_IN_DENOMINATOR);
    }
    if (mistakes.has(SMALLEST_DENOMINATOR)) {
      return Math.max(product, mistakes.amount(SMALLEST_DENOMINATOR));
    }
    if (mistakes.has(LIMIT_WITH_COUNT)) {
      return Math.max(product, SMALLEST_DENOMINATOR_ALLOWED / elements);
    }
    return isClamped() ? Math.max(product, SMALLEST_DENOMINATOR_ALLOWED) : product;
  }

  private boolean isClamped() {
    return !mistakes.has(NO_CLAMP)
        && !mistakes.has(GRADIENT_NOT_CLAMPED)
        && !mistakes.has(CLIP_VANISHES)
        && !mistakes.has(CLIPPED_PREDICTION);
  }
}
