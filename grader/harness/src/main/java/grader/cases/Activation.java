package grader.cases;

/** What stands for f and g in a case. */
public enum Activation implements Named {
  /** max(0, z). */
  RELU("relu"),
  /** 1 / (1 + e^−z). */
  SIGMOID("sigmoid"),
  /** z. */
  IDENTITY("identity");

  private final String id;

  Activation(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }
}
