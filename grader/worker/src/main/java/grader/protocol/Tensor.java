package grader.protocol;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * An immutable array of doubles of rank 0 (scalar), 1 (vector) or 2 (matrix), stored in row-major
 * order.
 *
 * <p>Two tensors are equal when their shapes are and their values have the same bits: NaN equals
 * NaN, and 0.0 differs from -0.0.
 */
public final class Tensor {
  /** The largest rank. */
  public static final int MAX_RANK = 2;

  /** The largest number of elements, 8 MiB of doubles: a message holds several of these. */
  public static final int MAX_SIZE = 1 << 20;

  private final int[] shape;
  private final double[] values;

  private Tensor(int[] shape, double[] values) {
    if (shape.length > MAX_RANK) {
      throw new IllegalArgumentException("rank " + shape.length + " is larger than " + MAX_RANK);
    }
    if (sizeOf(shape) != values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + describe(shape));
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor of rank 0. */
  public static Tensor scalar(double value) {
    return new Tensor(new int[0], new double[] {value});
  }

  /**
   * A tensor of rank 1.
   *
   * @param values not modified, copied
   */
  public static Tensor vector(double... values) {
    return new Tensor(new int[] {values.length}, values.clone());
  }

  /**
   * A tensor of any rank.
   *
   * @param shape one extent per axis; not modified, copied
   * @param values as many as the product of the extents, row-major; not modified, copied
   * @throws IllegalArgumentException when the values do not fill the shape, or when the rank or the
   *     number of elements is above {@link #MAX_RANK} or {@link #MAX_SIZE}
   */
  public static Tensor of(int[] shape, double[] values) {
    return new Tensor(shape.clone(), values.clone());
  }

  /**
   * The number of elements of a shape; 1 for a scalar.
   *
   * @throws IllegalArgumentException when an extent is negative or the product is above {@link
   *     #MAX_SIZE}
   */
  public static int sizeOf(int... shape) {
    long size = 1;
    for (int extent : shape) {
      if (extent < 0) {
        throw new IllegalArgumentException("negative extent in shape " + describe(shape));
      }
      // At most MAX_SIZE times an int: no overflow before the check.
      size *= extent;
      if (size > MAX_SIZE) {
        throw new IllegalArgumentException(
            "shape " + describe(shape) + " has more than " + MAX_SIZE + " elements");
      }
    }
    return (int) size;
  }

  /** The number of axes: 0, 1 or 2. */
  public int rank() {
    return shape.length;
  }

  /** The extent along an axis, counted from 0. */
  public int extent(int axis) {
    return shape[axis];
  }

  /** A copy of the extents. */
  public int[] shape() {
    return shape.clone();
  }

  /** The number of elements. */
  public int size() {
    return values.length;
  }

  /** The element at a row-major position, counted from 0. */
  public double get(int position) {
    return values[position];
  }

  /** A copy of the elements, row-major. */
  public double[] toArray() {
    return values.clone();
  }

  /** Writes the elements, row-major. */
  void writeTo(GrowingBuffer out) {
    out.put(values);
  }

  /** A copy of the rows of a matrix. */
  public double[][] toRows() {
    double[][] rows = new double[shape[0]][];
    for (int row = 0; row < rows.length; row++) {
      rows[row] = Arrays.copyOfRange(values, row * shape[1], (row + 1) * shape[1]);
    }
    return rows;
  }

  /** Whether both have the same rank and the same extents. */
  public boolean hasShapeOf(Tensor other) {
    return Arrays.equals(shape, other.shape);
  }

  /** The place of a row-major position in words: {@code [3][7]}, {@code [3]}, or nothing. */
  public String indexText(int position) {
    return switch (shape.length) {
      case 0 -> "";
      case 1 -> "[" + position + "]";
      default -> "[" + position / shape[1] + "][" + position % shape[1] + "]";
    };
  }

  /** The shape in words: {@code 5 × 20}, {@code length 20} or {@code a number}. */
  public String shapeText() {
    return describe(shape);
  }

  private static String describe(int[] shape) {
    return switch (shape.length) {
      case 0 -> "a number";
      case 1 -> "length " + shape[0];
      default ->
          Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" × "));
    };
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Tensor other
        && Arrays.equals(shape, other.shape)
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor(" + shapeText() + ")";
  }
}
