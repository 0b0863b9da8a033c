package grader.reference;

import static grader.reference.Mistake.*;

/**
 * What {@link BCE} with mistakes takes for a label, for a prediction and for a logarithm, in J and
 * in dJ/dŷ alike.
 */
final class WrongBCEArguments {
  static final double SMALLEST_LOG = -100;

  private final Mistakes mistakes;

  WrongBCEArguments(Mistakes mistakes) {
    this.mistakes = mistakes;
  }

  /**
   * What is taken for a label.
   *
   * @param ofOne the mistake that rounds it in J alone, or in dJ/dŷ alone
   */
  double label(double label, Mistake ofOne) {
    if (mistakes.has(BCE_LABELS_SMOOTHED)) {
      double smoothing = mistakes.amount(BCE_LABELS_SMOOTHED);
      return label * (1 - smoothing) + smoothing / 2;
    }
    String ofBoth = mistakes.form(BCE_LABELS_ROUNDED);
    String form = ofBoth == null ? mistakes.form(ofOne) : ofBoth;
    if (form == null) {
      return label;
    }
    return switch (form) {
      case "half-up" -> label >= 0.5 ? 1 : 0;
      case "one" -> label == 1 ? 1 : 0;
      case "zero" -> label == 0 ? 0 : 1;
      default -> label > 0.5 ? 1 : 0;
    };
  }

  /** What is taken for a prediction. */
  double clipped(double p) {
    double epsilon =
        mistakes.has(CLIP_VANISHES)
            ? mistakes.amount(CLIP_VANISHES)
            : mistakes.amount(CLIPPED_PREDICTION);
    return Double.isNaN(epsilon) ? p : Math.min(Math.max(p, epsilon), 1 - epsilon);
  }

  /** What is taken for a logarithm. */
  double log(double argument) {
    if (mistakes.has(BCE_BINARY_LOGARITHM) || mistakes.has(BCE_DECIMAL_LOGARITHM)) {
      double base = mistakes.has(BCE_BINARY_LOGARITHM) ? 2 : 10;
      return Math.max(Math.log(argument) / Math.log(base), SMALLEST_LOG);
    }
    if (mistakes.has(EPSILON_INSIDE)) {
      return Math.log(argument + mistakes.amount(EPSILON_INSIDE));
    }
    if (mistakes.has(LOG_ARGUMENT_CLAMPED)) {
      return Math.log(Math.max(argument, mistakes.amount(LOG_ARGUMENT_CLAMPED)));
    }
    if (mistakes.has(OTHER_SMALLEST_LOGARITHM)) {
      return Math.max(Math.log(argument), mistakes.amount(OTHER_SMALLEST_LOGARITHM));
    }
    if (mistakes.has(LOG_LIMITED_FROM_ABOVE, "")
        || mistakes.has(LOG_LIMITED_FROM_ABOVE, "one-term")) {
      return Math.min(Math.log(argument), SMALLEST_LOG);
    }
    if (mistakes.has(ZERO_AT_ENDS)) {
      return argument == 0 ? 0 : Math.log(argument);
    }
    boolean isClamped =
        !mistakes.has(NO_CLAMP)
            && !mistakes.has(LOSS_NOT_CLAMPED)
            && !mistakes.has(CLIP_VANISHES)
            && !mistakes.has(CLIPPED_PREDICTION);
    return isClamped ? Math.max(Math.log(argument), SMALLEST_LOG) : Math.log(argument);
  }
}
