package grader.host;

import java.io.IOException;

/** A worker ended, or said something else, before it had said what it sees. */
final class WorkerStartException extends IOException {
  private static final long serialVersionUID = 1;

  WorkerStartException(String message) {
    super(message);
  }
}
