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

  /**
   * A text of a submission's, in one line and in the font of code, where a name is no mention and
   * an address no link.
   */
  public static String code(String inert) {
    return "<code>" + escaped(inert) + "</code>";
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
