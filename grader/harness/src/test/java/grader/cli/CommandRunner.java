package grader.cli;

import grader.cases.PreparedCaseFile;
import grader.host.ClassDataArchive;
import grader.host.SealedRoot;
import grader.oracle.Oracle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the command as from a pipe, or from whatever a test says. */
final class CommandRunner {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  Map<String, String> environment = Map.of();
  boolean isTerminal;
  boolean isErrorTerminal;
  Charset charset = StandardCharsets.UTF_8;
  @Nullable Installation installation;
  @Nullable Oracle oracle;

  /** As installed in this folder. */
  void install(Path home) {
    installation =
        new Installation(
            home, ClassDataArchive.NONE, new SealedRoot(home, null), PreparedCaseFile.NONE);
  }

  /** Runs anew and gives the exit code; what was printed before is forgotten. */
  int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return GraderMain.run(
        new Surroundings(
            new PrintWriter(out),
            new PrintWriter(err),
            environment,
            isTerminal,
            isErrorTerminal,
            charset,
            installation,
            null,
            () -> oracle),
        arguments);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
