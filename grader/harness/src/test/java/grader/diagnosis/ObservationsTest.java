package grader.diagnosis;

import static grader.diagnosis.SampleAlternatives.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.host.CaseOutcome;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One training step, of which the submission's own loss gives what backward is asked with. */
class ObservationsTest {
  private final List<String> computed = new ArrayList<>();

  private final List<CaseRequest> asked = new ArrayList<>();
  private final Predictions predictions = new Predictions(computing());

  /** What is right of a quantity when the step returns these in place of what is expected. */
  private Tensor right(String quantity, Map<String, Tensor> returned) {
    Tensor right = observation(quantity, returned, List.of()).right();
    if (right == null) {
      throw new AssertionError("nothing is known of " + quantity);
    }
    return right;
  }

  /**
   * The step's.
   *
   * @param others cases beside it, whose answers are right
   */
  private Observation observation(
      String quantity, Map<String, Tensor> returned, List<PreparedCase> others) {
    PreparedCase step = trainingStep();
    Map<String, Tensor> all = new HashMap<>(step.expected());
    all.putAll(returned);
    Map<String, PreparedCase> prepared = new LinkedHashMap<>();
    prepared.put("step", step);
    others.forEach(each -> prepared.put(each.testCase().id(), each));
    TestSuite suite =
        SampleRun.suite(
            "Step",
            prepared.values().stream().map(PreparedCase::testCase).toArray(TestCase[]::new));
    RunAnswers answers =
        new RunAnswers(
            List.of(suite),
            prepared,
            request ->
                outcome(request.number() == step.request().number() ? all : step.expected()));
    for (Observation each : Observations.of(answers, predictions)) {
      if (each.caseId().equals("step") && each.quantity().equals(quantity)) {
        return each;
      }
    }
    throw new AssertionError("nothing was returned as " + quantity);
  }

  private static CaseOutcome outcome(Map<String, Tensor> returned) {
    return new CaseOutcome(returned, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }

  /** Cases that ask backward alone. */
  private static List<PreparedCase> alone(int count) {
    List<PreparedCase> alone = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      alone.add(
          new PreparedCase(
              SampleRun.testCase("alone-" + i, Operation.BACKWARD, SampleRun.check("dJdW1", "1")),
              new CaseRequest(
                  100 + i,
                  "backward",
                  Map.of(),
                  request("backward", "dJdyHat", gradient(1)).tensors()),
              Map.of("dJdW1", gradient(1))));
    }
    return alone;
  }

  private Alternatives computing() {
    return answering(
        (common, request) ->
            mistakes -> {
              computed.add(request.operation());
              asked.add(request);
              return COMPUTED.question(common, request).answer(mistakes);
            });
  }

  private static Tensor gradient(double scale) {
    return Tensor.of(
        new int[] {2, 2}, new double[] {0.1 * scale, -0.3 * scale, -1.3 * scale, 0.9 * scale});
  }

  @Test
  void backwardIsRightWhenItIsTheSameMultipleAsWhatItWasGiven() {
    assertEquals(gradient(0.5), right("dJdW1", Map.of("dJdyHat", gradient(0.5))));
    assertEquals(List.of(), computed);
  }

  @Test
  void whatIsRightOfOtherInputsIsComputed() {
    Tensor other = Tensor.of(new int[] {2, 2}, new double[] {1, 2, 3, 4});
    assertEquals(other, right("dJdW1", Map.of("dJdyHat", other)));
    assertEquals(List.of("backward"), computed);
  }

  @Test
  void mistakesAnswerAMultipleOfWhatTheyAnswerToWhatCouldBeForeseen() {
    Observation halved =
        observation("dJdW1", Map.of("dJdyHat", gradient(0.5), "dJdW1", gradient(1)), List.of());
    assertEquals(gradient(1), predictions.predicted(Set.of(DOUBLED), halved, Set.of()));
    assertEquals(gradient(1), asked.get(0).tensors().get("dJdyHat"));
  }

  @Test
  void whatNobodyCouldForeseeIsLeftAsideWhereThePartIsAskedAloneOftenEnough() {
    Map<String, Tensor> other =
        Map.of("dJdyHat", Tensor.of(new int[] {2, 2}, new double[] {1, 2, 3, 4}));
    assertNotNull(observation("dJdW1", other, alone(5)).right());
    assertEquals(List.of("backward"), computed);
    computed.clear();
    assertNull(observation("dJdW1", other, alone(6)).right());
    assertEquals(List.of(), computed);
    // What it was given is as it should be.
    assertNotNull(observation("dJdW1", Map.of("dJdW1", gradient(2)), alone(6)).right());
  }
}
