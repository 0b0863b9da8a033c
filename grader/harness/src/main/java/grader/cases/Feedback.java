package grader.cases;

/**
 * How much a report tells of the cases that students do not have. The order of the constants is
 * that of how much is told.
 */
public enum Feedback implements Named {
  /** Which checks passed, and what they are worth. */
  VERDICT("verdict"),
  /** What is wrong and where to look, without any number of the case. */
  HINT("hint"),
  /** Everything, expected values included. */
  FULL("full");

  private final String id;

  Feedback(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  /** The one of the two that tells less. */
  public Feedback stricter(Feedback other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
