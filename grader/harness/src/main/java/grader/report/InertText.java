package grader.report;

import java.util.Arrays;
import java.util.List;

/**
 * Makes untrusted text safe for the place where it is shown: what would act there is written out
 * instead. One method per place; a writer passes every text of a submission's through its own.
 */
public final class InertText {
  /** Longer texts are cut: nobody reads more of one message, and a hostile one has no end. */
  static final int MAX_LINE = 2000;

  private InertText() {}

  /**
   * One line of a terminal or of a build's log. Control, format and bidirectional characters become
   * {@code \\u001b} and the like; so does the beginning of what services that run builds take for a
   * command to them: {@code ::} before a word, and {@code ##}.
   */
  public static String line(String untrusted) {
    StringBuilder text = new StringBuilder(Math.min(untrusted.length(), MAX_LINE) + 1);
    int previous = ' ';
    int at = 0;
    while (at < untrusted.length() && text.length() < MAX_LINE) {
      int point = untrusted.codePointAt(at);
      if (point == '\n') {
        text.append("\\n");
      } else if (point == '\t') {
        text.append(' ');
      } else if (acts(point) || beginsCommand(untrusted, at, previous)) {
        escape(point, text);
      } else {
        text.appendCodePoint(point);
      }
      previous = point;
      at += Character.charCount(point);
    }
    return at < untrusted.length() ? text.append('…').toString() : text.toString();
  }

  /** The parts between line feeds, each as {@link #line} has it; at least one. */
  public static List<String> lines(String untrusted) {
    return Arrays.stream(untrusted.split("\n", -1)).map(InertText::line).toList();
  }

  /**
   * A JSON text in ASCII: every other character stands in a string, where JSON has an escape for
   * it. So does a {@code ##}, which means a command in the log of some builds wherever it stands.
   * Half a character of two UTF-16 units becomes U+FFFD.
   */
  public static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int at = 0; at < json.length(); at++) {
      char unit = json.charAt(at);
      if (unit < 0x7f && !(unit == '#' && json.startsWith("##", at))) {
        text.append(unit);
      } else {
        escape(isHalf(json, at) ? '\ufffd' : unit, text);
      }
    }
    return text.toString();
  }

  /** Appends the code in at least four digits: by hand, since a report may be full of them. */
  private static void escape(int point, StringBuilder text) {
    String digits = Integer.toHexString(point);
    text.append("\\u").append("0000", 0, Math.max(0, 4 - digits.length())).append(digits);
  }

  /** Half of a character that has two in UTF-16: many readers take no JSON with one. */
  private static boolean isHalf(String text, int at) {
    char unit = text.charAt(at);
    if (Character.isHighSurrogate(unit)) {
      return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
    }
    return Character.isLowSurrogate(unit)
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  private static boolean beginsCommand(String text, int at, int previous) {
    return text.startsWith("##", at)
        || (text.startsWith("::", at) && Character.isWhitespace(previous));
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
