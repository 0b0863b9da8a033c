package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  private final StringWriter terminal = new StringWriter();

  private Surroundings surroundings(boolean isErrorTerminal, Map<String, String> environment) {
    return new Surroundings(
        new PrintWriter(new StringWriter()),
        new PrintWriter(terminal),
        environment,
        false,
        isErrorTerminal,
        StandardCharsets.UTF_8,
        null,
        null,
        () -> null);
  }

  @Test
  void eachCaseIsCountedOnceAndNothingStaysBehind() {
    Progress progress = surroundings(true, Map.of("TERM", "xterm")).progress();
    progress.begin(2);
    progress.running("first");
    progress.running("first");
    progress.running("second");
    progress.end();
    assertEquals(
        "1 of 2 cases: first"
            + "\r                   \r2 of 2 cases: second"
            + "\r                    \r",
        terminal.toString());
  }

  @Test
  void elsewhereThanOnATerminalThereIsNone() {
    assertSame(Progress.NONE, surroundings(false, Map.of()).progress());
    assertSame(Progress.NONE, surroundings(true, Map.of("TERM", "dumb")).progress());
    Progress.NONE.begin(1);
    Progress.NONE.running("first");
    Progress.NONE.end();
    assertEquals("", terminal.toString());
  }
}
