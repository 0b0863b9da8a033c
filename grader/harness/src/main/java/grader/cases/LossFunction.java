package grader.cases;

/** The loss of a case. */
public enum LossFunction implements Named {
  /** Mean squared error. */
  MSE,
  /** Binary cross-entropy. */
  BCE
}
