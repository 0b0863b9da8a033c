package grader.protocol;

import java.io.IOException;

/** The peer sent bytes that are no message. The text says which, with an excerpt. */
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message what was found
   */
  public ProtocolException(String message) {
    super(message);
  }
}
