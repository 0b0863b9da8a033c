package grader.report;

/**
 * Text for Markdown as GitHub and GitLab read it. Every ASCII character that could be markup is
 * written as a character reference, which is never markup.
 */
public final class MarkdownText {
  private MarkdownText() {}

  /** Words of our own or of a case file's. */
  public static String words(String inert) {
    return escaped(inert);
  }

  /** A text of a submission's, in one line, in which nothing is markup, a mention or a link. */
  public static String code(String inert) {
    int longest = 0;
    int run = 0;
    for (int at = 0; at < inert.length(); at++) {
      run = inert.charAt(at) == '`' ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    // Ended only by as many backticks as it begins with.
    String fence = "`".repeat(longest + 1);
    return fence + " " + inert + " " + fence;
  }

  /** Lines of a submission's text, as they are. */
  public static String block(Iterable<String> inert) {
    return "<pre>" + escaped(String.join("\n", inert)) + "</pre>";
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      boolean isMarkup =
          unit < 0x80
              && !Character.isLetterOrDigit(unit)
              && !Character.isWhitespace(unit)
              && ",.;/()='?%".indexOf(unit) < 0;
      if (isMarkup) {
        escaped.append("&#").append((int) unit).append(';');
      } else {
        escaped.append(unit);
      }
    }
    return escaped.toString();
  }
}
