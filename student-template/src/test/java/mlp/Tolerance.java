package mlp;

/** How far a result may be from the expected one. */
sealed interface Tolerance {

  /** Each value on its own: |actual − expected| ≤ atol + rtol·|expected|. */
  record Elementwise(double rtol, double atol) implements Tolerance {}

  /** All values together: the Frobenius norm of actual − expected is less than the bound. */
  record Norm(double bound) implements Tolerance {}
}
