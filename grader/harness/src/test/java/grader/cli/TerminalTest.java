package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.report.Style;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  private static Style style(Map<String, String> environment, boolean isTerminal) {
    return Terminal.style(environment, isTerminal, false, StandardCharsets.UTF_8);
  }

  @Test
  void terminalHasColoursAndAPipeHasNot() {
    assertTrue(style(Map.of(), true).color());
    assertTrue(style(Map.of("TERM", "xterm-256color"), true).color());
    assertFalse(style(Map.of("TERM", "xterm-256color"), false).color());
  }

  @Test
  void noColorTurnsColoursOffUnlessItIsEmpty() {
    assertFalse(style(Map.of("NO_COLOR", "1"), true).color());
    assertFalse(style(Map.of("NO_COLOR", "0"), true).color());
    assertFalse(style(Map.of("NO_COLOR", " "), true).color());
    // As no-color.org says.
    assertTrue(style(Map.of("NO_COLOR", ""), true).color());
    assertFalse(Terminal.style(Map.of(), true, true, StandardCharsets.UTF_8).color());
  }

  @Test
  void dumbTerminalHasNoColours() {
    assertFalse(style(Map.of("TERM", "dumb"), true).color());
  }

  @ParameterizedTest
  @CsvSource({
    "120, true, 120",
    "120, false, 120",
    "'', true, 80",
    "'', false, 120",
    "0, true, 80",
    "-5, true, 80",
    "wide, true, 80",
    "99999, true, 80",
    "20, true, 40",
  })
  void widthIsThatOfTheTerminal(String columns, boolean isTerminal, int width) {
    assertEquals(width, style(Map.of("COLUMNS", columns), isTerminal).width());
  }

  @Test
  void widthIsGuessedWhenNothingSaysIt() {
    assertEquals(80, style(Map.of(), true).width());
    assertEquals(120, style(Map.of(), false).width());
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, true",
    "UTF-16, true",
    "US-ASCII, false",
    "ISO-8859-1, false",
    "windows-1252, false",
  })
  void signsAreUsedWhereTheEncodingHasThem(String charset, boolean unicode) {
    assertEquals(
        unicode, Terminal.style(Map.of(), true, false, Charset.forName(charset)).unicode());
  }
}
