package grader.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A network of 2 inputs, 3 hidden units and 1 output, and a batch of 4. */
class TrivialAnswerTest {
  private static final Map<String, Tensor> TENSORS =
      Map.of(
          "W1", Tensor.of(new int[] {3, 2}, new double[] {1, 2, 3, 4, 5, 6}),
          "b1", Tensor.vector(1, 2, 3),
          "W2", Tensor.of(new int[] {1, 3}, new double[] {7, 8, 9}),
          "b2", Tensor.vector(4),
          "x", Tensor.of(new int[] {4, 2}, new double[] {1, 2, 3, 4, 5, 6, 7, 8}),
          "y", Tensor.of(new int[] {4, 1}, new double[] {1, 0, 1, 0}),
          "yHat", Tensor.of(new int[] {4, 1}, new double[] {.1, .2, .3, .4}),
          "dJdyHat", Tensor.of(new int[] {4, 1}, new double[] {.5, .6, .7, .8}));

  private static Map<String, Tensor> answer(TrivialAnswer answer, String operation) {
    return answer(answer, operation, TENSORS);
  }

  private static Map<String, Tensor> answer(
      TrivialAnswer answer, String operation, Map<String, Tensor> tensors) {
    CaseOutcome outcome =
        answer.answer(new CaseRequest(1, operation, Map.of(), tensors), new Random(1));
    assertEquals(null, outcome.failure());
    return outcome.returned();
  }

  @Test
  void hasTheNamesAndShapesOfARightAnswer() {
    for (TrivialAnswer each : TrivialAnswer.values()) {
      assertEquals(Set.of("yHat"), answer(each, "forward").keySet());
      assertArrayEquals(new int[] {4, 1}, shape(answer(each, "forward"), "yHat"));
      assertEquals(Set.of("J", "dJdyHat"), answer(each, "loss").keySet());
      assertArrayEquals(new int[0], shape(answer(each, "loss"), "J"));
      Map<String, Tensor> gradients = answer(each, "backward");
      assertEquals(Set.of("dJdW1", "dJdb1", "dJdW2", "dJdb2"), gradients.keySet());
      assertArrayEquals(new int[] {3, 2}, shape(gradients, "dJdW1"));
      assertArrayEquals(new int[] {1}, shape(gradients, "dJdb2"));
      assertEquals(7, answer(each, "train-step").size());
    }
  }

  private static int[] shape(Map<String, Tensor> answer, String name) {
    Tensor tensor = answer.get(name);
    assertNotNull(tensor);
    return tensor.shape();
  }

  @Test
  void answersEveryPassOfALaw() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(TENSORS);
    tensors.put("x.1", Tensor.of(new int[] {4, 2}, new double[8]));
    tensors.put("dJdyHat.1", Tensor.of(new int[] {4, 1}, new double[4]));
    tensors.put("x.2", Tensor.of(new int[] {2, 2}, new double[4]));
    Map<String, Tensor> answer = answer(TrivialAnswer.ONES, "passes", tensors);
    assertEquals(
        Set.of("yHat.1", "dJdW1.1", "dJdb1.1", "dJdW2.1", "dJdb2.1", "yHat.2"), answer.keySet());
    assertArrayEquals(new int[] {2, 1}, shape(answer, "yHat.2"));
  }

  @Test
  void givesBackUntouchedWhatItWasHanded() {
    Map<String, Tensor> answer = answer(TrivialAnswer.ZEROS, "inputs-after");
    assertEquals(TENSORS.get("x"), answer.get("x after backward"));
    assertEquals(
        TENSORS.get("b1"), answer(TrivialAnswer.ZEROS, "parameters-after").get("b1 after forward"));
  }

  @Test
  void copiesValuesOneAfterAnotherOrRowByRow() {
    assertEquals(
        Tensor.of(new int[] {4, 1}, new double[] {1, 2, 3, 4}),
        answer(TrivialAnswer.INPUT_COPIED, "forward").get("yHat"));
    assertEquals(
        Tensor.of(new int[] {4, 1}, new double[] {1, 3, 5, 7}),
        answer(TrivialAnswer.INPUT_ROWS_COPIED, "forward").get("yHat"));
  }

  @Test
  void randomIsAnotherEachTimeUnlessItIsFixed() {
    CaseRequest request = new CaseRequest(1, "forward", Map.of(), TENSORS);
    Random random = new Random(1);
    assertNotEquals(
        TrivialAnswer.RANDOM.answer(request, random).returned(),
        TrivialAnswer.RANDOM.answer(request, random).returned());
    assertEquals(
        TrivialAnswer.RANDOM_BUT_FIXED.answer(request, random).returned(),
        TrivialAnswer.RANDOM_BUT_FIXED.answer(request, random).returned());
  }

  @Test
  void anOperationThatItDoesNotKnowIsTheGradersFault() {
    CheckResult failure =
        TrivialAnswer.ZEROS
            .answer(new CaseRequest(1, "sideways", Map.of(), TENSORS), new Random(1))
            .failure();
    assertNotNull(failure);
    assertEquals(Verdict.GRADER_ERROR, failure.verdict());
  }
}
