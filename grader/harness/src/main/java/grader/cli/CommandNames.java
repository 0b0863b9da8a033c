package grader.cli;

import grader.cases.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the commands besides grading: all that a run which grades knows of them. A command
 * is named by the first argument or not at all, so that nothing else has to be parsed to tell.
 */
final class CommandNames {
  static final String CASES = "cases";
  static final String DOCTOR = "doctor";
  static final String GENERATE_COMPLETION = "generate-completion";

  static final String INTEGRATION = "integration";
  static final String VERIFY = "verify";

  private static final List<String> ALL =
      List.of(CASES, VERIFY, INTEGRATION, DOCTOR, GENERATE_COMPLETION);

  private CommandNames() {}

  static boolean areNamedBy(String... arguments) {
    return arguments.length > 0 && ALL.contains(arguments[0]);
  }

  /** The command that was probably meant; null when the first argument is not nearly one. */
  static @Nullable String misspelledBy(String... arguments) {
    if (arguments.length == 0
        || arguments[0].startsWith("-")
        || arguments[0].endsWith(".jar")
        || areNamedBy(arguments)) {
      return null;
    }
    String nearest = NearestName.of(arguments[0], ALL);
    return nearest == null || Files.exists(Path.of(arguments[0])) ? null : nearest;
  }
}
