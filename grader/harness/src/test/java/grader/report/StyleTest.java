package grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StyleTest {
  @Test
  void narrowerThanFortyColumnsIsNotWrittenFor() {
    assertEquals(40, new Style(false, true, 0).width());
    assertEquals(40, new Style(false, true, 39).width());
    assertEquals(41, new Style(false, true, 41).width());
  }

  @Test
  void colourEndsWithEveryWord() {
    assertEquals(
        "\u001b[1mscore\u001b[0m \u001b[1m1\u001b[0m", new Style(true, true, 80).bold("score 1"));
    assertEquals("score 1", new Style(false, true, 80).bold("score 1"));
  }

  @Test
  void coloursTakeNoColumns() {
    assertEquals(7, Style.width(new Style(true, true, 80).bold("score 1")));
    assertEquals(7, Style.width("score 1"));
  }

  @Test
  void asciiHasNamesForTheSignsOfReports() {
    Style ascii = new Style(false, false, 80);
    assertEquals("2 x 3 <= 4... yHat = sigmoid(z), ?", ascii.encodable("2 × 3 ≤ 4… ŷ = σ(z), ⌀"));
    assertEquals(
        "2 × 3 ≤ 4… ŷ = σ(z), ⌀", new Style(false, true, 80).encodable("2 × 3 ≤ 4… ŷ = σ(z), ⌀"));
  }
}
