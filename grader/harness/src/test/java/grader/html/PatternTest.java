package grader.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.protocol.Tensor;
import org.junit.jupiter.api.Test;

class PatternTest {
  private static final Tensor EXPECTED = matrix(2, 3, 1, -2, 3, 4, 5, 6);

  private static Tensor matrix(int rows, int columns, double... values) {
    return Tensor.of(new int[] {rows, columns}, values);
  }

  @Test
  void aConstantFactorIsNamed() {
    assertEquals(
        "Every entry is 0.5 times the expected one.",
        Pattern.of(EXPECTED, matrix(2, 3, 0.5, -1, 1.5, 2, 2.5, 3)));
    assertEquals(
        "Every entry is −1 times the expected one.",
        Pattern.of(EXPECTED, matrix(2, 3, -1, 2, -3, -4, -5, -6)));
    assertEquals(
        "Every entry is 100 times the expected one.",
        Pattern.of(EXPECTED, matrix(2, 3, 100, -200, 300, 400, 500, 600)));
  }

  @Test
  void aTransposeIsNamedWhateverItsShape() {
    assertEquals(
        "The shapes differ: transposed, the values are right.",
        Pattern.of(EXPECTED, matrix(3, 2, 1, 4, -2, 5, 3, 6)));
    assertEquals(
        "Transposed, the values are right.",
        Pattern.of(matrix(2, 2, 1, 2, 3, 4), matrix(2, 2, 1, 3, 2, 4)));
    assertEquals("The shapes differ.", Pattern.of(EXPECTED, matrix(3, 2, 1, 2, 3, 4, 5, 6)));
  }

  @Test
  void zerosAreNamedAndWhatIsNoNumberIsNotTakenForOne() {
    assertEquals("Every entry is zero.", Pattern.of(EXPECTED, matrix(2, 3, 0, 0, 0, 0, 0, 0)));
    double nan = Double.NaN;
    assertEquals(
        "Every entry is wrong.", Pattern.of(EXPECTED, matrix(2, 3, nan, nan, nan, nan, nan, nan)));
  }

  @Test
  void oneRowOrColumnIsNamed() {
    assertEquals(
        "2 of 6 entries are wrong, all of them in row 1.",
        Pattern.of(EXPECTED, matrix(2, 3, 1, -2, 3, 0, 5, 7)));
    assertEquals(
        "2 of 6 entries are wrong, all of them in column 2.",
        Pattern.of(EXPECTED, matrix(2, 3, 1, -2, 0, 4, 5, 0)));
    assertEquals(
        "3 of 6 entries are wrong.", Pattern.of(EXPECTED, matrix(2, 3, 0, -2, 3, 4, 0, 0)));
  }
}
