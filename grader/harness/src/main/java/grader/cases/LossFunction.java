package grader.cases;

/** The loss of a case. */
public enum LossFunction implements Named {
  /** Mean squared error. */
  MSE("mse"),
  /** Binary cross-entropy. */
  BCE("bce");

  private final String id;

  LossFunction(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }
}
