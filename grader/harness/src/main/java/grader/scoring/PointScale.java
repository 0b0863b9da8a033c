package grader.scoring;

import grader.cases.Check;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check is worth in a run: its points, stretched so that a run's checks sum to the total
 * that was asked for. When no check of a run has points, as in the examples, each counts one.
 *
 * <p>Sums are exact; a stretched point is rounded to 34 digits, and a result to {@value #DECIMALS}
 * decimals, only after all is added up.
 */
final class PointScale {
  private static final int DECIMALS = 4;

  private final boolean countsChecks;
  private final BigDecimal sum;
  private final @Nullable BigDecimal total;

  /**
   * A scale for a run of these suites.
   *
   * @param total what a full score is worth; null for the sum of the checks' points
   */
  PointScale(List<TestSuite> suites, @Nullable BigDecimal total) {
    List<Check> checks =
        suites.stream()
            .flatMap(suite -> suite.cases().stream())
            .map(TestCase::checks)
            .flatMap(List::stream)
            .toList();
    BigDecimal points = checks.stream().map(Check::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    this.countsChecks = points.signum() == 0;
    this.sum = countsChecks ? BigDecimal.valueOf(checks.size()) : points;
    this.total = total;
  }

  /** What the check is worth, in points of the files. */
  BigDecimal raw(Check check) {
    return countsChecks ? BigDecimal.ONE : check.points();
  }

  /** Points of the files to points of the report. */
  BigDecimal scaled(BigDecimal raw) {
    BigDecimal points =
        total == null || sum.signum() == 0
            ? raw
            : raw.multiply(total).divide(sum, MathContext.DECIMAL128);
    BigDecimal shortest = points.setScale(DECIMALS, RoundingMode.HALF_UP).stripTrailingZeros();
    // Stripped, 50 is 5E+1: right, but no way to write a score.
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
  }
}
