package grader.reference;

import static grader.reference.Mistake.*;

import java.util.EnumSet;
import java.util.Set;

/**
 * {@link MSE} with mistakes: norms, products and sums of other things than squares in place of J,
 * and what is taken for the square and for its derivative.
 */
final class WrongMSE extends WrongLoss {
  /** What goes wrong in a term of J. */
  private static final Set<Mistake> OF_TERM =
      EnumSet.of(
          MSE_CLIPPED,
          MSE_HUBER,
          MSE_IS_BCE,
          MSE_ABSOLUTE,
          MSE_NOT_SQUARED,
          MSE_BRACKETS,
          MSE_WITHOUT_LABELS,
          MSE_DIFFERENCE_OF_SQUARES,
          MSE_PLUS);

  /** What goes wrong in the derivative of a term. */
  private static final Set<Mistake> OF_TERM_GRADIENT =
      EnumSet.of(
          MSE_GRADIENT_SIGN_OF_DIFFERENCE,
          MSE_GRADIENT_IS_LOSS,
          MSE_GRADIENT_PLUS,
          MSE_GRADIENT_ABSOLUTE,
          MSE_GRADIENT_PREDICTION,
          MSE_GRADIENT_HALF_TRUNCATED,
          MSE_GRADIENT_BRACKETS,
          MSE_CLIPPED,
          MSE_HUBER,
          MSE_IS_BCE);

  private static final Switches SWITCHES =
      new Switches(
          OF_TERM,
          OF_TERM_GRADIENT,
          MSE_PART,
          MSE_SIZE_EXCHANGED,
          MSE_SUM_NOT_RESET,
          MSE_SUM_TRUNCATED,
          MSE_DIVIDED_IN_LOOP,
          MSE_INTEGER_DIVISION,
          MSE_GRADIENT_BY_COLUMNS,
          MSE_GRADIENT_REDUCED,
          MSE_GRADIENT_OF_LAST_SAMPLE,
          MSE_GRADIENT_INTEGER_DIVISION,
          MSE_GRADIENT_PART);

  /** The mean squared error of these numbers, batch × out each. They are not modified. */
  WrongMSE(Mistakes mistakes, double[][] y, double[][] yHat) {
    super(mistakes, SWITCHES, new MSE(), y, yHat);
  }

  @Override
  double reduction() {
    if (mistakes.has(MSE_NORM_OF_SQUARES)) {
      return normOfSquares();
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
    if (mistakes.has(MSE_LARGEST)) {
      return largest();
    }
    return (mistakes.has(MSE_SQUARE_OF_SUM) ? squareOfSum() : sum()) / elements();
  }

  private double normOfSquares() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        sum += Math.pow(yHat[i][j] - y[i][j], 4);
      }
    }
    return Math.sqrt(sum);
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

  private double largest() {
    double largest = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        if (isCounted(i, j)) {
          largest = Math.max(largest, wrongTerm(y[i][j], yHat[i][j]));
        }
      }
    }
    return largest;
  }

  private double squareOfSum() {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        if (isCounted(i, j)) {
          sum += yHat[i][j] - y[i][j];
        }
      }
    }
    return sum * sum;
  }

  @Override
  double wrongTerm(double label, double prediction) {
    if (mistakes.has(MSE_IS_BCE)) {
      return new BCE().term(label, prediction);
    }
    double p = clipped(prediction);
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

  private double clipped(double prediction) {
    return mistakes.has(MSE_CLIPPED) ? Math.max(0, Math.min(1, prediction)) : prediction;
  }

  @Override
  double[][] termGradients() {
    double[][] gradients = mistakes.has(MSE_PAIRS) ? gradientsOfPairs() : super.termGradients();
    if (mistakes.has(MSE_GRADIENT_OF_ROOT)) {
      boolean isOfMean = mistakes.has(MSE_GRADIENT_OF_ROOT, "mean");
      double norm =
          isOfMean ? 2 * Math.sqrt(sumOfSquares() / elements()) : Math.sqrt(sumOfSquares());
      for (double[] row : gradients) {
        for (int j = 0; j < row.length; j++) {
          row[j] /= norm;
        }
      }
    }
    return gradients;
  }

  /** The derivatives of {@link #pairs}. */
  private double[][] gradientsOfPairs() {
    double[][] gradients = new double[y.length][y[0].length];
    for (int i = 0; i < gradients.length; i++) {
      for (int k = 0; k < gradients[i].length; k++) {
        double sum = 0;
        for (double[] labels : y) {
          sum += yHat[i][k] - labels[k];
        }
        gradients[i][k] = 2 * sum / y.length / elements();
      }
    }
    return gradients;
  }

  @Override
  double wrongTermGradient(double label, double prediction) {
    if (mistakes.has(MSE_IS_BCE)) {
      return new BCE().termGradient(label, prediction);
    }
    double p = clipped(prediction);
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
    if (mistakes.has(MSE_GRADIENT_HALF_TRUNCATED)) {
      // The caller divides by the number of elements, of which half was rounded down.
      return difference * elements() / Math.floor(elements() / 2);
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
}
