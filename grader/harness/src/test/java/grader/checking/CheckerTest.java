package grader.checking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import grader.checking.Comparison.Match;
import grader.checking.Comparison.NotAccepted;
import grader.checking.Comparison.ShapeMismatch;
import grader.checking.Comparison.ValueMismatch;
import grader.protocol.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds are made of powers of two, so that every sum in them is exact. */
class CheckerTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Tolerance EXACT = new Tolerance.Elementwise(0, 0);
  private static final Tolerance EVERYTHING = new Tolerance.Elementwise(Double.MAX_VALUE, INFINITY);

  @ParameterizedTest
  @CsvSource({
    // |actual − expected| ≤ 0.25 + 0.125 · |expected|
    "8, 9.25",
    "8, 6.75",
    "-8, -9.25",
    "-8, -6.75",
    "0, 0.25",
    "0, -0.25",
  })
  void boundIsIncluded(double expected, double actual) {
    Tolerance tolerance = new Tolerance.Elementwise(0.125, 0.25);
    assertInstanceOf(Match.class, compare(expected, actual, tolerance));
    double beyond = Math.nextAfter(actual, actual > expected ? INFINITY : -INFINITY);
    assertInstanceOf(ValueMismatch.class, compare(expected, beyond, tolerance));
  }

  @Test
  void relativePartCountsFromTheExpectedValue() {
    Tolerance half = new Tolerance.Elementwise(0.5, 0);
    assertInstanceOf(Match.class, compare(8, 4, half));
    // Half of 4 is 2: as far off, and too far.
    assertInstanceOf(ValueMismatch.class, compare(4, 8, half));
  }

  @Test
  void withoutToleranceEqualsPassAlone() {
    assertInstanceOf(Match.class, compare(0.1, 0.1, EXACT));
    assertInstanceOf(ValueMismatch.class, compare(0.1, Math.nextUp(0.1), EXACT));
  }

  @Test
  void signOfZeroDoesNotMatter() {
    for (Tolerance tolerance : new Tolerance[] {EXACT, new Tolerance.Norm(Double.MIN_VALUE)}) {
      assertInstanceOf(Match.class, compare(0.0, -0.0, tolerance));
      assertInstanceOf(Match.class, compare(-0.0, 0.0, tolerance));
    }
  }

  @Test
  void nanPassesOnlyWhereItIsExpected() {
    for (Tolerance tolerance :
        new Tolerance[] {EXACT, EVERYTHING, new Tolerance.Norm(Double.MAX_VALUE)}) {
      assertInstanceOf(Match.class, compare(Double.NaN, Double.NaN, tolerance));
      for (double other : new double[] {0, 1, INFINITY, -INFINITY}) {
        assertInstanceOf(ValueMismatch.class, compare(other, Double.NaN, tolerance));
        assertInstanceOf(ValueMismatch.class, compare(Double.NaN, other, tolerance));
      }
    }
  }

  @Test
  void infinityPassesOnlyWhereAnInfinityOfItsSignIsExpected() {
    for (Tolerance tolerance :
        new Tolerance[] {EXACT, EVERYTHING, new Tolerance.Norm(Double.MAX_VALUE)}) {
      assertInstanceOf(Match.class, compare(INFINITY, INFINITY, tolerance));
      assertInstanceOf(Match.class, compare(-INFINITY, -INFINITY, tolerance));
      for (double other : new double[] {0, Double.MAX_VALUE, -INFINITY, Double.NaN}) {
        assertInstanceOf(ValueMismatch.class, compare(INFINITY, other, tolerance));
        assertInstanceOf(ValueMismatch.class, compare(other, INFINITY, tolerance));
      }
    }
  }

  @Test
  void normMustBeBelowItsBound() {
    Tensor expected = Tensor.vector(1, 1);
    // 3² + 4² = 5²
    Tensor actual = Tensor.vector(4, 5);
    assertInstanceOf(
        Match.class, Checker.compare(expected, actual, new Tolerance.Norm(Math.nextUp(5))));
    assertInstanceOf(ValueMismatch.class, Checker.compare(expected, actual, new Tolerance.Norm(5)));
  }

  @Test
  void normNeitherOverflowsNorUnderflows() {
    Tensor zeros = Tensor.vector(0, 0);
    assertInstanceOf(
        Match.class,
        Checker.compare(zeros, Tensor.vector(3e200, 4e200), new Tolerance.Norm(6e200)));
    assertInstanceOf(
        ValueMismatch.class,
        Checker.compare(zeros, Tensor.vector(3e-200, 4e-200), new Tolerance.Norm(4.5e-200)));
  }

  @Test
  void oneInfinityOfTheNormDoesNotHideANan() {
    Tensor expected = Tensor.vector(INFINITY, 1, Double.NaN);
    Tolerance tolerance = new Tolerance.Norm(1);
    assertInstanceOf(Match.class, Checker.compare(expected, expected, tolerance));
    assertInstanceOf(
        ValueMismatch.class,
        Checker.compare(expected, Tensor.vector(INFINITY, Double.NaN, Double.NaN), tolerance));
    assertInstanceOf(
        ValueMismatch.class,
        Checker.compare(expected, Tensor.vector(INFINITY, 1, INFINITY), tolerance));
  }

  @Test
  void shapeIsComparedBeforeValues() {
    double[] six = new double[6];
    assertEquals(
        new ShapeMismatch("2 × 3", "3 × 2"),
        Checker.compare(matrix(2, 3, six), matrix(3, 2, six), EVERYTHING));
    assertEquals(
        new ShapeMismatch("length 6", "1 × 6"),
        Checker.compare(Tensor.vector(six), matrix(1, 6, six), EVERYTHING));
    assertEquals(
        new ShapeMismatch("a number", "length 1"),
        Checker.compare(Tensor.scalar(1), Tensor.vector(1), new Tolerance.Norm(9)));
    // Transposed and wrong: the shape is what is said.
    assertEquals(
        new ShapeMismatch("2 × 3", "3 × 2"),
        Checker.compare(matrix(2, 3, six), matrix(3, 2, 1, 2, 3, 4, 5, 6), EXACT));
  }

  @Test
  void mismatchNamesTheLargestDifferenceAmongThoseOutsideTheTolerance() {
    // The last difference, 16, is the largest and within its bound.
    Tensor expected = matrix(2, 2, 1, 2, 3, 64);
    Tensor actual = matrix(2, 2, 1, 4, -1, 80);
    assertEquals(
        new ValueMismatch(2, 4, "[1][0]", 3, -1),
        Checker.compare(expected, actual, new Tolerance.Elementwise(0.25, 0.5)));
    // A norm knows no bound of one value: every difference counts.
    assertEquals(
        new ValueMismatch(3, 4, "[1][1]", 64, 80),
        Checker.compare(expected, actual, new Tolerance.Norm(1)));
  }

  @Test
  void firstOfEqualDifferencesIsNamed() {
    assertEquals(
        new ValueMismatch(2, 3, "[1]", 0, 2),
        Checker.compare(Tensor.vector(0, 0, 0), Tensor.vector(0, 2, -2), EXACT));
  }

  @Test
  void whatIsNoNumberOutweighsEveryDifference() {
    assertEquals(
        new ValueMismatch(3, 3, "[1]", 1, Double.NaN),
        Checker.compare(Tensor.vector(0, 1, 2), Tensor.vector(1e300, Double.NaN, INFINITY), EXACT));
  }

  @Test
  void ratioIsTheFactorOfTheToleranceAtWhichTheWorstValueJustPasses() {
    Tensor expected = Tensor.vector(8, -8, 0);
    Tensor actual = Tensor.vector(8.625, -10.5, 0.125);
    // 0.25 + 0.125 · 8 = 1.25; the differences are 0.625, 2.5 and 0.125.
    assertEquals(2, Checker.ratio(expected, actual, new Tolerance.Elementwise(0.125, 0.25)));
    assertInstanceOf(
        Match.class, Checker.compare(expected, actual, new Tolerance.Elementwise(0.25, 0.5)));
    assertEquals(
        1.25,
        Checker.ratio(Tensor.vector(0, 0), Tensor.vector(3, 4), new Tolerance.Norm(4)),
        1e-15);
  }

  @Test
  void ratioIsZeroForEqualsAndInfiniteForWhatNoToleranceLetsPass() {
    assertEquals(0, Checker.ratio(Tensor.scalar(0.1), Tensor.scalar(0.1), EXACT));
    assertEquals(0, Checker.ratio(Tensor.scalar(INFINITY), Tensor.scalar(INFINITY), EVERYTHING));
    assertEquals(0, Checker.ratio(Tensor.scalar(Double.NaN), Tensor.scalar(Double.NaN), EXACT));
    Tensor[][] pairs = {
      {Tensor.scalar(0.1), Tensor.scalar(Double.NaN)},
      {Tensor.scalar(INFINITY), Tensor.scalar(1)},
      {Tensor.scalar(1), Tensor.vector(1)},
    };
    for (Tensor[] pair : pairs) {
      assertEquals(INFINITY, Checker.ratio(pair[0], pair[1], EVERYTHING));
      assertEquals(INFINITY, Checker.ratio(pair[0], pair[1], new Tolerance.Norm(1e300)));
    }
    assertEquals(INFINITY, Checker.ratio(Tensor.scalar(1), Tensor.scalar(2), EXACT));
  }

  private static Comparison compare(double expected, double actual, Tolerance tolerance) {
    return Checker.compare(Tensor.scalar(expected), Tensor.scalar(actual), tolerance);
  }

  private static Tensor matrix(int rows, int columns, double... values) {
    return Tensor.of(new int[] {rows, columns}, values);
  }

  private static Tolerance.Interval interval(Tensor low, Tensor high) {
    return new Tolerance.Interval(low, high, "any clamp will do");
  }

  @Test
  void anIntervalIncludesItsBoundsAndNothingOutside() {
    Tensor expected = Tensor.vector(0, 100);
    Tolerance accepted = interval(Tensor.vector(-1, 10), Tensor.vector(1, 1000));
    for (Tensor inside :
        List.of(expected, Tensor.vector(-1, 10), Tensor.vector(1, 1000), Tensor.vector(0, 27))) {
      assertEquals(new Match(), Checker.compare(expected, inside, accepted));
      assertEquals(0, Checker.ratio(expected, inside, accepted));
    }
    for (double outside :
        new double[] {9.999, 1000.001, Double.NaN, Double.POSITIVE_INFINITY, -100}) {
      Tensor actual = Tensor.vector(0, outside);
      assertEquals(
          new NotAccepted(1, 2, "[1]", 10, 1000, outside, "any clamp will do"),
          Checker.compare(expected, actual, accepted));
      assertEquals(Double.POSITIVE_INFINITY, Checker.ratio(expected, actual, accepted));
    }
  }

  @Test
  void anIntervalLooksAtTheShapeFirst() {
    Tolerance accepted = interval(Tensor.vector(-1, 10), Tensor.vector(1, 1000));
    assertEquals(
        new ShapeMismatch("length 2", "a number"),
        Checker.compare(Tensor.vector(0, 100), Tensor.scalar(100), accepted));
  }
}
