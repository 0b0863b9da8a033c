package grader.checking;

import grader.protocol.Tensor;
import org.jspecify.annotations.Nullable;

/** How far an actual value may be from the expected one. */
public sealed interface Tolerance {
  /** Why it is what it is, for people, where that needs a reason; null when it needs none. */
  @Nullable String reason();

  /**
   * NumPy's allclose: every element passes when |actual − expected| ≤ atol + rtol·|expected|, the
   * bound included.
   *
   * @param rtol relative part, at least 0
   * @param atol absolute part, at least 0
   * @param reason why less than a factor of 10 is left to right answers or to wrong ones; null when
   *     more is
   */
  record Elementwise(double rtol, double atol, @Nullable String reason) implements Tolerance {
    /** A tolerance that leaves enough on both sides. */
    public Elementwise(double rtol, double atol) {
      this(rtol, atol, null);
    }
  }

  /**
   * The homework's own rule: ‖actual − expected‖_F &lt; bound.
   *
   * @param bound above 0, not included
   * @param reason as of an elementwise tolerance
   */
  record Norm(double bound, @Nullable String reason) implements Tolerance {
    /** A tolerance that leaves enough on both sides. */
    public Norm(double bound) {
      this(bound, null);
    }
  }

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
