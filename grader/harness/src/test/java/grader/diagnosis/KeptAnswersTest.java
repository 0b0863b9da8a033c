package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import grader.protocol.Tensor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private static final Map<String, Tensor> RIGHT = answer(1, 2);
  private static final Map<String, Tensor> DOUBLED = answer(2, 4);
  private static final Map<String, Tensor> NEGATIVE = answer(-1, -2);

  @SuppressWarnings("NullAway.Init")
  private KeptAnswers kept;

  /** A loss and its gradient: of two shapes. */
  private static Map<String, Tensor> answer(double loss, double gradient) {
    return Map.of(
        "J",
        Tensor.scalar(loss),
        "dJdyHat",
        Tensor.of(new int[] {2, 2}, new double[] {gradient, 0, gradient + 1, -0.5}));
  }

  @BeforeEach
  void keep() {
    KeptAnswers.Recorder recorder = new KeptAnswers.Recorder(RIGHT);
    recorder.add("loss.doubled", DOUBLED);
    recorder.add("loss.unseen-here", RIGHT);
    recorder.add("loss.negative@the columns", NEGATIVE);
    recorder.add("loss.doubled@again", DOUBLED);
    recorder.add("loss.impossible", Map.of());
    recorder.add("loss.flat", Map.of("J", Tensor.scalar(1), "dJdyHat", Tensor.vector(1, 2, 3, 4)));
    recorder.add("loss.without-gradient", Map.of("J", Tensor.scalar(1)));
    kept = KeptAnswers.of(recorder.message());
  }

  @Test
  void eachMistakeHasItsOwnAnswer() {
    assertEquals(DOUBLED, kept.of(Set.of("loss.doubled")));
    assertEquals(RIGHT, kept.of(Set.of("loss.unseen-here")));
    assertEquals(NEGATIVE, kept.of(Set.of("loss.negative@the columns")));
    assertEquals(DOUBLED, kept.of(Set.of("loss.doubled@again")));
  }

  @Test
  void withoutAMistakeTheAnswerIsRight() {
    assertEquals(RIGHT, kept.of(Set.of()));
  }

  @Test
  void whatIsImpossibleHasAnEmptyAnswer() {
    assertEquals(Map.of(), kept.of(Set.of("loss.impossible")));
  }

  @Test
  void whatIsOfAnotherShapeOrNotThereIsNotKept() {
    assertNull(kept.of(Set.of("loss.flat")));
    assertNull(kept.of(Set.of("loss.without-gradient")));
    assertNull(kept.of(Set.of("loss.never-heard-of")));
    assertNull(kept.of(Set.of("loss.doubled", "loss.unseen-here")));
    assertNull(KeptAnswers.NONE.of(Set.of()));
    assertNull(KeptAnswers.NONE.of(Set.of("")));
  }
}
