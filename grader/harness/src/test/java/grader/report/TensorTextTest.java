package grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.protocol.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorTextTest {
  private static TensorText text(int columns, double... values) {
    return new TensorText(
        Tensor.of(new int[] {values.length / columns, columns}, values), 80, false);
  }

  private static TensorText counted(int rows, int columns, int width, boolean full) {
    double[] values = IntStream.range(0, rows * columns).asDoubleStream().toArray();
    return new TensorText(Tensor.of(new int[] {rows, columns}, values), width, full);
  }

  @Test
  void columnsAreAlignedWithAsFewDecimalsAsTheyNeed() {
    assertEquals(List.of("[[  1.0  -2.5]", " [-10.0 100.0]]"), text(2, 1, -2.5, -10, 100).lines());
    assertEquals(List.of("[[1 2]", " [3 4]]"), text(2, 1, 2, 3, 4).lines());
    assertEquals(List.of("[[0.333333]]"), text(1, 1 / 3.0).lines());
  }

  @Test
  void vectorsHaveOneBracketAndNumbersNone() {
    assertEquals(List.of("[0.5 1.0]"), new TensorText(Tensor.vector(0.5, 1), 80, false).lines());
    assertEquals(List.of("0.25"), new TensorText(Tensor.scalar(0.25), 80, false).lines());
  }

  @Test
  void exponentsAreUsedWhereDecimalsWouldHideANumber() {
    assertEquals(List.of("[[1e-09 1e+00]]"), text(2, 1e-9, 1).lines());
    assertEquals(List.of("[[1.5e+09 0.0e+00]]"), text(2, 1.5e9, 0).lines());
    assertEquals(List.of("[[0.000001 0.500000]]"), text(2, 1e-6, 0.5).lines());
  }

  @Test
  void whatIsNoNumberIsSpelledAsInCaseFiles() {
    assertEquals(
        List.of("[[      NaN  Infinity -Infinity       1.5]]"),
        text(4, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.5).lines());
  }

  @Test
  void roundedIsWhatHasMoreDigits() {
    assertTrue(text(1, 1 / 3.0).isRounded());
    assertFalse(text(3, 0.25, 1e-9, Double.NaN).isRounded());
  }

  @Test
  void tenRowsAreShownAndOfElevenTheEnds() {
    assertFalse(counted(10, 1, 80, false).isCut());
    assertEquals(10, counted(10, 1, 80, false).lines().size());
    TensorText cut = counted(11, 1, 80, false);
    assertTrue(cut.isCut());
    assertEquals(
        List.of(
            "[[ 0]", " [ 1]", " [ 2]", " [ 3]", " [ 4]", " …", " [ 6]", " [ 7]", " [ 8]", " [ 9]",
            " [10]]"),
        cut.lines());
    assertEquals(11, counted(11, 1, 80, true).lines().size());
    assertFalse(counted(11, 1, 80, true).isCut());
  }

  @Test
  void columnsThatDoNotFitAreCutInTheMiddle() {
    // 12 columns of 2 digits: brackets 4, cells 2 each, spaces between.
    assertEquals(
        List.of("[[ 0  1  2  3  4  5  6  7  8  9 10 11]]"), counted(1, 12, 39, false).lines());
    assertEquals(
        List.of("[[ 0  1  2  3  4  5 …  7  8  9 10 11]]"), counted(1, 12, 38, false).lines());
    assertEquals(
        List.of("[[ 0  1  2  3  4  5  6  7  8  9 10 11]]"), counted(1, 12, 10, true).lines());
  }

  @Test
  void noLineOfACutMatrixIsWiderThanTheTerminal() {
    for (int width = 20; width < 100; width++) {
      for (String line : counted(3, 200, width, false).lines()) {
        assertTrue(line.length() <= width, line);
      }
    }
  }
}
