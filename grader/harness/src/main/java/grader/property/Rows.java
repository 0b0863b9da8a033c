package grader.property;

import grader.protocol.Tensor;
import java.util.function.IntUnaryOperator;

/** Batches made of other batches. */
final class Rows {
  private Rows() {}

  /** The last row first. */
  static Tensor reversed(Tensor matrix) {
    int rows = matrix.extent(0);
    return select(matrix, rows, row -> rows - 1 - row);
  }

  /** Each row one place further up, the first one last. */
  static Tensor rotated(Tensor matrix) {
    int rows = matrix.extent(0);
    return select(matrix, rows, row -> (row + 1) % rows);
  }

  /** All rows, and all rows once more. */
  static Tensor twice(Tensor matrix) {
    int rows = matrix.extent(0);
    return select(matrix, 2 * rows, row -> row % rows);
  }

  static Tensor last(Tensor matrix, int rows) {
    int first = matrix.extent(0) - rows;
    return select(matrix, rows, row -> first + row);
  }

  private static Tensor select(Tensor matrix, int rows, IntUnaryOperator from) {
    int columns = matrix.extent(1);
    double[] values = new double[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = matrix.get(from.applyAsInt(row) * columns + column);
      }
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }
}
