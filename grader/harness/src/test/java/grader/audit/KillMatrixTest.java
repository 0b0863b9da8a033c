package grader.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.audit.Fault.Kind;
import grader.audit.KillMatrix.Cover;
import grader.audit.KillMatrix.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KillMatrixTest {
  private static final Fault LOST = new Fault(Kind.MUTANT, "lost");

  private final KillMatrix matrix =
      new KillMatrix(
          List.of("first", "second", "third"),
          List.of(
              row("a", "first", "second"),
              row("b", "second"),
              row("c", "second", "third"),
              new Row(LOST, Map.of())));

  private static Row row(String name, String... cases) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    for (String each : cases) {
      killers.put(each, List.of("yHat"));
    }
    return new Row(new Fault(Kind.WRONG_SUBMISSION, name), killers);
  }

  @Test
  void whatNoCaseKillsSurvives() {
    assertEquals(List.of(LOST), matrix.survivors());
  }

  @Test
  void killsAreCountedTogetherAndAlone() {
    assertEquals(3, matrix.kills("second"));
    assertEquals(1, matrix.killsAlone("second"));
    assertEquals(1, matrix.kills("third"));
    assertEquals(0, matrix.killsAlone("third"));
  }

  @Test
  void aCaseIsRedundantWhenOthersKillAllThatItKills() {
    assertEquals(List.of("first", "third"), matrix.redundantCases());
  }

  @Test
  void theSmallestCoverNeedsNoCaseForWhatSurvives() {
    assertEquals(new Cover(List.of("second"), true), matrix.smallestCover());
  }
}
