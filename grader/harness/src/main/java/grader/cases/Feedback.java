package grader.cases;

/**
 * How much a report tells of the cases that students do not have. The order of the constants is
 * that of how much is told.
 */
public enum Feedback implements Named {
  /** Which checks passed, and what they are worth. */
  VERDICT,
  /** What is wrong and where to look, without any number of the case. */
  HINT,
  /** Everything, expected values included. */
  FULL;

  /** The one of the two that tells less. */
  public Feedback stricter(Feedback other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
