package grader.cli;

import grader.cases.InvalidCasesException;
import grader.cases.NearestName;
import grader.engine.EngineRun;
import grader.oracle.Oracle;
import grader.report.InertText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
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
    if (!CommandNames.areNamedBy(arguments)) {
      loadMeanwhile();
    }
    Charset charset = Terminal.charset();
    Surroundings surroundings =
        new Surroundings(
            new PrintWriter(System.out, false, charset),
            new PrintWriter(System.err, true, charset),
            System.getenv(),
            Terminal.isTerminal(),
            charset,
            Installation.fromSystemProperties(),
            () -> ServiceLoader.load(Oracle.class).findFirst().orElse(null));
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
    String meant = CommandNames.misspelledBy(arguments);
    if (meant != null) {
      return wrongUsage(
          surroundings.err(), "Unknown command" + didYouMean(arguments[0], meant), "grader");
    }
    GraderOptions options = new GraderOptions();
    CommandLine commandLine = new CommandLine(options.spec());
    if (CommandNames.areNamedBy(arguments)) {
      CommandTree.addTo(commandLine);
    }
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
      if (parsed.isUsageHelpRequested()) {
        CommandTree.addTo(commandLine);
      }
      Integer helped = CommandLine.executeHelpRequest(parsed);
      if (helped != null) {
        return helped;
      }
      if (parsed.hasSubcommand()) {
        return CommandTree.called(parsed).run(surroundings).code();
      }
      return new GraderCommand(surroundings, options.arguments(commandLine)).run().code();
    } catch (ParameterException e) {
      throw e;
    } catch (InvalidCasesException e) {
      e.problems().forEach(problem -> surroundings.error(problem.toString()));
      return ExitCode.INVALID_CASES.code();
    } catch (IOException e) {
      surroundings.error(FileFailure.describe(e));
      return ExitCode.UNAVAILABLE.code();
    } catch (RuntimeException | Error e) {
      // Here, because picocli and the JVM both exit with 1: graded, with failures.
      return graderFailed(surroundings.err(), e);
    }
  }

  private static int wrongUsage(ParameterException e, String[] arguments) {
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? describe(unmatched)
            : String.valueOf(e.getMessage());
    CommandLine commandLine = e.getCommandLine();
    String command = commandLine.getCommandSpec().qualifiedName();
    return wrongUsage(commandLine.getErr(), message, command);
  }

  private static int wrongUsage(PrintWriter err, String message, String command) {
    err.println("grader: " + InertText.line(message));
    err.println("Try '" + command + " --help'.");
    err.flush();
    return ExitCode.USAGE.code();
  }

  private static String describe(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (e.isUnknownOption()) {
      String name = argument.split("=", 2)[0];
      // Letters alone are too short to be near each other.
      List<String> names =
          command.optionsMap().keySet().stream().filter(known -> known.startsWith("--")).toList();
      return "Unknown option" + didYouMean(name, NearestName.of(name, names));
    }
    if (command.userObject() instanceof CommandGroup) {
      String nearest = NearestName.of(argument, command.subcommands().keySet());
      String all = String.join(", ", command.subcommands().keySet());
      return "Unknown command"
          + (nearest == null
              ? " '" + argument + "'; one of: " + all
              : didYouMean(argument, nearest));
    }
    boolean grades = command.parent() == null;
    return "Unexpected argument '"
        + argument
        + "'"
        + (grades ? "; one submission is graded at a time" : "");
  }

  private static String didYouMean(String name, @Nullable String nearest) {
    return " '" + name + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
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
