package grader.cases;

import grader.cases.JsonNode.JsonArray;
import grader.cases.JsonNode.JsonNumber;
import grader.cases.JsonNode.JsonString;
import grader.protocol.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads nested arrays of numbers of a known shape. */
final class TensorReader {
  private final JsonDocument document;
  private final String name;
  private final int[] shape;
  private final double[] values;
  private int filled;

  private TensorReader(JsonDocument document, String name, int[] shape) {
    this.document = document;
    this.name = name;
    this.shape = shape;
    this.values = new double[Tensor.sizeOf(shape)];
  }

  /**
   * Read a tensor.
   *
   * @return null, and a problem reported, when the arrays do not have the shape
   */
  static @Nullable Tensor read(JsonDocument document, JsonNode node, String name, int... shape) {
    TensorReader reader = new TensorReader(document, name, shape);
    return reader.fill(node, 0, "") ? Tensor.of(shape, reader.values) : null;
  }

  private boolean fill(JsonNode node, int axis, String index) {
    if (axis == shape.length) {
      return fillNumber(node, index);
    }
    if (!(node instanceof JsonArray array)) {
      return report(
          node, index, "must be an array of " + shape[axis] + "; found " + node.describe());
    }
    if (array.elements().size() != shape[axis]) {
      return report(
          node,
          index,
          "has length %s, expected %s%s"
              .formatted(array.elements().size(), shape[axis], shapeHint()));
    }
    boolean good = true;
    for (int i = 0; i < shape[axis]; i++) {
      // The first wrong element stops: the positions of the rest are no longer known.
      good = good && fill(array.elements().get(i), axis + 1, index + "[" + i + "]");
    }
    return good;
  }

  private boolean fillNumber(JsonNode node, String index) {
    Double value = null;
    if (node instanceof JsonNumber number) {
      value = Double.parseDouble(number.literal());
      if (!Double.isFinite(value)) {
        value = null;
      }
    } else if (node instanceof JsonString string) {
      value =
          switch (string.value()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
          };
    }
    if (value == null) {
      return report(
          node,
          index,
          "must be a number or \"NaN\", \"Infinity\" or \"-Infinity\"; found " + node.describe());
    }
    values[filled++] = value;
    return true;
  }

  private String shapeHint() {
    return shape.length == 2 ? " (" + name + " is " + shape[0] + " × " + shape[1] + ")" : "";
  }

  private boolean report(JsonNode node, String index, String message) {
    document.report(node.ordinal(), name + index + " " + message);
    return false;
  }
}
