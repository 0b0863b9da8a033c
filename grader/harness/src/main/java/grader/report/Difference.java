package grader.report;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that two runs gave differently.
 *
 * @param path where it stands in the report, such as {@code
 *     cases[forward-relu-relu].checks[yHat].verdict}
 * @param recorded what the receipt says. Untrusted
 * @param now what the run says. Untrusted
 */
public record Difference(String path, String recorded, String now) {
  /** Stands for what is not there at all. */
  static final String NOTHING = "nothing";

  /** What a machine or an installation is, which a result should not depend on. */
  private static final Set<String> CIRCUMSTANCES =
      Set.of("grader", "graderSha256", "java", "sandbox", "sandboxNotes");

  /** Times, and where files lie. */
  private static final Pattern NO_MATTER =
      Pattern.compile("submission\\.file|suite\\.files\\[.*\\]\\.file|.*\\.seconds");

  static boolean isNoMatter(String path) {
    return NO_MATTER.matcher(path).matches();
  }

  /** Digests of what was graded, and by what: with another one of these, the rest is no wonder. */
  private static final Pattern INPUT =
      Pattern.compile("(submission|suite\\.files\\[(.*)\\]|policy)\\.sha256|graderSha256");

  /** Enough of a digest to tell it from others. */
  private static final int DIGEST = 12;

  /** Whether it is what was graded that is another one, and not only what came out. */
  public boolean isInput() {
    return INPUT.matcher(path).matches();
  }

  /** Whether it is about the machine or the grader, and not about the result or its inputs. */
  public boolean isCircumstance() {
    return CIRCUMSTANCES.contains(path.split("\\[", 2)[0]);
  }

  /** In one line. Inert. */
  public String sentence() {
    Matcher input = INPUT.matcher(path);
    String words = cut(recorded) + ", now " + cut(now);
    if (input.matches()) {
      words = "sha256 " + digest(recorded) + ", now " + digest(now);
    }
    return InertText.line(what(input) + ": recorded " + words);
  }

  private String what(Matcher input) {
    if (!input.matches()) {
      return path;
    }
    if (input.group(2) != null) {
      return "the case file of " + input.group(2) + " is another one";
    }
    return input.group(1) == null
        ? "the grader is another one"
        : "the " + input.group(1) + " is another one";
  }

  private static String digest(String value) {
    return value.length() <= DIGEST ? cut(value) : value.substring(0, DIGEST) + "…";
  }

  private static String cut(String value) {
    int most = 100;
    String shown = value.isEmpty() ? "nothing" : value;
    return shown.length() <= most ? shown : shown.substring(0, most) + "…";
  }
}
