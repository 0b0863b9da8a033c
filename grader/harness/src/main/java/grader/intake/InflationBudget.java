package grader.intake;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** How much a jar may hold when it is unpacked, counted byte by byte as it is. */
final class InflationBudget {
  private static final long MAX_BYTES = 64 << 20;

  /** Class files shrink to a half or a third; a thousand of zeros to one byte. */
  private static final int MAX_RATIO = 100;

  /** A small jar may hold a long text of one letter. */
  private static final long MIN_BYTES = 1 << 20;

  private final long bytes;
  private long left;

  /** The budget of a jar of this size in bytes. */
  InflationBudget(int jarBytes) {
    this.bytes = Math.min(MAX_BYTES, Math.max(MIN_BYTES, (long) MAX_RATIO * jarBytes));
    this.left = bytes;
  }

  /** More came than there may be. */
  static final class ExhaustedException extends IOException {
    private static final long serialVersionUID = 1;

    private ExhaustedException(String message) {
      super(message);
    }
  }

  /** The stream, as long as the budget lasts. */
  OutputStream limit(OutputStream out) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
          throw new ExhaustedException(
              bytes == MAX_BYTES
                  ? "unpacks to more than %s MiB".formatted(MAX_BYTES >> 20)
                  : "unpacks to more than %s times its size".formatted(MAX_RATIO));
        }
        out.write(buffer, offset, length);
      }
    };
  }
}
