package mlp;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A number, a vector or a matrix, copied, so that no later change of the original reaches it.
 *
 * @param rank 0 for a number, 1 for a vector, 2 for a matrix
 * @param rows the values; a number and a vector have a single row
 */
record Tensor(int rank, double[][] rows) {

  static Tensor of(double number) {
    return new Tensor(0, new double[][] {{number}});
  }

  static Tensor of(RealVector vector) {
    return new Tensor(1, new double[][] {vector.toArray()});
  }

  static Tensor of(RealMatrix matrix) {
    return new Tensor(2, matrix.getData());
  }

  int rowCount() {
    return rows.length;
  }

  int columnCount() {
    return rows[0].length;
  }

  int size() {
    return rowCount() * columnCount();
  }

  boolean hasShapeOf(Tensor other) {
    return rank == other.rank
        && rowCount() == other.rowCount()
        && columnCount() == other.columnCount();
  }

  /** "5 × 20" for a matrix, "20" for a vector. */
  String shape() {
    return rank == 1 ? "" + columnCount() : rowCount() + " × " + columnCount();
  }

  /** "[3][7]" in a matrix, "[3]" in a vector. */
  String index(int row, int column) {
    return rank == 1 ? "[" + column + "]" : "[" + row + "][" + column + "]";
  }
}
