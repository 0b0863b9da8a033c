package grader.report;

import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tensor for people, as NumPy prints arrays: columns aligned, all numbers in one notation with at
 * most 6 decimals, and of a large one only its corners.
 */
public final class TensorText {
  /** Rows at each end of a matrix that is cut; one with twice as many is not. */
  public static final int EDGE_ROWS = 5;

  private static final int DECIMALS = 6;
  private static final double LARGEST_FIXED = 1e6;
  private static final double SMALLEST_FIXED = 5e-7;
  private static final String GAP = "…";

  private final Tensor tensor;
  private final int rows;
  private final int columns;
  private final String format;
  private final List<Integer> shownRows;
  private final List<Integer> shownColumns;
  private final int cellWidth;

  /** What stands in for rows or columns that are left out. */
  private static final int LEFT_OUT = -1;

  /**
   * Lay out a tensor.
   *
   * @param width columns of the terminal that a line may take
   * @param full whether nothing is left out, however long the lines get
   */
  public TensorText(Tensor tensor, int width, boolean full) {
    this.tensor = tensor;
    this.columns = tensor.rank() == 0 ? 1 : tensor.extent(tensor.rank() - 1);
    this.rows = tensor.size() / columns;
    this.format = format(tensor.toArray());
    this.shownRows = shown(rows, full ? rows : 2 * EDGE_ROWS);
    this.cellWidth =
        shownRows.stream()
            .filter(row -> row != LEFT_OUT)
            .flatMap(row -> IntStream.range(0, columns).mapToObj(column -> cell(row, column)))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    int brackets = 2 * tensor.rank();
    boolean fits = full || brackets + columns * (cellWidth + 1) - 1 <= width;
    // Each shown column takes a space more, beside the gap's one sign.
    int fitting = Math.max(2, (width - brackets - 1) / (cellWidth + 1));
    this.shownColumns = shown(columns, fits ? columns : fitting);
  }

  /** The lines; the rows of a matrix stand in brackets of their own. */
  public List<String> lines() {
    if (tensor.rank() < 2) {
      return List.of(tensor.rank() == 0 ? cell(0, 0) : row(0));
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < shownRows.size(); i++) {
      int row = shownRows.get(i);
      String text = row == LEFT_OUT ? GAP : row(row);
      String open = i == 0 ? "[" : " ";
      lines.add(open + text + (i == shownRows.size() - 1 ? "]" : ""));
    }
    return lines;
  }

  /** Whether rows or columns are left out. */
  public boolean isCut() {
    return shownRows.contains(LEFT_OUT) || shownColumns.contains(LEFT_OUT);
  }

  /** Whether a number has more digits than are shown. */
  public boolean isRounded() {
    for (int i = 0; i < tensor.size(); i++) {
      double value = tensor.get(i);
      if (Double.isFinite(value) && Double.parseDouble(format.formatted(value)) != value) {
        return true;
      }
    }
    return false;
  }

  private String row(int row) {
    return shownColumns.stream()
        .map(column -> column == LEFT_OUT ? GAP : padded(cell(row, column)))
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private String padded(String cell) {
    return " ".repeat(cellWidth - cell.length()) + cell;
  }

  private String cell(int row, int column) {
    double value = tensor.get(row * columns + column);
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, format, value)
        : Double.toString(value);
  }

  /** All of them, or the first and the last with a gap between. */
  private static List<Integer> shown(int count, int limit) {
    List<Integer> shown = new ArrayList<>();
    int last = limit / 2;
    int first = limit - last;
    for (int i = 0; i < count; i++) {
      if (count <= limit || i < first || i >= count - last) {
        shown.add(i);
      } else if (i == first) {
        shown.add(LEFT_OUT);
      }
    }
    return shown;
  }

  /** As few decimals as show every number as well as 6 do; exponents where 6 would hide one. */
  private static String format(double[] values) {
    boolean fixed = true;
    for (double value : values) {
      double size = Math.abs(value);
      fixed &=
          !Double.isFinite(size) || size == 0 || (size >= SMALLEST_FIXED && size < LARGEST_FIXED);
    }
    char notation = fixed ? 'f' : 'e';
    int decimals = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        String text = String.format(Locale.ROOT, "%." + DECIMALS + notation, value);
        int point = text.indexOf('.');
        int digit = point + DECIMALS;
        while (digit > point + decimals && text.charAt(digit) == '0') {
          digit--;
        }
        decimals = Math.max(decimals, digit - point);
      }
    }
    return "%." + decimals + notation;
  }
}
