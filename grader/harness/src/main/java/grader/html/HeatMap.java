package grader.html;

import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A matrix as a picture: per colour one SVG path of lines as wide as a square, whose length is a
 * run of equal squares. A vector is one row; of a matrix with more than {@value #MOST} rows or
 * columns several entries share a square, which has the largest of them.
 *
 * @param title what it shows
 * @param shape the sizes in words
 * @param columns squares from left to right
 * @param rows squares from top to bottom
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param scale which colours it uses
 * @param low what the first colour of the scale stands for
 * @param high what its last colour stands for
 * @param layers what is drawn
 */
public record HeatMap(
    String title,
    String shape,
    int columns,
    int rows,
    int width,
    int height,
    Scale scale,
    String low,
    String high,
    List<Layer> layers) {
  private static final int MOST = 64;
  private static final int WIDTH = 240;
  private static final int LARGEST_SQUARE = 16;

  /** Of |actual − expected|: each is twice the one below, {@code d0} is no difference. */
  private static final int DIFFERENCE_LEVELS = 7;

  /** Of a value, on either side of zero. */
  private static final int VALUE_LEVELS = 6;

  /** What is a difference and not an order of summation, relative to the largest value. */
  private static final double ROUNDING = 1e-9;

  /** The colours of a picture; their names are those of the scales that the page draws once. */
  public enum Scale {
    /** From nothing to the largest difference. */
    DIFFERENCES("scale-differences"),
    /** From negative to positive. */
    VALUES("scale-values");

    private final String anchor;

    Scale(String anchor) {
      this.anchor = anchor;
    }

    /** Where the page has it. */
    public String anchor() {
      return anchor;
    }
  }

  /** How much there is to draw, in characters. */
  int characters() {
    return layers.stream().mapToInt(layer -> layer.path().length()).sum();
  }

  /**
   * Squares of one colour.
   *
   * @param color a class of the style sheet
   * @param path its SVG path data
   */
  public record Layer(String color, String path) {}

  /**
   * |actual − expected|, from nothing to the largest difference. Logarithmic, so that an entry that
   * is a hundredth as wrong as the worst is still seen.
   *
   * @param actual of the shape of expected
   */
  static HeatMap ofDifferences(Tensor expected, Tensor actual) {
    double rounding = ROUNDING * largest(expected.size(), expected::get);
    double largest = largest(expected.size(), i -> difference(expected, actual, i));
    return of(
        "|submitted − expected|",
        Scale.DIFFERENCES,
        largest,
        expected,
        i -> difference(expected, actual, i),
        value -> {
          if (Double.isNaN(value)) {
            return "nan";
          }
          if (value <= rounding || largest == 0) {
            return null;
          }
          int level =
              DIFFERENCE_LEVELS + (int) Math.floor(Math.log(value / largest) / Math.log(2)) + 1;
          return "d" + Math.max(1, Math.min(DIFFERENCE_LEVELS, level));
        });
  }

  /**
   * Values, negative and positive in two colours.
   *
   * @param scale the value that has the full colour; more has it too
   */
  static HeatMap ofValues(String title, Tensor tensor, double scale) {
    return of(
        title,
        Scale.VALUES,
        scale,
        tensor,
        tensor::get,
        value -> {
          if (!Double.isFinite(value)) {
            return "nan";
          }
          // The square root, so that a tenth is seen, and seen to be less.
          double part = scale == 0 ? Math.signum(value) : Math.min(1, Math.abs(value) / scale);
          long level = Math.round(VALUE_LEVELS * Math.sqrt(Math.abs(part)));
          return level == 0 ? null : (value < 0 ? "n" : "p") + level;
        });
  }

  /** The largest finite absolute value. */
  static double largest(int size, IntToDoubleFunction values) {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      double value = Math.abs(values.applyAsDouble(i));
      if (Double.isFinite(value) && value > largest) {
        largest = value;
      }
    }
    return largest;
  }

  /** NaN where one of the two is no number and the other is not the same. */
  static double difference(Tensor expected, Tensor actual, int index) {
    double one = expected.get(index);
    double other = actual.get(index);
    if (Double.compare(one, other) == 0) {
      return 0;
    }
    double difference = Math.abs(one - other);
    return Double.isFinite(difference) ? difference : Double.NaN;
  }

  /** Which entries differ by more than an order of summation. */
  static boolean differs(Tensor expected, Tensor actual, double largest, int index) {
    return !(difference(expected, actual, index) <= ROUNDING * largest);
  }

  private interface Coloring {
    /** The colour of a value; null for that of the ground. */
    @Nullable String of(double value);
  }

  private static HeatMap of(
      String title,
      Scale scale,
      double high,
      Tensor tensor,
      IntToDoubleFunction values,
      Coloring coloring) {
    int columns = tensor.rank() == 0 ? 1 : tensor.extent(tensor.rank() - 1);
    int rows = columns == 0 ? 0 : tensor.size() / columns;
    int shownColumns = Math.min(columns, MOST);
    int shownRows = Math.min(rows, MOST);
    List<String> colors = new ArrayList<>();
    List<StringBuilder> paths = new ArrayList<>();
    for (int row = 0; row < shownRows; row++) {
      int column = 0;
      while (column < shownColumns) {
        String color = coloring.of(worst(values, row, column, rows, columns));
        int end = column + 1;
        while (end < shownColumns
            && Objects.equals(color, coloring.of(worst(values, row, end, rows, columns)))) {
          end++;
        }
        if (color != null) {
          int place = colors.indexOf(color);
          if (place < 0) {
            place = colors.size();
            colors.add(color);
            paths.add(new StringBuilder());
          }
          paths
              .get(place)
              .append('M')
              .append(column)
              .append(' ')
              .append(row)
              .append('h')
              .append(end - column);
        }
        column = end;
      }
    }
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < colors.size(); i++) {
      layers.add(new Layer(colors.get(i), paths.get(i).toString()));
    }
    int square =
        Math.max(
            3, Math.min(LARGEST_SQUARE, WIDTH / Math.max(1, Math.max(shownRows, shownColumns))));
    return new HeatMap(
        title,
        tensor.shapeText(),
        shownColumns,
        shownRows,
        shownColumns * square,
        shownRows * square,
        scale,
        scale == Scale.DIFFERENCES ? "0" : number(-high),
        number(high),
        layers);
  }

  /** Three significant digits. */
  static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros();
    double size = Math.abs(value);
    boolean isPlain = size == 0 || (size >= 1e-4 && size < 1e6);
    String text = isPlain ? rounded.toPlainString() : rounded.toString();
    return text.replace("E+", "E").replace('-', '−');
  }

  /** Of the entries that share a square, the largest. */
  private static double worst(
      IntToDoubleFunction values, int row, int column, int rows, int columns) {
    int firstRow = begin(row, rows);
    int lastRow = Math.max(firstRow + 1, begin(row + 1, rows));
    int firstColumn = begin(column, columns);
    int lastColumn = Math.max(firstColumn + 1, begin(column + 1, columns));
    double worst = values.applyAsDouble(firstRow * columns + firstColumn);
    for (int i = firstRow; i < lastRow; i++) {
      for (int j = firstColumn; j < lastColumn; j++) {
        double value = values.applyAsDouble(i * columns + j);
        if (Double.isNaN(value) || Math.abs(value) > Math.abs(worst)) {
          worst = value;
        }
        if (Double.isNaN(worst)) {
          return worst;
        }
      }
    }
    return worst;
  }

  private static int begin(int square, int extent) {
    return extent <= MOST ? square : (int) ((long) square * extent / MOST);
  }
}
