package grader.report;

/** Makes untrusted text safe to show in a terminal: what would act there is written out instead. */
public final class InertText {
  private InertText() {}

  /** One line: control, format and bidirectional characters become {@code \\u001b} and the like. */
  public static String line(String untrusted) {
    StringBuilder text = new StringBuilder(untrusted.length());
    untrusted
        .codePoints()
        .forEach(
            point -> {
              if (acts(point)) {
                text.append(
                    point == '\n' ? "\\n" : point == '\t' ? " " : "\\u%04x".formatted(point));
              } else {
                text.appendCodePoint(point);
              }
            });
    return text.toString();
  }

  /**
   * A JSON text in ASCII: every other character stands in a string, where JSON has an escape for
   * it.
   */
  public static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    json.chars()
        .forEach(
            unit -> {
              if (unit < 0x7f) {
                text.append((char) unit);
              } else {
                text.append("\\u%04x".formatted(unit));
              }
            });
    return text.toString();
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
