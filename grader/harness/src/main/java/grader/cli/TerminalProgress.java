package grader.cli;

import java.io.PrintWriter;

/**
 * One line on a terminal that is written anew for each case, and gone in the end. Blanks clear it,
 * and no escape sequences, which somebody may have asked not to see.
 */
final class TerminalProgress implements Progress {
  private final PrintWriter terminal;
  private int cases;
  private int count;
  private String current = "";
  private int shown;

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
      write(count + " of " + cases + " cases: " + caseId);
    }
  }

  @Override
  public void end() {
    write("");
  }

  private void write(String line) {
    if (shown > 0) {
      terminal.print("\r" + " ".repeat(shown) + "\r");
    }
    terminal.print(line);
    terminal.flush();
    shown = line.length();
  }
}
