package grader.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers that something could not be written: a print writer only goes
 * on, and a report that is cut off would look like success.
 */
final class StandardOutput extends OutputStream {
  /** What the system says when a reader such as {@code head} has seen enough. */
  private static final String READER_LEFT = "Broken pipe";

  private final OutputStream output;
  private @Nullable String failure;

  StandardOutput(OutputStream output) {
    this.output = output;
  }

  /** Why not everything was written; null when it was, or when nobody reads it any more. */
  @Nullable String whyLost() {
    return READER_LEFT.equals(failure) ? null : failure;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      output.write(bytes, offset, length);
    } catch (IOException e) {
      if (failure == null) {
        failure = String.valueOf(e.getMessage());
      }
      throw e;
    }
  }
}
