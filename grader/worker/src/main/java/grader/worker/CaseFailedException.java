package grader.worker;

import grader.protocol.Failure;

/** A case ended before its last step. */
final class CaseFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  CaseFailedException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
