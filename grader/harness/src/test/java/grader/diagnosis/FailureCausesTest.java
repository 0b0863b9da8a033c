package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.cases.Sizes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureCausesTest {
  @ParameterizedTest
  @CsvSource({
    "java.lang.NullPointerException, meets-null",
    "org.apache.commons.math3.exception.NullArgumentException, meets-null",
    "java.lang.ArrayIndexOutOfBoundsException, index-out-of-range",
    "org.apache.commons.math3.exception.OutOfRangeException, index-out-of-range",
    "org.apache.commons.math3.exception.DimensionMismatchException, shapes-do-not-fit",
    "java.lang.StackOverflowError, recursion-without-end",
    "java.util.NoSuchElementException, throws",
  })
  void exceptionIsToldByItsName(String exception, String kind) {
    assertEquals(kind, FailureCauses.kind("backward threw " + exception + ": whatever it says"));
  }

  /** The first example is survived, the second is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forward threw MatrixDimensionMismatchException: got 5x11 but expected 10x11 | false
          forward threw MatrixDimensionMismatchException: got 5x11 but expected 5x20  | true
          forward threw ArrayIndexOutOfBoundsException: Index 10 out of bounds for length 10 | false
          forward threw ArrayIndexOutOfBoundsException: Index 20 out of bounds for length 20 | true
          forward threw OutOfRangeException: index (11) at mlp.MLP.forward(MLP.java:10) | true
          forward threw IllegalArgumentException: wrong size | false
          """)
  void numbersOfAMessageTellWhichSizeItIsAbout(String message, boolean isOther) {
    assertEquals(
        isOther,
        FailureCauses.isAboutOtherSizes(message, new Sizes(10, 2, 20, 5), new Sizes(5, 3, 11, 7)));
  }
}
