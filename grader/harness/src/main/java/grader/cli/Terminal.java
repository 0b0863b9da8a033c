package grader.cli;

import grader.report.Style;
import java.nio.charset.Charset;
import java.util.Map;

/** What is known of the terminal, if there is one. */
final class Terminal {
  /** Columns when nothing says how many there are. */
  static final int DEFAULT_WIDTH = 80;

  private static final int PIPE_WIDTH = 120;
  private static final String SIGNS = "✔✘├└│─×≤…";

  /** Set by the script where the locale has no letters beyond ASCII. */
  private static final String ASKED_FOR = "grader.charset";

  private Terminal() {}

  /**
   * How standard output is to be written to. Colours only on a terminal, and not when {@code
   * NO_COLOR} is set to something or {@code TERM} is {@code dumb}.
   *
   * @param isTerminal whether standard output is one
   */
  static Style style(
      Map<String, String> environment, boolean isTerminal, boolean noColor, Charset charset) {
    boolean color =
        isTerminal
            && !noColor
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Style(
        color,
        charset.newEncoder().canEncode(SIGNS),
        width(environment.getOrDefault("COLUMNS", ""), isTerminal ? DEFAULT_WIDTH : PIPE_WIDTH));
  }

  private static int width(String columns, int otherwise) {
    return columns.matches("[1-9]\\d{0,3}") ? Integer.parseInt(columns) : otherwise;
  }

  /** Whether standard output is a terminal; Java cannot tell reliably, so the script does. */
  static boolean isTerminal() {
    return Boolean.getBoolean("grader.terminal");
  }

  /** Whether standard error is a terminal. */
  static boolean isErrorTerminal() {
    return Boolean.getBoolean("grader.terminal.error");
  }

  /** The encoding of standard output. */
  static Charset charset() {
    for (String property : new String[] {ASKED_FOR, "stdout.encoding", "native.encoding"}) {
      String name = System.getProperty(property);
      if (name != null && Charset.isSupported(name)) {
        return Charset.forName(name);
      }
    }
    return Charset.defaultCharset();
  }
}
