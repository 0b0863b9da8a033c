package grader.engine;

/** A check that the grader could not judge: never the submission's fault. */
public final class GraderFailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  GraderFailureException(String message) {
    // Without a stack trace: where it is made says nothing.
    super(message, null, false, false);
  }
}
