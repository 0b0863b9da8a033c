package grader.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;

/** The entry point: arguments in, exit code out. */
public final class GraderMain {
  private GraderMain() {}

  /**
   * Run the grader and end the process.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    Charset charset = Terminal.charset();
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(System.out, false, charset),
            new PrintWriter(System.err, true, charset),
            System.getenv(),
            Terminal.isTerminal(),
            charset,
            Installation.fromSystemProperties());
    System.exit(run(surroundings, arguments));
  }

  /**
   * Run the grader.
   *
   * @return the exit code
   */
  static int run(Surroundings surroundings, String... arguments) {
    return new CommandLine(new GraderCommand(surroundings))
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setParameterExceptionHandler(GraderMain::wrongUsage)
        .setExecutionExceptionHandler(GraderMain::graderFailed)
        .execute(arguments);
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println("grader: " + e.getMessage());
    err.println("Try 'grader --help'.");
    err.flush();
    return ExitCode.USAGE.code();
  }

  /**
   * A fault of the grader's own: the one place where a stack trace is shown, for whoever mends it.
   */
  private static int graderFailed(
      Exception e, CommandLine commandLine, CommandLine.ParseResult parseResult) {
    PrintWriter err = commandLine.getErr();
    err.println("grader: the grader itself failed; the submission was not graded. Please report:");
    e.printStackTrace(err);
    err.flush();
    return ExitCode.GRADER_ERROR.code();
  }
}
