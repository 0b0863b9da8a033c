package grader.cli;

import grader.cases.InvalidCasesException;
import grader.oracle.Oracle;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

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
    Installation installation = Installation.fromSystemProperties();
    boolean isRun = !CommandNames.areNamedBy(arguments);
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    int code;
    try (EarlyWorker early = isRun ? EarlyWorker.launch(installation, arguments) : null) {
      Surroundings surroundings = surroundings(installation, output, early);
      code = run(surroundings, arguments);
      surroundings.out().flush();
      String lost = output.whyLost();
      if (lost != null) {
        surroundings.error("cannot write to standard output: " + lost);
        code = ExitCode.UNAVAILABLE.code();
      }
    }
    System.exit(code);
  }

  private static Surroundings surroundings(
      @Nullable Installation installation, OutputStream output, @Nullable EarlyWorker early) {
    Charset charset = Terminal.charset();
    return new Surroundings(
        new PrintWriter(output, false, charset),
        new PrintWriter(System.err, true, charset),
        System.getenv(),
        Terminal.isTerminal(),
        Terminal.isErrorTerminal(),
        charset,
        installation,
        early,
        () -> ServiceLoader.load(Oracle.class).findFirst().orElse(null));
  }

  /**
   * Run the grader.
   *
   * @return the exit code
   */
  static int run(Surroundings surroundings, String... arguments) {
    GraderArguments jar = GraderArguments.ofJarAlone(arguments);
    return jar == null
        ? runParsed(surroundings, arguments)
        : exitCode(surroundings, new GraderCommand(surroundings, jar));
  }

  private static int runParsed(Surroundings surroundings, String... arguments) {
    String meant = CommandNames.misspelledBy(arguments);
    if (meant != null) {
      return WrongUsage.report(
          surroundings.err(),
          "Unknown command" + WrongUsage.didYouMean(arguments[0], meant),
          "grader");
    }
    GraderOptions options = new GraderOptions();
    CommandLine commandLine = new CommandLine(options.spec());
    if (CommandNames.areNamedBy(arguments)) {
      CommandTree.addTo(commandLine);
    }
    return commandLine
        .registerConverter(Path.class, new PathConverter())
        .setOut(surroundings.out())
        .setErr(surroundings.err())
        .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
        .setUsageHelpWidth(Math.max(surroundings.helpWidth(), SMALLEST_HELP_WIDTH))
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionStrategy(new Execution(surroundings, options, commandLine))
        .execute(arguments);
  }

  /**
   * Grades, or runs the command that was called.
   *
   * <p>A record and not a lambda: a lambda keeps picocli's old interface, and with it half of
   * picocli, out of the class-data archive, and loading that anew takes twenty milliseconds.
   */
  private record Execution(Surroundings surroundings, GraderOptions options, CommandLine grader)
      implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
      if (parsed.isUsageHelpRequested()) {
        CommandTree.addTo(grader);
      }
      Integer helped = CommandLine.executeHelpRequest(parsed);
      if (helped != null) {
        return helped;
      }
      if (parsed.hasSubcommand()) {
        return exitCode(surroundings, () -> CommandTree.called(parsed).run(surroundings));
      }
      return exitCode(
          surroundings, () -> new GraderCommand(surroundings, options.arguments(grader)).run());
    }
  }

  /** A command whose arguments are known. */
  interface Run {
    ExitCode run() throws InvalidCasesException, IOException;
  }

  private static int exitCode(Surroundings surroundings, Run command) {
    try {
      return command.run().code();
    } catch (InvalidCasesException e) {
      e.problems().forEach(problem -> surroundings.error(problem.toString()));
      return ExitCode.INVALID_CASES.code();
    } catch (IOException e) {
      surroundings.error(FileFailure.describe(e));
      return ExitCode.UNAVAILABLE.code();
    } catch (ParameterException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Here, because picocli and the JVM both exit with 1: graded, with failures.
      return graderFailed(surroundings.err(), e);
    }
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
