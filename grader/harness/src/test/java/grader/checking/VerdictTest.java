package grader.checking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void worstOfSeveralStandsForAll() {
    assertEquals(Verdict.PASSED, Verdict.together(List.of(Verdict.PASSED, Verdict.PASSED)));
    assertEquals(
        Verdict.WRONG_SHAPE,
        Verdict.together(List.of(Verdict.WRONG_SHAPE, Verdict.PASSED, Verdict.WRONG_ANSWER)));
    for (Verdict verdict : Verdict.values()) {
      assertEquals(verdict, Verdict.together(List.of(verdict)));
      assertEquals(verdict, Verdict.together(List.of(Verdict.PASSED, verdict)));
      assertEquals(Verdict.GRADER_ERROR, Verdict.together(List.of(Verdict.GRADER_ERROR, verdict)));
    }
  }

  @Test
  void nothingAtAllIsNoPass() {
    assertEquals(Verdict.NOT_RUN, Verdict.together(List.of()));
  }

  @Test
  void namesAreThoseThatReportsAndTheirReadersKnow() {
    assertEquals(
        List.of(
            "PASSED",
            "WRONG_ANSWER",
            "WRONG_SHAPE",
            "NOT_IMPLEMENTED",
            "RUNTIME_ERROR",
            "TIME_LIMIT_EXCEEDED",
            "MEMORY_LIMIT_EXCEEDED",
            "OUTPUT_LIMIT_EXCEEDED",
            "PROTOCOL_VIOLATION",
            "NOT_RUN",
            "GRADER_ERROR"),
        Stream.of(Verdict.values()).map(Verdict::name).toList());
  }
}
