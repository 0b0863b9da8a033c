package grader.validity;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The commands that GitHub's runner would take from a log: {@code ActionCommandManager.cs} of
 * actions/runner. A command is a line that begins with {@code ::} after white space, or that has
 * {@code ##[} anywhere.
 */
final class GithubLog {
  private static final Pattern COMMAND = Pattern.compile("^\\s*::([a-zA-Z-]+)( [^:]*)?::(.*)$");
  private static final Pattern OLD_COMMAND = Pattern.compile("##\\[[^\\]]*\\]");
  private static final int MAX_ERRORS = 10;

  private GithubLog() {}

  static List<String> problems(String log) {
    List<String> problems = new ArrayList<>();
    String token = null;
    int errors = 0;
    for (String line : log.split("\r\n|\n|\r|\u2028|\u2029", -1)) {
      if (token != null) {
        token = line.strip().equals("::" + token + "::") ? null : token;
        continue;
      }
      if (OLD_COMMAND.matcher(line).find()) {
        problems.add("a command: " + line);
      }
      Matcher command = COMMAND.matcher(line);
      if (!command.matches()) {
        continue;
      }
      switch (command.group(1)) {
        case "stop-commands" -> token = command.group(3);
        case "error", "warning", "notice" -> {
          errors++;
          if (!isWellFormed(command.group(2))) {
            problems.add("properties: " + line);
          }
        }
        default -> problems.add("a command: " + line);
      }
    }
    if (token != null) {
      problems.add("commands stay stopped");
    }
    if (errors > MAX_ERRORS) {
      problems.add(errors + " annotations, of which GitHub drops some");
    }
    return problems;
  }

  private static boolean isWellFormed(@Nullable String properties) {
    return properties != null
        && properties.strip().matches("([a-zA-Z]+=[^,:\r\n]*)(,[a-zA-Z]+=[^,:\r\n]*)*");
  }
}
