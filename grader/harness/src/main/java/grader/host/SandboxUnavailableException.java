package grader.host;

import java.io.IOException;

/** A rung of the isolation ladder cannot be reached here. The message says why, and what to do. */
final class SandboxUnavailableException extends IOException {
  private static final long serialVersionUID = 1;

  SandboxUnavailableException(String message) {
    super(message);
  }
}
