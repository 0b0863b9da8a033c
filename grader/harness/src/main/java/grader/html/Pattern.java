package grader.html;

import grader.protocol.Tensor;
import java.util.BitSet;

/** How the wrong entries of a tensor lie, for those who read the picture or cannot see it. */
final class Pattern {
  /** Relative to the largest expected value: what single precision and orders of sums come to. */
  private static final double NEARLY = 1e-6;

  private Pattern() {}

  /** In words, such as {@code 20 of 50 entries are wrong, all of them in row 3.} */
  static String of(Tensor expected, Tensor actual) {
    if (!actual.hasShapeOf(expected)) {
      return isTransposed(expected, actual)
          ? "The shapes differ: transposed, the values are right."
          : "The shapes differ.";
    }
    int size = expected.size();
    int columns = expected.rank() < 2 ? size : expected.extent(1);
    int rows = size / columns;
    double largest = HeatMap.largest(size, expected::get);
    BitSet wrongRows = new BitSet(rows);
    BitSet wrongColumns = new BitSet(columns);
    int wrong = 0;
    for (int i = 0; i < size; i++) {
      if (HeatMap.differs(expected, actual, largest, i)) {
        wrong++;
        wrongRows.set(i / columns);
        wrongColumns.set(i % columns);
      }
    }
    String whole = ofTheWhole(expected, actual, largest);
    if (!whole.isEmpty()) {
      return whole;
    }
    if (wrong == size) {
      return size == 1 ? "The value is wrong." : "Every entry is wrong.";
    }
    String count = wrong + " of " + size + " entries are wrong";
    if (rows > 1 && wrongRows.cardinality() == 1) {
      return count + ", all of them in row " + wrongRows.nextSetBit(0) + ".";
    }
    if (rows > 1 && wrongColumns.cardinality() == 1) {
      return count + ", all of them in column " + wrongColumns.nextSetBit(0) + ".";
    }
    if (rows > 1 && wrongRows.cardinality() < rows) {
      return count + ", in " + wrongRows.cardinality() + " of " + rows + " rows.";
    }
    if (rows > 1 && wrongColumns.cardinality() < columns) {
      return count + ", in " + wrongColumns.cardinality() + " of " + columns + " columns.";
    }
    return count + ".";
  }

  /** What is true of all entries at once; empty when nothing is. */
  private static String ofTheWhole(Tensor expected, Tensor actual, double largest) {
    int size = expected.size();
    if (size < 2 || largest == 0) {
      return "";
    }
    if (isZero(actual)) {
      return "Every entry is zero.";
    }
    if (isTransposed(expected, actual)) {
      return "Transposed, the values are right.";
    }
    int at = 0;
    while (Math.abs(expected.get(at)) != largest) {
      at++;
    }
    double factor = actual.get(at) / expected.get(at);
    for (int i = 0; i < size; i++) {
      double difference = Math.abs(actual.get(i) - factor * expected.get(i));
      if (!(difference <= NEARLY * Math.abs(factor) * largest)) {
        return "";
      }
    }
    return Math.abs(factor - 1) <= NEARLY
        ? ""
        : "Every entry is " + HeatMap.number(factor) + " times the expected one.";
  }

  private static boolean isZero(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (tensor.get(i) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTransposed(Tensor expected, Tensor actual) {
    if (expected.rank() != 2
        || actual.rank() != 2
        || expected.extent(0) != actual.extent(1)
        || expected.extent(1) != actual.extent(0)) {
      return false;
    }
    int rows = expected.extent(0);
    int columns = expected.extent(1);
    double largest = HeatMap.largest(expected.size(), expected::get);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double difference =
            Math.abs(expected.get(row * columns + column) - actual.get(column * rows + row));
        if (!(difference <= NEARLY * largest)) {
          return false;
        }
      }
    }
    return true;
  }
}
