package grader.cli;

import grader.report.InertText;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: arguments in, exit code out. */
public final class GraderMain {
  /** picocli's own limit. */
  private static final int SMALLEST_HELP_WIDTH = 55;

  private GraderMain() {}

  /**
   * Run the grader and end the process.
   *
   * @param arguments as typed
   */
  public static void main(String[] arguments) {
    // A report is the same wherever it is written; some locales have digits of their own.
    Locale.setDefault(Locale.ROOT);
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
    GraderOptions options = new GraderOptions();
    CommandLine commandLine = new CommandLine(options.spec());
    commandLine.addSubcommand(completion());
    return commandLine
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(Math.max(surroundings.helpWidth(), SMALLEST_HELP_WIDTH))
        .setParameterExceptionHandler(GraderMain::wrongUsage)
        .setExecutionExceptionHandler(GraderMain::graderFailed)
        .setExecutionStrategy(
            parsed -> {
              Integer helped = CommandLine.executeHelpRequest(parsed);
              if (helped != null) {
                return helped;
              }
              if (parsed.hasSubcommand()) {
                surroundings.out().print(AutoComplete.bash("grader", commandLine));
                surroundings.out().flush();
                return ExitCode.SUCCESS.code();
              }
              return new GraderCommand(surroundings, options.arguments(commandLine)).run().code();
            })
        .execute(arguments);
  }

  private static CommandSpec completion() {
    CommandSpec spec = CommandSpec.create().name("generate-completion");
    spec.usageMessage().description("Generate bash/zsh completion script for grader.");
    return spec;
  }

  private static int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    String suggestion = "";
    if (e instanceof UnmatchedArgumentException unmatched
        && unmatched.isUnknownOption()
        && !unmatched.getSuggestions().isEmpty()) {
      suggestion = "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
    }
    err.println("grader: " + InertText.line(e.getMessage() + suggestion));
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
