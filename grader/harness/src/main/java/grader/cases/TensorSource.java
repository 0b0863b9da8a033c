package grader.cases;

import grader.protocol.Tensor;

/** Where the numbers of an input come from. */
public sealed interface TensorSource {
  /** Numbers that stand in the case file. */
  record Given(Tensor tensor) implements TensorSource {}

  /**
   * Normally distributed numbers.
   *
   * @param deviation standard deviation, above 0
   */
  record Normal(double mean, double deviation) implements TensorSource {}

  /** Numbers spread evenly over low (included) to high (not included). */
  record Uniform(double low, double high) implements TensorSource {}

  /**
   * Zeros and ones.
   *
   * @param p the probability of a one, 0 to 1
   */
  record Bernoulli(double p) implements TensorSource {}

  /** The same number everywhere. */
  record Constant(double value) implements TensorSource {}
}
