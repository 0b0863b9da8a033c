package grader.reference;

import grader.protocol.Tensor;
import java.util.Arrays;

/** Operations on matrices as rows; none is modified. */
final class Matrices {
  private Matrices() {}

  // A diagnosis ends before a method with loops in loops is compiled; one of a single row soon is.

  /**
   * A sum of products, in the order of the elements.
   *
   * @param start what is added to
   * @param count of the elements, from the first
   */
  static double dot(double start, double[] a, double[] b, int count) {
    double sum = start;
    for (int i = 0; i < count; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * Adds a row times a number to another one.
   *
   * @param target changed
   */
  static void add(double[] target, double factor, double[] row) {
    for (int i = 0; i < row.length; i++) {
      target[i] += factor * row[i];
    }
  }

  /** The product of element and element of two rows. */
  static double[] times(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  /** The product of element and element. */
  static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      product[i] = times(a[i], b[i]);
    }
    return product;
  }

  /** The product of matrices. */
  static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        add(product[i], a[i][k], b[k]);
      }
    }
    return product;
  }

  /** Rows for columns. */
  static double[][] transposed(double[][] rows) {
    double[][] transposed = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < transposed.length; j++) {
        transposed[j][i] = rows[i][j];
      }
    }
    return transposed;
  }

  /** The same numbers, row after row, in another shape of as many. */
  static double[][] reshaped(double[][] matrix, int rows, int columns) {
    double[][] reshaped = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int place = i * columns + j;
        reshaped[i][j] = matrix[place / matrix[0].length][place % matrix[0].length];
      }
    }
    return reshaped;
  }

  /** Ones, of the same shape. */
  static double[][] ones(double[][] like) {
    double[][] ones = new double[like.length][like[0].length];
    for (double[] row : ones) {
      Arrays.fill(row, 1);
    }
    return ones;
  }

  /** Every row is the mean of all rows. */
  static double[][] averaged(double[][] rows) {
    double[][] averaged = new double[rows.length][rows[0].length];
    for (int j = 0; j < rows[0].length; j++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[j];
      }
      for (double[] row : averaged) {
        row[j] = sum / rows.length;
      }
    }
    return averaged;
  }

  /** Column sums, one to each row of a matrix of so many columns. */
  static double[][] sums(double[][] slopes, int columns) {
    double[][] sums = new double[slopes[0].length][columns];
    for (int i = 0; i < sums.length; i++) {
      double sum = 0;
      for (double[] row : slopes) {
        sum += row[i];
      }
      Arrays.fill(sums[i], sum);
    }
    return sums;
  }

  /** The same numbers as a tensor of rank 2. */
  static Tensor tensor(double[][] rows) {
    int columns = rows[0].length;
    double[] values = new double[rows.length * columns];
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, values, row * columns, columns);
    }
    return Tensor.of(new int[] {rows.length, columns}, values);
  }
}
