package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.validity.Validity;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A report is not taken for valid because others are, unless it is made as they are. */
@Tag("long")
class ValidMarkupTest {
  private static final Validity VALIDITY = new Validity("");

  /** That a value is wrong, of a kind that is known, is found where each report is checked. */
  @Test
  void whatAValidPageHasIsNotCheckedAgain() {
    assertEquals(List.of(), problems("<p dir=\"ltr\">some words</p>"));
    boolean isEachChecked = Boolean.getBoolean("fixtures.check-each-report");
    assertEquals(isEachChecked, !problems("<p dir=\"nonsense\">other words</p>").isEmpty());
  }

  @Test
  void whatNoPageHadIsChecked() {
    assertEquals(List.of(), problems("<ul><li>an item</li></ul>"));
    assertFalse(problems("<ul><p>no item</p></ul>").isEmpty(), "an element elsewhere");
    assertFalse(problems("<ul><li lang=\"no language\">x</li></ul>").isEmpty(), "an attribute");
  }

  @Test
  void whatWasFoundWrongIsFoundAgain() {
    assertFalse(problems("<img src=\"a\">").isEmpty());
    assertFalse(problems("<img src=\"a\">").isEmpty());
  }

  @Test
  void anIdIsThereOnce() {
    assertEquals(List.of(), problems("<p id=\"a\">x</p><p id=\"b\">y</p>"));
    List<String> problems = problems("<p id=\"a\">x</p><p id=\"a\">y</p>");
    assertTrue(problems.contains("the id a stands twice"), problems::toString);
  }

  @Test
  void whatDoesNotEndIsFound() {
    for (String endless : List.of("<style>p { color: red }", "<p", "<![CDATA[ some")) {
      String page = "<!DOCTYPE html><html lang=\"en\"><title>a title</title>" + endless;
      List<String> problems = ValidMarkup.problems(VALIDITY, "html", page);
      assertTrue(
          problems.stream().anyMatch(problem -> problem.endsWith("does not end")),
          problems::toString);
    }
  }

  private static List<String> problems(String body) {
    return ValidMarkup.problems(
        VALIDITY,
        "html",
        "<!DOCTYPE html><html lang=\"en\"><head><title>a title</title></head><body>"
            + body
            + "</body></html>");
  }
}
