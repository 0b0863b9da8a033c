package grader.checking;

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
}
