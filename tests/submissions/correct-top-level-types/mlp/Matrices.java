package mlp;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** What commons-math3's matrices lack. */
final class Matrices {
  private Matrices() {}

  static RealMatrix map(RealMatrix matrix, DoubleUnaryOperator function) {
    double[][] values = matrix.getData();
    for (double[] row : values) {
      for (int j = 0; j < row.length; j++) {
        row[j] = function.applyAsDouble(row[j]);
      }
    }
    return matrix.createMatrix(values.length, values[0].length).add(of(values));
  }

  private static RealMatrix of(double[]... rows) {
    return new org.apache.commons.math3.linear.Array2DRowRealMatrix(rows);
  }

  static RealMatrix times(RealMatrix a, RealMatrix b) {
    RealMatrix product = a.copy();
    for (int i = 0; i < a.getRowDimension(); i++) {
      product.setRowVector(i, a.getRowVector(i).ebeMultiply(b.getRowVector(i)));
    }
    return product;
  }

  static RealMatrix addToRows(RealMatrix matrix, RealVector row) {
    for (int i = 0; i < matrix.getRowDimension(); i++) {
      for (int j = 0; j < matrix.getColumnDimension(); j++) {
        matrix.addToEntry(i, j, row.getEntry(j));
      }
    }
    return matrix;
  }

  static RealVector columnSums(RealMatrix matrix) {
    return matrix.preMultiply(new ArrayRealVector(matrix.getRowDimension(), 1));
  }
}
