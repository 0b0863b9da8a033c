package grader.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether the Linux kernel ended processes for want of memory since a moment: its own count, of
 * this machine and all its containers, in {@code /proc/vmstat} (proc(5); since Linux 4.13).
 */
final class MemoryShortage {
  private static final Path COUNTS = Path.of("/proc/vmstat");
  private static final String COUNT = "\noom_kill ";

  /** The file's text at that moment: taken at every start, and seldom read. */
  private final String before = now();

  boolean wasThere() {
    return count(now()) > count(before);
  }

  private static String now() {
    try {
      return new String(Files.readAllBytes(COUNTS), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      // Another system, of which nothing is known.
      return "";
    }
  }

  /** The count in such a text; 0 when it has none. */
  static long count(String text) {
    int at = text.indexOf(COUNT);
    if (at < 0) {
      return 0;
    }
    int start = at + COUNT.length();
    int end = text.indexOf('\n', start);
    return Long.parseLong(text.substring(start, end < 0 ? text.length() : end));
  }
}
