package grader.report;

import java.util.Set;
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

  /** Whether it is about the machine or the grader, and not about the result or its inputs. */
  public boolean isCircumstance() {
    return CIRCUMSTANCES.contains(path.split("\\[", 2)[0]);
  }

  /** In one line. Inert. */
  public String sentence() {
    return InertText.line(path + ": recorded " + cut(recorded) + ", now " + cut(now));
  }

  private static String cut(String value) {
    int most = 100;
    String shown = value.isEmpty() ? "nothing" : value;
    return shown.length() <= most ? shown : shown.substring(0, most) + "…";
  }
}
