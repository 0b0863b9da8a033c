package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.scoring.Finding.Confidence;
import org.junit.jupiter.api.Test;

class DraftTest {
  private static final String FIRST = " of the first layer";
  private static final String SECOND = " of the second layer";

  private static Draft draft(String layer) {
    return new Draft("backward.derivative-before-bias", Confidence.HIGH, 0)
        .word("what", "dJdb2")
        .word("layer", layer);
  }

  @Test
  void whatIsSeenInOneQuantityMayLeaveOpenInWhichLayerItIs() {
    assertTrue(draft(SECOND).isSameMistakeAs(draft(SECOND)));
    assertTrue(draft(SECOND).isSameMistakeAs(draft("")));
    assertFalse(draft("").isSameMistakeAs(draft(SECOND)));
    assertFalse(draft(SECOND).isSameMistakeAs(draft(FIRST)));
  }

  @Test
  void whatNobodyRecognisesIsNotTheSameMistakeTwice() {
    Draft unknown = new Draft("backward.unexplained", Confidence.LOW, 0).word("what", "dJdb2");
    assertFalse(unknown.isSameMistakeAs(unknown));
  }
}
