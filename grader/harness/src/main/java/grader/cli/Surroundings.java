package grader.cli;

import grader.diagnosis.PreparedAlternatives;
import grader.diagnosis.RecordedAlternatives;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.report.InertText;
import grader.report.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the command finds around it, so that tests can stand in for a terminal.
 *
 * @param out standard output
 * @param err standard error
 * @param environment environment variables
 * @param isTerminal whether standard output is a terminal
 * @param isErrorTerminal whether standard error is one
 * @param charset the encoding of standard output
 * @param installation where the grader's parts are; null when the script did not say
 * @param earlyWorker launched before the arguments were parsed; null for none
 * @param oracle gives null in an edition without the reference
 */
record Surroundings(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    boolean isTerminal,
    boolean isErrorTerminal,
    Charset charset,
    @Nullable Installation installation,
    @Nullable EarlyWorker earlyWorker,
    Supplier<@Nullable Oracle> oracle) {
  /**
   * Where the grader's parts are.
   *
   * @throws IOException when the script did not say
   */
  Installation requireInstallation() throws IOException {
    if (installation == null) {
      throw new IOException(
          "started without its installation; start it with the script bin/grader");
    }
    return installation;
  }

  /**
   * What known mistakes answer: to every question when there is a reference, and else to those of
   * the cases that the installation came with.
   *
   * @throws IOException when the installation's file of it cannot be read
   */
  Alternatives alternatives() throws IOException {
    Oracle reference = oracle.get();
    if (reference != null) {
      return installation == null
          ? reference.alternatives()
          : PreparedAlternatives.beside(installation.preparedCases())
              .over(reference.alternatives());
    }
    Path recorded = installation == null ? null : installation.recordedAlternatives();
    return recorded == null || !Files.exists(recorded)
        ? Alternatives.NONE
        : RecordedAlternatives.read(recorded);
  }

  Style style(boolean noColor) {
    return Terminal.style(environment, isTerminal, noColor, charset);
  }

  /** Shows how far a run is, where somebody sees it. */
  Progress progress() {
    boolean moves = !environment.getOrDefault("TERM", "").equals("dumb");
    return isErrorTerminal && moves ? new TerminalProgress(err) : Progress.NONE;
  }

  /** Tells a person what went wrong, in one line, and inert: it may hold text of a submission's. */
  void error(String message) {
    err.println("grader: " + InertText.line(message));
    err.flush();
  }

  /** Tells why a submission was not graded; what a compiler says keeps its lines. */
  void notGraded(String file, String reason) {
    List<String> lines = InertText.lines(reason);
    error(file + ": " + lines.get(0));
    lines.subList(1, lines.size()).forEach(line -> err.println("  " + line));
    err.flush();
  }

  /** Columns of the help text. */
  int helpWidth() {
    return isTerminal ? style(true).width() : Terminal.DEFAULT_WIDTH;
  }
}
