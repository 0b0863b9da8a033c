package grader.policy;

import grader.cases.Named;

/** What becomes of a submission that breaks the policy. */
public enum PolicyMode implements Named {
  /** It is not run. */
  ENFORCE,
  /** It is graded, and the report says so. */
  WARN,
  /** Nothing: it is not looked at. */
  OFF
}
