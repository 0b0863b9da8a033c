package grader.cases;

/** What stands for f and g in a case. */
public enum Activation implements Named {
  /** max(0, z). */
  RELU,
  /** 1 / (1 + e^−z). */
  SIGMOID,
  /** z. */
  IDENTITY
}
