package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
