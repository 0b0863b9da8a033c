package grader.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aShapeMayHaveTheLargestSizeAndNotOneElementMore() {
    assertEquals(Tensor.MAX_SIZE, Tensor.sizeOf(Tensor.MAX_SIZE));
    assertEquals(Tensor.MAX_SIZE, Tensor.sizeOf(1024, 1024));
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(Tensor.MAX_SIZE + 1));
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(1024, 1025));
  }

  @Test
  void aSizeThatOverflowsAnIntIsTooLarge() {
    // 2^16 · 2^16 is 0 and (2^31 − 1)² is 1 in int arithmetic.
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(1 << 16, 1 << 16));
    assertThrows(
        IllegalArgumentException.class, () -> Tensor.sizeOf(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  @Test
  void noExtentIsNegative() {
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(-1));
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(-2, -2));
    assertThrows(IllegalArgumentException.class, () -> Tensor.sizeOf(0, -1));
  }

  @Test
  void aScalarHasOneElementAndAnEmptyTensorNone() {
    assertEquals(1, Tensor.sizeOf());
    assertEquals(0, Tensor.vector().size());
    assertEquals(0, Tensor.of(new int[] {0, 5}, new double[0]).size());
  }

  @Test
  void theRankIsAtMostTwo() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Tensor.of(new int[] {1, 1, 1}, new double[] {1}));
    assertEquals("rank 3 is larger than 2", thrown.getMessage());
  }

  @Test
  void theValuesFillTheShape() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Tensor.of(new int[] {2, 3}, new double[5]));
    assertEquals("5 values do not fill the shape 2 × 3", thrown.getMessage());
  }

  @Test
  void whatItIsMadeOfMayChangeAfterwards() {
    int[] shape = {1, 2};
    double[] values = {1, 2};
    Tensor matrix = Tensor.of(shape, values);
    Tensor vector = Tensor.vector(values);
    shape[0] = 9;
    values[0] = 9;
    assertEquals(Tensor.of(new int[] {1, 2}, new double[] {1, 2}), matrix);
    assertEquals(Tensor.vector(1, 2), vector);
  }

  @Test
  void whatItGivesMayChangeAfterwards() {
    Tensor matrix = Tensor.of(new int[] {1, 2}, new double[] {1, 2});
    matrix.shape()[0] = 9;
    matrix.toArray()[0] = 9;
    matrix.toRows()[0][0] = 9;
    assertEquals(Tensor.of(new int[] {1, 2}, new double[] {1, 2}), matrix);
  }

  @Test
  void equalityIsThatOfShapesAndBits() {
    assertEquals(Tensor.vector(Double.NaN), Tensor.vector(Double.NaN));
    assertEquals(Tensor.vector(1, 2).hashCode(), Tensor.vector(1, 2).hashCode());
    assertNotEquals(Tensor.scalar(0.0), Tensor.scalar(-0.0));
    assertNotEquals(Tensor.vector(1, 2), Tensor.vector(1, 3));
    assertNotEquals(Tensor.scalar(1), Tensor.vector(1));
    assertNotEquals(
        Tensor.of(new int[] {1, 2}, new double[] {1, 2}),
        Tensor.of(new int[] {2, 1}, new double[] {1, 2}));
  }

  @Test
  void shapesAreComparedWithoutValues() {
    assertTrue(Tensor.vector(1, 2).hasShapeOf(Tensor.vector(3, 4)));
    assertFalse(Tensor.vector(1).hasShapeOf(Tensor.scalar(1)));
  }

  @Test
  void aPositionIsToldByRowAndColumn() {
    Tensor matrix = Tensor.of(new int[] {2, 3}, new double[6]);
    assertEquals("[0][0]", matrix.indexText(0));
    assertEquals("[0][2]", matrix.indexText(2));
    assertEquals("[1][0]", matrix.indexText(3));
    assertEquals("[4]", Tensor.vector(new double[5]).indexText(4));
    assertEquals("", Tensor.scalar(1).indexText(0));
  }

  @Test
  void aShapeIsToldInWords() {
    assertEquals("5 × 20", Tensor.of(new int[] {5, 20}, new double[100]).shapeText());
    assertEquals("length 20", Tensor.vector(new double[20]).shapeText());
    assertEquals("a number", Tensor.scalar(1).shapeText());
  }

  @Test
  void rowsAreRowMajor() {
    double[][] rows = Tensor.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}).toRows();
    assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, rows);
  }
}
