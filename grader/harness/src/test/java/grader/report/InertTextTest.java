package grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InertTextTest {
  @ParameterizedTest
  @CsvSource({
    "001b, escape: colours and cursor moves",
    "0000, NUL",
    "0007, bell",
    "0008, backspace",
    "000d, carriage return: writes over the line",
    "007f, delete",
    "009b, the one-character form of escape and bracket",
    "00ad, soft hyphen",
    "200b, zero-width space",
    "202e, right-to-left override",
    "2028, line separator",
    "2029, paragraph separator",
    "2066, left-to-right isolate",
    "feff, byte order mark",
    "d800, half of a pair",
    "e000, private use",
    "ffff, no character",
  })
  void characterThatActsIsWrittenOut(String code, String name) {
    char character = (char) Integer.parseInt(code, 16);
    assertEquals("a\\u" + code + "b", InertText.line("a" + character + "b"), name);
  }

  @Test
  void whiteSpaceStaysOnOneLine() {
    assertEquals("a\\nb c d", InertText.line("a\nb\tc d"));
    assertEquals("a\\u000d\\nb", InertText.line("a\r\nb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "::error::no | \\u003a:error::no",
        "all ::set-output name=x::1 | all \\u003a:set-output name=x::1",
        "##[error]no | \\u0023#[error]no",
        "x##vso[task.complete] | x\\u0023#vso[task.complete]",
        "List::of, a::b, #1 | List::of, a::b, #1",
      })
  void commandsToWhoeverRunsTheBuildAreWrittenOut(String text, String inert) {
    assertEquals(inert, InertText.line(text));
  }

  @Test
  void whatIsOnlyDangerousElsewhereStaysAsItIs() {
    // Each has a place of its own where it acts, and its own way out there.
    for (String text : new String[] {"=cmd|'/c calc'!A1", "<script>alert(1)</script>", "&amp;"}) {
      assertEquals(text, InertText.line(text));
    }
  }

  @Test
  void aTextWithoutEndIsCut() {
    String line = InertText.line("x".repeat(10_000));
    assertEquals("x".repeat(InertText.MAX_LINE) + "…", line);
    assertEquals(line.length() - 1, InertText.line("x".repeat(InertText.MAX_LINE)).length());
  }

  @Test
  void tagOutsideTheFirstPlaneIsWrittenOut() {
    assertEquals("a\\ue0041", InertText.line("a" + Character.toString(0xE0041)));
  }

  @Test
  void textOfEveryLanguageStaysAsItIs() {
    String text = "ŷ = Wᵀ·x — 你好, שלום, é (e\u0301), 𝄞 \\ \" <&>";
    assertEquals(text, InertText.line(text));
    assertEquals("", InertText.line(""));
  }

  @Test
  void jsonHidesCommandsAndMeansTheSame() {
    String ascii = InertText.ascii("[\"##[error]no ### # ::error::\"]");
    assertEquals("[\"\\u0023#[error]no \\u0023\\u0023# # ::error::\"]", ascii);
    assertEquals(
        "##[error]no ### # ::error::",
        JsonParser.parseString(ascii).getAsJsonArray().get(0).getAsString());
  }

  @Test
  void jsonInAsciiMeansTheSame() {
    String text = "ŷ \u007f \u009b31m \u202e 𝄞 \ud800";
    String json = "{\"ŷ\": \"" + text + "\"}";
    String ascii = InertText.ascii(json);
    assertEquals(
        "{\"\\u0177\": \"\\u0177 \\u007f \\u009b31m \\u202e \\ud834\\udd1e \\ufffd\"}", ascii);
    // Half a character is none.
    String complete = text.replace('\ud800', '\ufffd');
    assertEquals(complete, JsonParser.parseString(ascii).getAsJsonObject().get("ŷ").getAsString());
  }
}
