package grader.checking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.protocol.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckResultTest {
  private static final Tolerance EXACT = new Tolerance.Elementwise(0, 0);

  @Test
  void matchPassesWithoutAWord() {
    assertEquals(new CheckResult(Verdict.PASSED, ""), result(Tensor.scalar(1), Tensor.scalar(1)));
  }

  @Test
  void wrongNumberIsSaidAlone() {
    assertEquals(
        new CheckResult(Verdict.WRONG_ANSWER, "expected 0.125, got 0.25"),
        result(Tensor.scalar(0.125), Tensor.scalar(0.25)));
  }

  @Test
  void wrongVectorHasAPlaceAndACount() {
    assertEquals(
        new CheckResult(Verdict.WRONG_ANSWER, "expected 2, got -7.5 at [1]; 2 of 3 values differ"),
        result(Tensor.vector(1, 2, 3), Tensor.vector(1, -7.5, 4)));
  }

  @Test
  void wrongMatrixHasAPlaceAndACount() {
    assertEquals(
        new CheckResult(
            Verdict.WRONG_ANSWER, "expected 6, got NaN at [1][2]; 1 of 6 values differ"),
        result(
            Tensor.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}),
            Tensor.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, Double.NaN})));
  }

  @Test
  void matrixOfOneNumberNeedsNoPlace() {
    assertEquals(
        "expected 1, got 2",
        result(
                Tensor.of(new int[] {1, 1}, new double[] {1}),
                Tensor.of(new int[] {1, 1}, new double[] {2}))
            .message());
  }

  @Test
  void whatIsNotAcceptedIsToldWithTheReason() {
    Tolerance number =
        new Tolerance.Interval(Tensor.scalar(5), Tensor.scalar(1000), "any clamp will do");
    assertEquals(
        new CheckResult(
            Verdict.WRONG_ANSWER, "expected from 5 to 1000, got Infinity (any clamp will do)"),
        CheckResult.of(
            Checker.compare(Tensor.scalar(50), Tensor.scalar(Double.POSITIVE_INFINITY), number)));
    Tolerance vector =
        new Tolerance.Interval(Tensor.vector(0, 0, 0), Tensor.vector(1, 0, 2), "why");
    assertEquals(
        "expected 0, got 3 at [1]; 2 of 3 values are outside (why)",
        CheckResult.of(Checker.compare(Tensor.vector(0, 0, 0), Tensor.vector(1, 3, 4), vector))
            .message());
  }

  @Test
  void wrongShapeNamesBoth() {
    assertEquals(
        new CheckResult(Verdict.WRONG_SHAPE, "expected 1 × 2, got length 2"),
        result(Tensor.of(new int[] {1, 2}, new double[2]), Tensor.vector(0, 0)));
    assertEquals(
        "expected a number, got 1 × 1",
        result(Tensor.scalar(0), Tensor.of(new int[] {1, 1}, new double[1])).message());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1234567, 0.123457",
    "-0.1234567, -0.123457",
    "123456.7, 123457",
    "999999.4, 999999",
    "1234567, 1234570.0",
    "1e-7, 1.0E-7",
    "1.5e300, 1.5E300",
    "100, 100",
    "-0.0, 0",
    "Infinity, Infinity",
    "-Infinity, -Infinity",
    "NaN, NaN",
  })
  void numbersAreShortEnoughToRead(double actual, String shown) {
    assertEquals(
        "expected 42, got " + shown, result(Tensor.scalar(42), Tensor.scalar(actual)).message());
  }

  @Test
  void numbersThatLookAlikeAreWrittenOut() {
    assertEquals(
        "expected 0.5, got 0.5000000000000001",
        result(Tensor.scalar(0.5), Tensor.scalar(Math.nextUp(0.5))).message());
    assertEquals(
        "expected 1.0E-300, got 1.0000001E-300",
        result(Tensor.scalar(1e-300), Tensor.scalar(1.0000001e-300)).message());
  }

  private static CheckResult result(Tensor expected, Tensor actual) {
    return CheckResult.of(Checker.compare(expected, actual, EXACT));
  }
}
