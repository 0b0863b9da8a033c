package grader.html;

import grader.protocol.Tensor;
import java.util.BitSet;

/** Where the wrong entries of a tensor are, for those who read the picture or cannot see it. */
final class Pattern {
  private Pattern() {}

  /**
   * In words, such as {@code 20 of 20 entries of row 3 are wrong, and no other}.
   *
   * @param actual of the shape of expected
   */
  static String of(Tensor expected, Tensor actual) {
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
}
