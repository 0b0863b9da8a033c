package grader.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a terminal is written to.
 *
 * @param color whether ANSI colours are used
 * @param unicode whether the output's encoding has the signs of the tree; ASCII otherwise
 * @param width columns, at least 40
 */
public record Style(boolean color, boolean unicode, int width) {
  private static final int SMALLEST_WIDTH = 40;
  private static final Pattern COLOR = Pattern.compile("\u001b\\[\\d+m");
  private static final Pattern WORD = Pattern.compile("[^ ]+");

  public Style {
    width = Math.max(width, SMALLEST_WIDTH);
  }

  /** The sign of what is as it should be. */
  public String passed() {
    return paint("32", unicode ? "✔" : "ok");
  }

  /** The sign of what is not. */
  public String failed() {
    return paint("31", unicode ? "✘" : "X");
  }

  /** For what is read first. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** For what is read last. */
  public String faint(String text) {
    return paint("2", text);
  }

  /** The text in what the output's encoding has. */
  String encodable(String text) {
    return unicode
        ? text
        : text.replace("×", "x")
            .replace("→", "->")
            .replace("≤", "<=")
            .replace("≥", ">=")
            .replace("…", "...")
            .replace("−", "-")
            .replace("·", "*")
            .replace("⊙", "*")
            .replace("ŷ", "yHat")
            .replace("σ", "sigmoid")
            .replace("δ", "delta")
            .replace("ᵀ", "^T")
            .replace("²", "^2")
            .replace("½", "1/2")
            .replaceAll("[^\\x00-\\x7f]", "?");
  }

  String branch(boolean last) {
    if (unicode) {
      return last ? "└─ " : "├─ ";
    }
    return last ? "`- " : "|- ";
  }

  String trunk(boolean last) {
    if (last) {
      return "   ";
    }
    return unicode ? "│  " : "|  ";
  }

  /**
   * Lines of a text that is broken at spaces; a word longer than a line is left whole, so that it
   * can be copied.
   *
   * @param first what the first line begins with
   * @param rest what every other line begins with
   */
  public List<String> wrap(String first, String rest, String content) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder(first);
    int taken = first.length();
    boolean begins = true;
    for (String word : content.split(" ", -1)) {
      int wordWidth = width(word);
      if (!begins && taken + 1 + wordWidth > width) {
        lines.add(line(current.toString()));
        current = new StringBuilder(rest);
        taken = rest.length();
        begins = true;
      }
      if (begins && word.isEmpty()) {
        continue;
      }
      current.append(begins ? "" : " ").append(word);
      taken += (begins ? 0 : 1) + wordWidth;
      begins = false;
    }
    lines.add(line(current.toString()));
    return lines;
  }

  /** A line in what the output's encoding has. */
  public String line(String text) {
    return encodable(text.stripTrailing());
  }

  /** How many columns a text takes, colours not counted. */
  static int width(String text) {
    return COLOR.matcher(text).replaceAll("").length();
  }

  /** Word by word, so that a line can be broken between any two. */
  private String paint(String code, String text) {
    return color ? WORD.matcher(text).replaceAll("\u001b[" + code + "m$0\u001b[0m") : text;
  }
}
