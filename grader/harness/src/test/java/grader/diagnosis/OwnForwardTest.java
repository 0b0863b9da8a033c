package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import grader.cases.Activation;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.Visibility;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of a case of backward, in which nothing is returned. */
class OwnForwardTest {
  private static final TestCase CASE =
      new TestCase(
          "smooth",
          "Smooth",
          Operation.BACKWARD,
          new Sizes(3, 2, 4, 2),
          Activation.SIGMOID,
          Activation.IDENTITY,
          null,
          null,
          Map.of(),
          List.of(SampleRun.check("dJdW1", "1")),
          Map.of(),
          Visibility.HIDDEN);

  private static final PreparedCase PREPARED =
      new PreparedCase(
          CASE,
          new CaseRequest(
              1,
              "backward",
              Map.of("f", "sigmoid", "g", "identity"),
              Map.of(
                  "W1", numbers(4, 2),
                  "b1", Tensor.vector(1, 2, 3, 4),
                  "W2", numbers(2, 4),
                  "b2", Tensor.vector(1, 2),
                  "x", numbers(3, 2),
                  "dJdyHat", numbers(3, 2))),
          Map.of("dJdW1", numbers(4, 2)));

  private static Tensor numbers(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.cos(1 + i);
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  private static CaseOutcome nothing() {
    return new CaseOutcome(Map.of(), null, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }

  @Test
  void whetherBackwardIsRightIsAskedOnceForEachAnswer() {
    List<Long> asked = new ArrayList<>();
    OwnForward own =
        new OwnForward(
            new RunAnswers(
                List.of(SampleRun.suite("Suite", CASE)),
                Map.of("smooth", PREPARED),
                request -> nothing()),
            request -> {
              asked.add(request.number());
              return nothing();
            });
    assertNull(own.isBackwardRight());
    assertFalse(asked.isEmpty());
    assertEquals(Set.copyOf(asked).size(), asked.size(), asked::toString);
  }
}
