package grader.worker;

import grader.protocol.CapturedOutput;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Stands in for {@code System.out} and {@code System.err}: keeps the beginning of what is printed,
 * counts the rest, and ends the worker when it is far too much.
 */
final class OutputCapture extends OutputStream {
  /** What one case may print, in bytes: far more than anybody reads, far less than a disk. */
  static final long LIMIT_BYTES = 16L << 20;

  private static final int KEPT_BYTES = 8 << 10;

  private final Runnable onLimitExceeded;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(KEPT_BYTES);
  private long total;

  private OutputCapture(Runnable onLimitExceeded) {
    this.onLimitExceeded = onLimitExceeded;
  }

  /**
   * Replace both streams.
   *
   * @param onLimitExceeded called on the printing thread; must not return
   */
  static OutputCapture install(Runnable onLimitExceeded) {
    OutputCapture capture = new OutputCapture(onLimitExceeded);
    PrintStream stream = new PrintStream(capture, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    return capture;
  }

  /** Forget what was printed: the next case begins. */
  synchronized void reset() {
    kept.reset();
    total = 0;
  }

  synchronized CapturedOutput captured() {
    return total == 0
        ? CapturedOutput.NONE
        : new CapturedOutput(kept.toString(StandardCharsets.UTF_8), total);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    boolean exceeded;
    synchronized (this) {
      kept.write(bytes, offset, Math.min(length, KEPT_BYTES - kept.size()));
      total += length;
      exceeded = total > LIMIT_BYTES;
    }
    if (exceeded) {
      onLimitExceeded.run();
    }
  }
}
