package grader.reference;

import static grader.reference.Matrices.reshaped;
import static grader.reference.Matrices.transposed;
import static grader.reference.Mistake.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@link MSE} and {@link BCE} with mistakes. Without any it answers as the reference does. What is
 * wrong in the reduction alone, a factor, is no mistake of its own here: a factor is found by
 * comparing.
 */
final class WrongLoss {
  private static final double SMALLEST_LOG = -100;
  private static final double SMALLEST_DENOMINATOR_ALLOWED = (float) 1e-12;

  /** What goes wrong in a term of J of BCE. */
  private static final Set<Mistake> OF_BCE_TERM =
      EnumSet.of(
          BCE_PARENTHESIS,
          BCE_LOG_ONE_PLUS,
          BCE_SIGMOID_AGAIN,
          BCE_FIRST_TERM,
          BCE_SECOND_TERM,
          BCE_LABELS_FLIPPED,
          BCE_ARGUMENTS_SWAPPED,
          BCE_SQUARED,
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
          ZERO_AT_ENDS);

  /** What goes wrong in an element of dJ/dŷ of BCE. */
  private static final Set<Mistake> OF_BCE_GRADIENT =
      EnumSet.of(
          BCE_GRADIENT_DENOMINATOR,
          BCE_GRADIENT_DENOMINATOR_IS_LIMIT,
          BCE_GRADIENT_IS_LOSS,
          BCE_GRADIENT_WITHOUT_DENOMINATOR,
          BCE_GRADIENT_MULTIPLIED,
          BCE_GRADIENT_TERM_SIGN,
          BCE_GRADIENT_BRACKETS,
          BCE_GRADIENT_DENOMINATORS_EXCHANGED,
          BCE_GRADIENT_TERM_TWICE,
          BCE_GRADIENT_FIRST_TERM,
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
          LOG_ARGUMENT_CLAMPED,
          ZERO_AT_ENDS);

  /** What goes wrong in an element of dJ/dŷ of MSE. */
  private static final Set<Mistake> OF_MSE_GRADIENT =
      EnumSet.of(
          MSE_GRADIENT_SIGN_OF_DIFFERENCE,
          MSE_GRADIENT_IS_LOSS,
          MSE_GRADIENT_PLUS,
          MSE_GRADIENT_ABSOLUTE,
          MSE_GRADIENT_PREDICTION,
          MSE_GRADIENT_BRACKETS,
          MSE_CLIPPED,
          MSE_HUBER);

  private final Mistakes mistakes;
  private final boolean isMse;
  private final double[][] y;
  private final double[][] yHat;
  private final Loss right;

  /**
   * A loss of these numbers.
   *
   * @param isMse whether it is the mean squared error, and not the binary cross-entropy
   * @param y labels, batch × out. Not modified
   * @param yHat predictions, batch × out. Not modified
   */
  WrongLoss(Mistakes mistakes, boolean isMse, double[][] y, double[][] yHat) {
    this.mistakes = mistakes;
    this.isMse = isMse;
    this.y = y;
    this.yHat = yHat;
    this.right = isMse ? new MSE() : new BCE();
  }

  /**
   * J.
   *
   * @throws WrongNetwork.ImpossibleException when a loop runs over the end of a row or of all rows
   */
  double value() throws WrongNetwork.ImpossibleException {
    String exchanged = mistakes.form(isMse ? MSE_SIZE_EXCHANGED : BCE_SIZE_EXCHANGED);
    int over = y.length - y[0].length;
    if (exchanged != null && (exchanged.equals("rows") ? over > 0 : over < 0)) {
      throw new WrongNetwork.ImpossibleException();
    }
    return isMse ? mse() : bce();
  }

  /** dJ/dŷ, batch × out. */
  double[][] gradient() {
    boolean isWrong = mistakes.hasAny(isMse ? OF_MSE_GRADIENT : OF_BCE_GRADIENT);
    double[][] gradient = new double[y.length][y[0].length];
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        double element =
            !isWrong
                ? right.termGradient(y[i][j], yHat[i][j])
                : isMse ? mseGradient(y[i][j], yHat[i][j]) : bceGradient(y[i][j], yHat[i][j]);
        gradient[i][j] = element / elements();
      }
    }
    if (mistakes.has(MSE_PAIRS)) {
      compareAll(gradient);
    }
    if (mistakes.has(MSE_GRADIENT_OF_ROOT)) {
      boolean isOfMean = mistakes.has(MSE_GRADIENT_OF_ROOT, "mean");
      double norm =
          isOfMean ? 2 * Math.sqrt(sumOfSquares() / elements()) : Math.sqrt(sumOfSquares());
      for (double[] row : gradient) {
        for (int j = 0; j < row.length; j++) {
          row[j] /= norm;
        }
      }
    }
    gradient =
        permuted(
            gradient, mistakes.form(isMse ? MSE_GRADIENT_BY_COLUMNS : BCE_GRADIENT_BY_COLUMNS));
    reduce(gradient, isMse ? MSE_GRADIENT_REDUCED : BCE_GRADIENT_REDUCED);
    keepPart(gradient, isMse ? MSE_GRADIENT_PART : BCE_GRADIENT_PART);
    return gradient;
  }

  private double elements() {
    return (double) y.length * y[0].length;
  }

  private double mse() {
    if (mistakes.has(MSE_NORM_OF_SQUARES)) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < y[i].length; j++) {
          sum += Math.pow(yHat[i][j] - y[i][j], 4);
        }
      }
      return Math.sqrt(sum);
    }
    if (mistakes.has(MSE_NORM)) {
      return Math.sqrt(sumOfSquares() / (mistakes.has(MSE_NORM, "mean") ? elements() : 1));
    }
    if (mistakes.has(MSE_ONE_NORM)) {
      double norm = oneNorm();
      return switch (String.valueOf(mistakes.form(MSE_ONE_NORM))) {
        case "not-squared" -> norm / elements();
        case "alone" -> norm;
        default -> norm * norm / elements();
      };
    }
    if (mistakes.has(MSE_MATRIX_PRODUCT)) {
      return matrixProduct();
    }
    if (mistakes.has(MSE_PAIRS)) {
      return pairs();
    }
    double sum = 0;
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        if (isIn(MSE_PART, i, j) && isCounted(MSE_SIZE_EXCHANGED, i, j)) {
          double term = mseTerm(y[i][j], yHat[i][j]);
          sum += times(MSE_SUM_NOT_RESET, i) * term;
          largest = Math.max(largest, term);
          difference += yHat[i][j] - y[i][j];
        }
      }
    }
    if (mistakes.has(MSE_LARGEST)) {
      return largest;
    }
    return (mistakes.has(MSE_SQUARE_OF_SUM) ? difference * difference : sum) / elements();
  }

  /** How often a row counts: with all that come after it when its sum is never begun anew. */
  private int times(Mistake sumNotReset, int row) {
    return mistakes.has(sumNotReset) ? y.length - row : 1;
  }

  private double sumOfSquares() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        sum += (yHat[i][j] - y[i][j]) * (yHat[i][j] - y[i][j]);
      }
    }
    return sum;
  }

  /** The largest sum of absolute values of a column of ŷ − y: commons-math3's getNorm. */
  private double oneNorm() {
    double largest = 0;
    for (int j = 0; j < y[0].length; j++) {
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += Math.abs(yHat[i][j] - y[i][j]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  /** Of D = ŷ − y: the norm of D·Dᵀ, the sum of it or of Dᵀ·D, or its first entry. */
  private double matrixProduct() {
    double norm = 0;
    double sum = 0;
    double first = 0;
    for (int i = 0; i < y.length; i++) {
      for (int k = 0; k < y.length; k++) {
        double entry = 0;
        for (int j = 0; j < y[i].length; j++) {
          entry += (yHat[i][j] - y[i][j]) * (yHat[k][j] - y[k][j]);
        }
        norm += entry * entry;
        sum += entry;
        first = i == 0 && k == 0 ? entry : first;
      }
    }
    double transposed = 0;
    for (int i = 0; i < y.length; i++) {
      double row = 0;
      for (int j = 0; j < y[i].length; j++) {
        row += yHat[i][j] - y[i][j];
      }
      transposed += row * row;
    }
    return switch (String.valueOf(mistakes.form(MSE_MATRIX_PRODUCT))) {
      case "sum" -> sum;
      case "sum-transposed" -> transposed;
      case "entry" -> first;
      default -> Math.sqrt(norm);
    };
  }

  /** The mean over each prediction with the labels of every sample. */
  private double pairs() {
    double sum = 0;
    for (double[] predicted : yHat) {
      for (double[] labels : y) {
        for (int k = 0; k < labels.length; k++) {
          sum += (predicted[k] - labels[k]) * (predicted[k] - labels[k]);
        }
      }
    }
    return sum / y.length / elements();
  }

  /** The derivative of the same. */
  private void compareAll(double[][] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      for (int k = 0; k < gradient[i].length; k++) {
        double sum = 0;
        for (double[] labels : y) {
          sum += yHat[i][k] - labels[k];
        }
        gradient[i][k] = 2 * sum / y.length / elements();
      }
    }
  }

  private double mseTerm(double label, double prediction) {
    double p = mistakes.has(MSE_CLIPPED) ? Math.max(0, Math.min(1, prediction)) : prediction;
    double difference = p - label;
    if (mistakes.has(MSE_HUBER) && Math.abs(difference) > 1) {
      return 2 * Math.abs(difference) - 1;
    }
    if (mistakes.has(MSE_ABSOLUTE)) {
      return Math.abs(difference);
    }
    if (mistakes.has(MSE_NOT_SQUARED)) {
      return difference;
    }
    if (mistakes.has(MSE_BRACKETS)) {
      return mistakes.has(MSE_BRACKETS, "labels") ? p - label * label : p * p - label;
    }
    if (mistakes.has(MSE_WITHOUT_LABELS)) {
      return p * p;
    }
    if (mistakes.has(MSE_DIFFERENCE_OF_SQUARES)) {
      return p * p - label * label;
    }
    return mistakes.has(MSE_PLUS) ? (p + label) * (p + label) : difference * difference;
  }

  private double mseGradient(double label, double prediction) {
    double p = mistakes.has(MSE_CLIPPED) ? Math.max(0, Math.min(1, prediction)) : prediction;
    double difference = p - label;
    if (mistakes.has(MSE_HUBER) && Math.abs(difference) > 1) {
      return 2 * Math.signum(difference);
    }
    if (mistakes.has(MSE_GRADIENT_SIGN_OF_DIFFERENCE)) {
      return Math.signum(difference);
    }
    if (mistakes.has(MSE_GRADIENT_IS_LOSS)) {
      return difference * difference;
    }
    if (mistakes.has(MSE_GRADIENT_PLUS)) {
      return 2 * (p + label);
    }
    if (mistakes.has(MSE_GRADIENT_ABSOLUTE)) {
      return 2 * Math.abs(difference);
    }
    String brackets = mistakes.form(MSE_GRADIENT_BRACKETS);
    if (brackets != null) {
      // The caller divides by the number of elements.
      return switch (brackets) {
        case "labels-divided" -> 2 * p * elements() - label;
        case "labels-divided-doubled" -> 2 * (p * elements() - label);
        case "prediction-divided" -> 2 * p - label * elements();
        default -> 2 * p - label;
      };
    }
    return mistakes.has(MSE_GRADIENT_PREDICTION) ? 2 * p : 2 * difference;
  }

  private double bce() {
    boolean isWrong = mistakes.hasAny(OF_BCE_TERM);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        if (isIn(BCE_PART, i, j) && isCounted(BCE_SIZE_EXCHANGED, i, j)) {
          double label = y[i][j];
          double p = yHat[i][j];
          double term = isWrong ? bceTerm(label, p) : right.term(label, p);
          sum += times(BCE_SUM_NOT_RESET, i) * term;
          squares += term * term;
        }
      }
    }
    return mistakes.has(BCE_ABSOLUTE) ? Math.sqrt(squares) : sum / elements();
  }

  private double bceTerm(double label, double prediction) {
    if (mistakes.has(BCE_SQUARED)) {
      return (prediction - label) * (prediction - label);
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
      y = taken(label, BCE_LOSS_LABELS_ROUNDED);
    }
    p = clipped(p);
    if (mistakes.has(BCE_LOG_OF_MIXTURE)) {
      return -log(y * p + (1 - y) * (1 - p));
    }
    double complement =
        mistakes.has(BCE_LOG_ONE_PLUS)
            ? 1 + p
            : mistakes.has(BCE_COMPLEMENT_OF_LABELS) ? 1 - y : 1 - p;
    double ofOne = isPredictionIn("first") ? p : y;
    double ofZero = isPredictionIn("second") ? 1 - p : 1 - y;
    double first =
        term(
            mistakes.has(BCE_TERM_TWICE, "complement") ? 1 - y : ofOne,
            mistakes.has(BCE_TERM_TWICE, "logarithm") ? complement : p,
            "first");
    double second =
        term(
            mistakes.has(BCE_TERM_TWICE, "labels") ? y : ofZero,
            mistakes.has(BCE_SECOND_LOG_OF_P) ? p : complement,
            "second");
    if (mistakes.has(BCE_BRACKETS)) {
      second = mistakes.has(BCE_BRACKETS, "labels") ? 1 - y * log(complement) : (1 - y) * -p;
    }
    if (mistakes.has(BCE_FIRST_TERM)) {
      return -first;
    }
    if (mistakes.has(BCE_SECOND_TERM)) {
      return -second;
    }
    return mistakes.has(BCE_PARENTHESIS) ? -first + second : -(first + second);
  }

  /** What is taken for a label, of J or of dJ/dŷ alone or of both. */
  private double taken(double label, Mistake ofOne) {
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
      case "one" -> label == 1 ? 1 : 0;
      case "zero" -> label == 0 ? 0 : 1;
      default -> label > 0.5 ? 1 : 0;
    };
  }

  private boolean isPredictionIn(String term) {
    return mistakes.has(BCE_PREDICTION_FOR_LABELS, "")
        || mistakes.has(BCE_PREDICTION_FOR_LABELS, term);
  }

  private double term(double factor, double argument, String place) {
    if (mistakes.has(BCE_LOGARITHM_MISSING, "") || mistakes.has(BCE_LOGARITHM_MISSING, place)) {
      return factor * argument;
    }
    // Some compute but one of the two terms, and meet no zero times infinity.
    boolean isSkipped = factor == 0 && mistakes.has(LOG_LIMITED_FROM_ABOVE, "one-term");
    if (mistakes.has(LOG_LIMITED_FROM_ABOVE, place)) {
      return factor * Math.min(Math.log(argument), SMALLEST_LOG);
    }
    boolean isUnlimited = mistakes.has(ONE_LOGARITHM_NOT_CLAMPED, place);
    return isSkipped ? 0 : factor * (isUnlimited ? Math.log(argument) : log(argument));
  }

  private double clipped(double p) {
    double epsilon =
        mistakes.has(CLIP_VANISHES)
            ? mistakes.amount(CLIP_VANISHES)
            : mistakes.amount(CLIPPED_PREDICTION);
    return Double.isNaN(epsilon) ? p : Math.min(Math.max(p, epsilon), 1 - epsilon);
  }

  private double log(double argument) {
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

  private double bceGradient(double label, double prediction) {
    double y = label;
    double p = prediction;
    if (mistakes.has(BCE_GRADIENT_IS_LOSS)) {
      return bceTerm(label, prediction);
    }
    if (mistakes.has(BCE_GRADIENT_ARGUMENTS_SWAPPED)) {
      y = prediction;
      p = label;
    } else if (mistakes.has(BCE_GRADIENT_LABELS_FLIPPED)) {
      y = 1 - label;
    } else if (mistakes.has(BCE_GRADIENT_SIGMOID_AGAIN)) {
      p = new Sigmoid().value(prediction);
    } else {
      y = taken(label, BCE_GRADIENT_LABELS_ROUNDED);
    }
    p = clipped(p);
    if (mistakes.has(BCE_GRADIENT_OF_LOGIT)) {
      return new Sigmoid().value(p) - y;
    }
    if (mistakes.has(BCE_GRADIENT_LIMITS_QUOTIENT)) {
      return Math.max((p - y) / (p * (1 - p)), SMALLEST_DENOMINATOR_ALLOWED);
    }
    if (mistakes.has(BCE_GRADIENT_BY_LABELS)) {
      return log(1 - p) - log(p);
    }
    if (mistakes.has(GRADIENT_OF_LIMIT)) {
      double ofFirst = Math.log(p) < SMALLEST_LOG ? 0 : -y / p;
      return ofFirst + (Math.log(1 - p) < SMALLEST_LOG ? 0 : (1 - y) / (1 - p));
    }
    if (mistakes.has(BCE_GRADIENT_WITHOUT_DENOMINATOR)) {
      return p - y;
    }
    if (mistakes.has(BCE_GRADIENT_MULTIPLIED)) {
      return (p - y) * (p * (1 - p));
    }
    String denominator = mistakes.form(BCE_GRADIENT_DENOMINATOR);
    if (denominator != null) {
      return switch (denominator) {
        case "p-times-difference" -> (p - y) / (p * (p - y));
        case "p" -> (p - y) / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED);
        case "complement" -> (p - y) / Math.max(1 - p, SMALLEST_DENOMINATOR_ALLOWED);
        case "p-squared" -> (p - y) / Math.max(p * p, SMALLEST_DENOMINATOR_ALLOWED);
        case "complement-squared" ->
            (p - y) / Math.max((1 - p) * (1 - p), SMALLEST_DENOMINATOR_ALLOWED);
        case "complement-of-labels" ->
            (p - y) / Math.max(p * (1 - y), SMALLEST_DENOMINATOR_ALLOWED);
        case "of-labels" -> (p - y) / Math.max(y * (1 - y), SMALLEST_DENOMINATOR_ALLOWED);
        default -> (p - y) / (p * (1 + p));
      };
    }
    if (mistakes.has(BCE_GRADIENT_DENOMINATOR_IS_LIMIT)) {
      return (p - y) / SMALLEST_DENOMINATOR_ALLOWED;
    }
    String brackets = mistakes.form(BCE_GRADIENT_BRACKETS);
    if (brackets != null) {
      return switch (brackets) {
        case "numerator" -> p * elements() - y / denominator(p);
        case "labels" -> p - y / denominator(p);
        case "second-term" -> -y / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED) + (1 - y) - p;
        default -> (p - y) / Math.max(p, SMALLEST_DENOMINATOR_ALLOWED) * (1 - p);
      };
    }
    double epsilon = addedToTerms();
    double smallest = mistakes.amount(LOG_ARGUMENT_CLAMPED);
    if (isGradientClamped() && Double.isNaN(smallest) && !mistakes.has(EPSILON_INSIDE)) {
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
    if (mistakes.has(EPSILON_INSIDE) || mistakes.has(LOG_ARGUMENT_CLAMPED)) {
      return -y / ofOne + (1 - y) / ofZero;
    }
    if (mistakes.has(ZERO_AT_ENDS)) {
      return p == 0 || p == 1 ? 0 : (p - y) / (p * (1 - p));
    }
    return (p - y) / denominator(p);
  }

  private double addedToTerms() {
    return mistakes.has(EPSILON_INSIDE) ? mistakes.amount(EPSILON_INSIDE) : 0;
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
    return isGradientClamped() ? Math.max(product, SMALLEST_DENOMINATOR_ALLOWED) : product;
  }

  private boolean isGradientClamped() {
    return !mistakes.has(NO_CLAMP)
        && !mistakes.has(GRADIENT_NOT_CLAMPED)
        && !mistakes.has(CLIP_VANISHES)
        && !mistakes.has(CLIPPED_PREDICTION);
  }

  /** Every element the mean of all, of its column or of its row. */
  private void reduce(double[][] gradient, Mistake mistake) {
    String form = mistakes.form(mistake);
    if (form == null) {
      return;
    }
    double[][] original = new double[gradient.length][];
    for (int i = 0; i < gradient.length; i++) {
      original[i] = gradient[i].clone();
    }
    if (form.equals("loss")) {
      double loss = mistake == MSE_GRADIENT_REDUCED ? mse() : bce();
      for (double[] row : gradient) {
        Arrays.fill(row, loss);
      }
      return;
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

  private void keepPart(double[][] gradient, Mistake mistake) {
    for (int i = 0; i < gradient.length; i++) {
      for (int j = 0; j < gradient[i].length; j++) {
        gradient[i][j] = isIn(mistake, i, j) ? gradient[i][j] : 0;
      }
    }
  }

  /** Whether a loop comes to an element that counts to the number of rows, or of columns, twice. */
  private boolean isCounted(Mistake sizeExchanged, int row, int column) {
    String form = mistakes.form(sizeExchanged);
    return form == null || (form.equals("rows") ? column < y.length : row < y[0].length);
  }

  private boolean isIn(Mistake mistake, int sample, int output) {
    String form = mistakes.form(mistake);
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
