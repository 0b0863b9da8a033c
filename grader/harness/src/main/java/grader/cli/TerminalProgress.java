package grader.cli;

import java.io.PrintWriter;

/** One line on a terminal that is written anew for each case, and gone in the end. */
final class TerminalProgress implements Progress {
  /** Back to the beginning of the line, and nothing behind it. */
  private static final String CLEARED = "\r\u001b[K";

  private final PrintWriter terminal;
  private int cases;
  private int count;
  private String current = "";

  TerminalProgress(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public void begin(int total) {
    cases = total;
  }

  @Override
  public void running(String caseId) {
    if (!caseId.equals(current)) {
      current = caseId;
      count++;
      terminal.print(CLEARED + count + " of " + cases + " cases: " + caseId);
      terminal.flush();
    }
  }

  @Override
  public void end() {
    terminal.print(CLEARED);
    terminal.flush();
  }
}
