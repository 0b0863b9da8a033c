package grader.property;

import grader.protocol.Tensor;

/** Linear combinations of tensors. */
final class Combination {
  private Combination() {}

  static Tensor scaled(double factor, Tensor tensor) {
    return of(factor, tensor, 0, tensor);
  }

  /** a·first + b·second, of one shape. */
  static Tensor of(double a, Tensor first, double b, Tensor second) {
    double[] values = new double[first.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = a * first.get(i) + b * second.get(i);
    }
    return Tensor.of(first.shape(), values);
  }
}
