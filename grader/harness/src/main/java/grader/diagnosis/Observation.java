package grader.diagnosis;

import grader.checking.Checker;
import grader.checking.Comparison.Match;
import grader.checking.Tolerance;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One tensor that a part of a submission returned for inputs that are known: in a chain of steps,
 * what the submission's own earlier steps returned. So each part is judged by itself.
 *
 * @param caseId the case
 * @param part what returned it
 * @param quantity its name
 * @param question what the part alone was asked
 * @param actual what it returned: of any shape
 * @param right what a right part returns for these inputs; null when nobody knows
 * @param tolerance of the check
 * @param isFailed whether the check failed, for whatever reason
 * @param isSmall whether it costs little to compute
 */
record Observation(
    String caseId,
    Part part,
    String quantity,
    CaseRequest question,
    Tensor actual,
    @Nullable Tensor right,
    Tolerance tolerance,
    boolean isFailed,
    boolean isSmall) {

  /** Of what is wrong, how much a mistake may leave open. */
  private static final double ROUNDING = 0.02;

  // Lists and sets hold observations, each of which is made once: it need not be found again by
  // comparing its numbers.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** Whether this part is wrong by itself. */
  boolean isWrong() {
    return right != null && !accepts(actual);
  }

  /** Whether a right part is known, and this one is as it is. */
  boolean isRight() {
    return right != null && accepts(actual);
  }

  /**
   * Whether what was returned is this tensor times a factor, but for rounding. Something small that
   * is wrong beside large numbers that are right is no rounding, and has to be given as well.
   */
  boolean isGivenBy(Tensor predicted, double factor) {
    return Fit.isClose(predicted, actual, factor)
        && (right == null
            || Fit.distance(predicted, actual, factor)
                <= ROUNDING * Fit.distance(right, actual, 1));
  }

  /** Whether the check would take this tensor. */
  boolean accepts(Tensor tensor) {
    return right != null && Checker.compare(right, tensor, tolerance) instanceof Match;
  }

  boolean hasRightShape() {
    return right != null && actual.hasShapeOf(right);
  }

  /** Whether rows and columns are exchanged; of as many rows as columns one cannot tell. */
  boolean isTransposed() {
    return right != null
        && right.rank() == 2
        && actual.rank() == 2
        && actual.hasShapeOf(Fit.transposed(right));
  }

  /** The number of samples. */
  int batch() {
    return extent(0);
  }

  /** The number of outputs. */
  int outputs() {
    return extent(1);
  }

  private int extent(int axis) {
    Tensor y = question.tensors().get("y");
    if (y != null) {
      return y.extent(axis);
    }
    Tensor other = question.tensors().get(axis == 0 ? "x" : "b2");
    return other == null ? 1 : other.extent(0);
  }
}
