package grader.cases;

import grader.protocol.Tensor;
import java.util.Arrays;

/** The named tensors of the homework, each with its shape. */
public enum Quantity implements Named {
  /** First layer's weights, hidden × in. */
  W1("W1"),
  /** First layer's bias, hidden. */
  B1("b1"),
  /** Second layer's weights, out × hidden. */
  W2("W2"),
  /** Second layer's bias, out. */
  B2("b2"),
  /** Input, batch × in. */
  X("x"),
  /** Labels, batch × out. */
  Y("y"),
  /** Prediction ŷ, batch × out. */
  Y_HAT("yHat"),
  /** Loss, a number. */
  J("J"),
  /** Gradient of the loss at the prediction, batch × out. */
  DJ_DYHAT("dJdyHat"),
  /** Gradient at the first layer's weights, hidden × in. */
  DJ_DW1("dJdW1"),
  /** Gradient at the first layer's bias, hidden. */
  DJ_DB1("dJdb1"),
  /** Gradient at the second layer's weights, out × hidden. */
  DJ_DW2("dJdW2"),
  /** Gradient at the second layer's bias, out. */
  DJ_DB2("dJdb2");

  private final String id;

  Quantity(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  /** The extents of this quantity in a case of these sizes, one per axis. */
  public int[] shape(Sizes sizes) {
    return switch (this) {
      case W1, DJ_DW1 -> new int[] {sizes.hiddenFeatures(), sizes.inFeatures()};
      case B1, DJ_DB1 -> new int[] {sizes.hiddenFeatures()};
      case W2, DJ_DW2 -> new int[] {sizes.outFeatures(), sizes.hiddenFeatures()};
      case B2, DJ_DB2 -> new int[] {sizes.outFeatures()};
      case X -> new int[] {sizes.batch(), sizes.inFeatures()};
      case Y, Y_HAT, DJ_DYHAT -> new int[] {sizes.batch(), sizes.outFeatures()};
      case J -> new int[0];
    };
  }

  /** The names of the axes, such as {@code hidden × in}; empty for a number. */
  public String axes() {
    return switch (this) {
      case W1, DJ_DW1 -> "hidden × in";
      case B1, DJ_DB1 -> "hidden";
      case W2, DJ_DW2 -> "out × hidden";
      case B2, DJ_DB2 -> "out";
      case X -> "batch × in";
      case Y, Y_HAT, DJ_DYHAT -> "batch × out";
      case J -> "";
    };
  }

  /**
   * The standard deviation that a generated tensor has unless its case says otherwise: 1/√fan-in
   * for parameters, so that activations neither die nor saturate, and 1 for data.
   */
  public double defaultDeviation(Sizes sizes) {
    return switch (this) {
      case W1, B1 -> 1 / Math.sqrt(sizes.inFeatures());
      case W2, B2 -> 1 / Math.sqrt(sizes.hiddenFeatures());
      default -> 1;
    };
  }

  /** Whether the tensor has this quantity's shape in a case of these sizes. */
  boolean fits(Tensor tensor, Sizes sizes) {
    return Arrays.equals(tensor.shape(), shape(sizes));
  }
}
