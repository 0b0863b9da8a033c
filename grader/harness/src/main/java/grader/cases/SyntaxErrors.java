package grader.cases;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says where and why a text is no JSON, for people who do not know gson: its messages name its own
 * settings, and its positions are often one character behind what is wrong.
 */
final class SyntaxErrors {
  private static final Pattern POSITION = Pattern.compile("at line (\\d+) column (\\d+)");
  private static final String DELIMITERS = "{}[]:,;=\"'/\\#";
  private static final int SHOWN_CHARACTERS = 20;

  private final Path file;
  private final String text;

  SyntaxErrors(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * The line and the column in a text of gson's; zeros when there is none.
   *
   * @param gsonText a message or a reader's {@code toString()}
   */
  static int[] position(String gsonText) {
    Matcher matcher = POSITION.matcher(gsonText);
    return matcher.find()
        ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
        : new int[] {0, 0};
  }

  /**
   * The problem behind an exception of gson's.
   *
   * @param expected what could have stood there, in words
   */
  Problem problem(IOException error, String expected) {
    String gsonText = String.valueOf(error.getMessage());
    int behind = offset(position(gsonText));
    if (error instanceof EOFException) {
      return at(text.length(), "the file ends too early: something is not closed");
    }
    if (gsonText.startsWith("Unterminated string")
        || gsonText.startsWith("Unterminated escape sequence")) {
      return at(text.length(), "the file ends inside a string; close it with '\"'");
    }
    if (gsonText.startsWith("Unescaped control characters")) {
      return controlCharacter(behind);
    }
    if (gsonText.startsWith("Invalid escape") || gsonText.startsWith("Malformed Unicode escape")) {
      return escape(behind - 2);
    }
    if (gsonText.startsWith("Nesting limit")) {
      return at(behind - 1, "nested too deeply; at most " + JsonDocument.MAX_DEPTH + " levels");
    }
    if (gsonText.startsWith("Unterminated object")) {
      return unexpected(behind - 1, "',' or '}'");
    }
    if (gsonText.startsWith("Unterminated array")) {
      return unexpected(behind - 1, "',' or ']'");
    }
    if (gsonText.startsWith("Expected ':'")) {
      return unexpected(behind - 1, "':' after the key");
    }
    if (gsonText.startsWith("Expected value")) {
      return unexpected(behind, expected);
    }
    if (standsBehind(behind, expected)) {
      return unexpected(behind - 1, expected);
    }
    int end = behind + found(behind).length();
    // gson takes 1; for a word. What is wrong is its end.
    boolean endIsWrong = end < text.length() && ";/#".indexOf(text.charAt(end)) >= 0;
    return unexpected(endIsWrong ? end : behind, expected);
  }

  /** Whether gson has read what is wrong; it has not read a word that stands for a value. */
  private boolean standsBehind(int behind, String expected) {
    if (behind == 0 || !expected.startsWith(JsonDocument.EXPECTED_VALUE)) {
      return behind > 0;
    }
    char before = text.charAt(behind - 1);
    if (before == ',') {
      char earlier = lastCharacterBefore(behind - 1);
      return earlier == ',' || earlier == '[';
    }
    return "/#';=]".indexOf(before) >= 0;
  }

  private Problem unexpected(int offset, String expected) {
    String found = found(offset);
    if (found.equals("/") || found.equals("#")) {
      return at(offset, "comments have no place in JSON");
    }
    if (found.equals("'")) {
      return at(offset, "strings and keys stand in double quotes, not in single ones");
    }
    String wanted =
        switch (found) {
          case ";" -> "','";
          case "=" -> "':' after the key";
          default -> expected;
        };
    String hint =
        switch (found) {
          case "NaN", "Infinity", "-Infinity" -> "; write \"" + found + "\", in double quotes";
          case "]", "}" -> lastCharacterBefore(offset) == ',' ? "; remove the comma before it" : "";
          default -> "";
        };
    return at(offset, "expected " + wanted + "; found " + quoted(found) + hint);
  }

  private Problem controlCharacter(int start) {
    int offset = start;
    while (offset < text.length() && text.charAt(offset) >= ' ') {
      offset++;
    }
    String found = found(offset);
    String message =
        found.equals("\n") || found.equals("\r")
            ? "the string is not closed at the end of the line; close it with '\"', or write \\n"
            : "a string holds "
                + quoted(found)
                + "; write "
                + (found.equals("\t") ? "\\t" : "\\u…");
    return at(offset, message);
  }

  private Problem escape(int offset) {
    boolean unicode = text.startsWith("\\u", offset);
    int end = Math.min(offset + (unicode ? 6 : 2), text.length());
    String hint = unicode ? "\\u takes four hexadecimal digits" : "a backslash is written \\\\";
    return at(offset, "'" + text.substring(offset, end) + "' has no meaning in a string; " + hint);
  }

  /** A character, or a whole word; empty at the end. */
  private String found(int offset) {
    int end = offset;
    while (end < text.length() && isPartOfWord(text.charAt(end))) {
      end++;
    }
    return text.substring(offset, Math.min(Math.max(end, offset + 1), text.length()));
  }

  private static boolean isPartOfWord(char character) {
    return DELIMITERS.indexOf(character) < 0
        && character > ' '
        && !Character.isSpaceChar(character);
  }

  private static String quoted(String found) {
    if (found.isEmpty()) {
      return "the end of the file";
    }
    char first = found.charAt(0);
    if (Character.isISOControl(first) || Character.isSpaceChar(first)) {
      return "the invisible character U+%04X".formatted((int) first);
    }
    return found.length() <= SHOWN_CHARACTERS
        ? "'" + found + "'"
        : "'" + found.substring(0, SHOWN_CHARACTERS) + "…'";
  }

  /** The last character that is no white space; a space when there is none. */
  private char lastCharacterBefore(int offset) {
    int i = offset - 1;
    while (i >= 0 && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < 0 ? ' ' : text.charAt(i);
  }

  private int offset(int[] position) {
    int lineStart = 0;
    for (int line = 1; line < position[0]; line++) {
      lineStart = text.indexOf('\n', lineStart) + 1;
    }
    return Math.min(Math.max(lineStart + position[1] - 1, 0), text.length());
  }

  private Problem at(int offset, String message) {
    int[] position = positionOf(text, offset);
    return new Problem(file, position[0], position[1], "syntax error: " + message);
  }

  /** Line and column, counted from 1, of an offset counted from 0. */
  static int[] positionOf(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < offset; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new int[] {line, offset - lineStart + 1};
  }
}
