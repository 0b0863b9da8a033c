package grader.cli;

import grader.cases.NearestName;
import grader.engine.EngineRun;
import grader.report.InertText;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
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
    loadMeanwhile();
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

  /** The second processor has nothing to do until the worker starts; a twentieth of a run. */
  private static void loadMeanwhile() {
    Thread loader = new Thread(EngineRun::load, "loader");
    loader.setDaemon(true);
    loader.start();
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
        .setExecutionStrategy(parsed -> execute(surroundings, options, commandLine, parsed))
        .execute(arguments);
  }

  private static int execute(
      Surroundings surroundings,
      GraderOptions options,
      CommandLine commandLine,
      ParseResult parsed) {
    try {
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
    } catch (ParameterException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Here, because picocli and the JVM both exit with 1: graded, with failures.
      return graderFailed(surroundings.err(), e);
    }
  }

  private static CommandSpec completion() {
    CommandSpec spec = CommandSpec.create().name("generate-completion");
    spec.usageMessage().description("Generate bash/zsh completion script for grader.");
    return spec;
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? describe(unmatched)
            : String.valueOf(e.getMessage());
    err.println("grader: " + InertText.line(message));
    err.println("Try 'grader --help'.");
    err.flush();
    return ExitCode.USAGE.code();
  }

  private static String describe(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    if (!e.isUnknownOption()) {
      return "Unexpected argument '" + argument + "'; one submission is graded at a time";
    }
    String name = argument.split("=", 2)[0];
    // Letters alone are too short to be near each other.
    List<String> names =
        e.getCommandLine().getCommandSpec().optionsMap().keySet().stream()
            .filter(known -> known.startsWith("--"))
            .toList();
    String nearest = NearestName.of(name, names);
    return "Unknown option '"
        + name
        + "'"
        + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
  }

  /**
   * A fault of the grader's own: the one place where a stack trace is shown, for whoever mends it.
   */
  private static int graderFailed(PrintWriter err, Throwable e) {
    err.println("grader: the grader itself failed; the submission was not graded. Please report:");
    e.printStackTrace(err);
    err.flush();
    return ExitCode.GRADER_ERROR.code();
  }
}
