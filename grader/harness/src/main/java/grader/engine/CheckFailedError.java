package grader.engine;

import grader.checking.CheckResult;
import org.opentest4j.AssertionFailedError;

/** A check that the submission fails, with what was found. */
public final class CheckFailedError extends AssertionFailedError {
  private static final long serialVersionUID = 1;

  private final transient CheckResult result;

  CheckFailedError(CheckResult result) {
    super(result.verdict() + ": " + result.message());
    this.result = result;
  }

  /** Where it is made says nothing of the submission. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }

  /** Verdict and message. */
  public CheckResult result() {
    return result;
  }
}
