package grader.report.platform;

/** Cuts texts, so that a report stays within what a place takes. */
final class Excerpt {
  private Excerpt() {}

  /** Bytes of a text inside a JSON string in ASCII: an escape takes two, or six. */
  static int bytesInJson(String text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      bytes += bytesInJson(text.charAt(at));
    }
    return bytes;
  }

  private static int bytesInJson(char unit) {
    if (unit == '"' || unit == '\\' || unit == '\n') {
      return 2;
    }
    return unit < ' ' || unit >= 0x7f || unit == '#' ? 6 : 1;
  }

  /**
   * The beginning of a text.
   *
   * @param bytes what it may take in JSON, the sentence that says that it was cut included
   * @param sentence why something is missing
   */
  static String of(String text, int bytes, String sentence) {
    if (bytesInJson(text) <= bytes) {
      return text;
    }
    int left = bytes - bytesInJson(sentence) - 1;
    int end = 0;
    while (end < text.length() && left >= bytesInJson(text.charAt(end))) {
      left -= bytesInJson(text.charAt(end));
      end++;
    }
    // No character is cut in two.
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + " " + sentence;
  }
}
