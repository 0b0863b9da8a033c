package grader.property;

import grader.checking.CheckResult;
import grader.checking.Verdict;

/** A law does not hold, and why. */
final class BrokenLawException extends Exception {
  private static final long serialVersionUID = 1;

  private final Verdict verdict;
  private final String reason;

  BrokenLawException(Verdict verdict, String reason) {
    super(reason);
    this.verdict = verdict;
    this.reason = reason;
  }

  /** The result of the check; a report puts the law's name before its message. */
  CheckResult result() {
    return new CheckResult(verdict, reason);
  }
}
