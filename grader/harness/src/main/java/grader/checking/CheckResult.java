package grader.checking;

import grader.checking.Comparison.NotAccepted;
import grader.checking.Comparison.ShapeMismatch;
import grader.checking.Comparison.ValueMismatch;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * How one check ended.
 *
 * @param verdict its outcome
 * @param message the fact that decides it, in one sentence; empty when it passed. It may hold text
 *     of the submission's: untrusted
 * @param values what was compared, when a comparison decided it and did not pass; null otherwise
 */
public record CheckResult(Verdict verdict, String message, @Nullable ComparedValues values) {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  /** The right values. */
  public static final CheckResult PASSED = new CheckResult(Verdict.PASSED, "");

  /** What is decided without a comparison. */
  public CheckResult(Verdict verdict, String message) {
    this(verdict, message, null);
  }

  /** The same result, which these values led to. */
  public CheckResult comparing(ComparedValues compared) {
    return new CheckResult(verdict, message, compared);
  }

  /** The result of a comparison, in words. */
  public static CheckResult of(Comparison comparison) {
    if (comparison instanceof ShapeMismatch shapes) {
      return new CheckResult(
          Verdict.WRONG_SHAPE, "expected " + shapes.expected() + ", got " + shapes.actual());
    }
    if (comparison instanceof ValueMismatch values) {
      return new CheckResult(Verdict.WRONG_ANSWER, describe(values));
    }
    if (comparison instanceof NotAccepted values) {
      return new CheckResult(Verdict.WRONG_ANSWER, describe(values));
    }
    return PASSED;
  }

  private static String describe(NotAccepted values) {
    String range =
        values.low() == values.high()
            ? number(values.low())
            : "from " + number(values.low()) + " to " + number(values.high());
    String where =
        values.total() == 1
            ? ""
            : " at %s; %s of %s values are outside"
                .formatted(values.index(), values.outside(), values.total());
    return "expected %s, got %s%s (%s)"
        .formatted(range, number(values.actual()), where, values.reason());
  }

  private static String describe(ValueMismatch values) {
    String expected = number(values.expected());
    String actual = number(values.actual());
    if (expected.equals(actual)) {
      expected = Double.toString(values.expected());
      actual = Double.toString(values.actual());
    }
    String gotInstead = "expected " + expected + ", got " + actual;
    if (values.total() == 1) {
      return gotInstead;
    }
    return "%s at %s; %s of %s values differ"
        .formatted(gotInstead, values.index(), values.differing(), values.total());
  }

  /** Six significant digits: enough to recognise a value, few enough to read. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    // Of the digits that are shown for a double, which are few: all that it has would be fifty.
    double rounded = BigDecimal.valueOf(value).round(SIX_DIGITS).doubleValue();
    return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e6
        ? Long.toString((long) rounded)
        : Double.toString(rounded);
  }
}
