package grader.report;

/**
 * A file that should be a JSON report of this grader and is none. The message says what is wrong.
 */
public final class InvalidReportException extends Exception {
  private static final long serialVersionUID = 1;

  InvalidReportException(String message) {
    super(message);
  }
}
