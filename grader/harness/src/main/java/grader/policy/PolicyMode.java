package grader.policy;

/** What becomes of a submission that breaks the policy. */
public enum PolicyMode {
  /** It is not run. */
  ENFORCE,
  /** It is graded, and the report says so. */
  WARN,
  /** Nothing: it is not looked at. */
  OFF
}
