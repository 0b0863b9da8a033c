package mlp;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Compares a result with the expected one: the shape first, then the values. */
final class Comparison {

  private final Tensor expected;
  private final Tensor actual;
  private final Tolerance tolerance;

  private Comparison(Tensor expected, Tensor actual, Tolerance tolerance) {
    this.expected = expected;
    this.actual = actual;
    this.tolerance = tolerance;
  }

  /** Says what is wrong with the actual result, or nothing if it is right. */
  static Optional<String> complaint(Tensor expected, Tensor actual, Tolerance tolerance) {
    if (!actual.hasShapeOf(expected)) {
      return Optional.of("expected " + expected.shape() + ", got " + actual.shape());
    }
    return new Comparison(expected, actual, tolerance).complaintAboutValues();
  }

  private Optional<String> complaintAboutValues() {
    int differing = 0;
    int nans = 0;
    int zeros = 0;
    double largest = -1;
    int largestRow = 0;
    int largestColumn = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < expected.rowCount(); i++) {
      for (int j = 0; j < expected.columnCount(); j++) {
        double difference = difference(i, j);
        sumOfSquares += difference * difference;
        zeros += actual.rows()[i][j] == 0 ? 1 : 0;
        if (isWithinTolerance(difference, i, j)) {
          continue;
        }
        differing++;
        nans += Double.isNaN(actual.rows()[i][j]) ? 1 : 0;
        if (difference > largest) {
          largest = difference;
          largestRow = i;
          largestColumn = j;
        }
      }
    }
    double norm = Math.sqrt(sumOfSquares);
    boolean passes =
        tolerance instanceof Tolerance.Norm limit ? norm < limit.bound() : differing == 0;
    if (passes) {
      return Optional.empty();
    }
    return Optional.of(
        normPhrase(norm)
            + valuePhrase(largest, largestRow, largestColumn)
            + countPhrase(differing, nans)
            + zerosPhrase(zeros));
  }

  /** 0 where both are the same, NaN and infinities included; infinite where only one of them is. */
  private double difference(int row, int column) {
    double wanted = expected.rows()[row][column];
    double got = actual.rows()[row][column];
    if (wanted == got || Double.isNaN(wanted) && Double.isNaN(got)) {
      return 0;
    }
    double difference = Math.abs(got - wanted);
    return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
  }

  private boolean isWithinTolerance(double difference, int row, int column) {
    if (!(tolerance instanceof Tolerance.Elementwise limit)) {
      return difference == 0;
    }
    double wanted = expected.rows()[row][column];
    // An infinite value allows no difference, although rtol·∞ would allow any.
    return difference == 0
        || Double.isFinite(wanted) && difference <= limit.atol() + limit.rtol() * Math.abs(wanted);
  }

  private String normPhrase(double norm) {
    return tolerance instanceof Tolerance.Norm limit
        ? "norm of the difference is "
            + number(norm)
            + ", must be less than "
            + number(limit.bound())
            + "; "
        : "";
  }

  private String valuePhrase(double largest, int row, int column) {
    double wanted = expected.rows()[row][column];
    double got = actual.rows()[row][column];
    boolean lookAlike = number(wanted).equals(number(got));
    String values =
        "expected "
            + (lookAlike ? wanted : number(wanted))
            + ", got "
            + (lookAlike ? got : number(got));
    if (expected.rank() == 0) {
      return values;
    }
    String difference =
        Double.isFinite(largest) ? "largest difference " + number(largest) + " " : "";
    return difference + "at " + expected.index(row, column) + ": " + values;
  }

  private String countPhrase(int differing, int nans) {
    if (expected.rank() == 0) {
      return "";
    }
    String values =
        (differing == expected.size() ? "all " : differing + " of ") + expected.size() + " values";
    if (nans == differing) {
      return "; " + values + " are NaN";
    }
    return "; " + values + " differ" + (nans > 0 ? ", " + nans + " of them NaN" : "");
  }

  private String zerosPhrase(int zeros) {
    return zeros == expected.size() && expected.rank() > 0 ? "; every value you computed is 0" : "";
  }

  /** Six significant digits are enough to see a difference, and short enough to read. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros();
    double magnitude = Math.abs(value);
    return magnitude >= 1e-4 && magnitude < 1e7 ? rounded.toPlainString() : rounded.toString();
  }
}
