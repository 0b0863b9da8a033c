package grader.cli;

import grader.report.Style;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the command finds around it, so that tests can stand in for a terminal.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param isTerminal whether standard output is a terminal
 * @param charset the encoding of standard output
 * @param installation where the grader's parts are; null when the script did not say
 */
record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean isTerminal,
    Charset charset,
    @Nullable Installation installation) {
  Style style(boolean noColor) {
    return Terminal.style(environment, isTerminal, noColor, charset);
  }

  /** Columns of the help text. */
  int helpWidth() {
    return isTerminal ? style(true).width() : Terminal.DEFAULT_WIDTH;
  }
}
