package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {
  private static final Map<String, Tensor> RIGHT = answer(1, 2);
  private static final Map<String, Tensor> DOUBLED = answer(2, 4);
  private static final Map<String, Tensor> NEGATIVE = answer(-1, -2);

  @SuppressWarnings("NullAway.Init")
  private KeptAnswers kept;

  @SuppressWarnings("NullAway.Init")
  private CaseRequest message;

  private static final List<Alternative> ALL =
      Stream.of(
              "loss.doubled",
              "loss.unseen-here",
              "loss.negative@the columns",
              "loss.doubled@again",
              "loss.impossible",
              "loss.flat",
              "loss.without-gradient",
              "loss.never-recorded")
          .map(key -> new Alternative(key, Part.MSE, Set.of("J", "dJdyHat")))
          .toList();

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
    Map<String, Integer> places = KeptAnswers.places(ALL);
    KeptAnswers.Recorder recorder = new KeptAnswers.Recorder(places, RIGHT);
    recorder.add("loss.doubled", DOUBLED);
    recorder.add("loss.unseen-here", RIGHT);
    recorder.add("loss.negative@the columns", NEGATIVE);
    recorder.add("loss.doubled@again", DOUBLED);
    recorder.add("loss.impossible", Map.of());
    recorder.add("loss.flat", Map.of("J", Tensor.scalar(1), "dJdyHat", Tensor.vector(1, 2, 3, 4)));
    recorder.add("loss.without-gradient", Map.of("J", Tensor.scalar(1)));
    message = recorder.message();
    kept = KeptAnswers.of(message, places);
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
    assertNull(kept.of(Set.of("loss.never-recorded")));
    assertNull(kept.of(Set.of("loss.never-heard-of")));
    assertNull(kept.of(Set.of("loss.doubled", "loss.unseen-here")));
    assertNull(KeptAnswers.NONE.of(Set.of()));
    assertNull(KeptAnswers.NONE.of(Set.of("")));
  }

  @Test
  void whatIsTheSameIsWrittenOnce() {
    assertEquals(3, Objects.requireNonNull(message.tensors().get("J rows")).extent(0));
    assertSame(loss("loss.doubled"), loss("loss.doubled@again"));
    assertSame(loss("loss.unseen-here"), Objects.requireNonNull(kept.of(Set.of())).get("J"));
  }

  private @Nullable Tensor loss(String mistake) {
    return Objects.requireNonNull(kept.of(Set.of(mistake))).get("J");
  }

  @Test
  void theAnswersOfOtherMistakesAreNotRead() {
    Map<String, Integer> fewer = KeptAnswers.places(ALL.subList(0, 2));
    assertNull(KeptAnswers.of(message, fewer).of(Set.of("loss.doubled")));
  }
}
