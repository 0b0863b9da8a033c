package grader.diagnosis;

import static grader.diagnosis.SampleAlternatives.*;
import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.host.CaseOutcome;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.Tensor;
import grader.scoring.GradeReport;
import grader.scoring.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One training step, of which the submission's own loss gives what backward is asked with. */
class ObservationsTest {
  private final List<String> computed = new ArrayList<>();

  /** What is right of a quantity when the step returns these in place of what is expected. */
  private Tensor right(String quantity, Map<String, Tensor> returned) {
    PreparedCase step = trainingStep();
    Map<String, Tensor> all = new HashMap<>(step.expected());
    all.putAll(returned);
    TestSuite suite = SampleRun.suite("Step", step.testCase());
    GradeReport report = new SampleRun().report(null, suite);
    CaseOutcome outcome = new CaseOutcome(all, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
    RunFacts facts = new RunFacts(report, List.of(suite), Map.of("step", step), any -> outcome);
    for (Observation each : Observations.of(facts, new Predictions(computing()))) {
      Tensor right = each.right();
      if (each.quantity().equals(quantity) && right != null) {
        return right;
      }
    }
    throw new AssertionError("nothing is known of " + quantity);
  }

  private Alternatives computing() {
    return answering(
        (common, request) ->
            mistakes -> {
              computed.add(request.operation());
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
}
