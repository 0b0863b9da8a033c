package grader.protocol;

/**
 * What a submission printed to {@code System.out} and {@code System.err} during one case.
 *
 * @param text its beginning, as printed: untrusted, to be escaped where it is shown
 * @param totalBytes how much was printed in all, in bytes
 */
public record CapturedOutput(String text, long totalBytes) {
  /** Nothing was printed. */
  public static final CapturedOutput NONE = new CapturedOutput("", 0);
}
