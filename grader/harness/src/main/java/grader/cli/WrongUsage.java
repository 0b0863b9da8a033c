package grader.cli;

import grader.cases.NearestName;
import grader.report.InertText;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what is wrong with the command line, and what was probably meant. */
final class WrongUsage implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? describe(unmatched)
            : String.valueOf(e.getMessage());
    CommandLine commandLine = e.getCommandLine();
    String command = commandLine.getCommandSpec().qualifiedName();
    return report(commandLine.getErr(), message, command);
  }

  static int report(PrintWriter err, String message, String command) {
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

  /** {@code 'name'}, and what was probably meant. */
  static String didYouMean(String name, @Nullable String nearest) {
    return " '" + name + "'" + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
  }
}
