package grader.checking;

import grader.protocol.Tensor;

/** How far an actual value may be from the expected one. */
public sealed interface Tolerance {
  /**
   * NumPy's allclose: every element passes when |actual − expected| ≤ atol + rtol·|expected|, the
   * bound included.
   *
   * @param rtol relative part, at least 0
   * @param atol absolute part, at least 0
   */
  record Elementwise(double rtol, double atol) implements Tolerance {}

  /**
   * The homework's own rule: ‖actual − expected‖_F &lt; bound.
   *
   * @param bound above 0, not included
   */
  record Norm(double bound) implements Tolerance {}

  /**
   * Where several answers are right: every element passes that lies between its bounds, both
   * included, however far it is from the expected one.
   *
   * @param low of the expected shape
   * @param high of the expected shape, nowhere below low
   * @param reason why other answers than the expected one are accepted, for people
   */
  record Interval(Tensor low, Tensor high, String reason) implements Tolerance {}
}
