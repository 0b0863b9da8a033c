package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One case of forward, which ended before its gradient. */
class RunAnswersTest {
  private static final TestCase CASE =
      SampleRun.testCase(
          "one",
          Operation.TRAIN_STEP,
          SampleRun.check("yHat", "1"),
          SampleRun.check("J", "1"),
          SampleRun.check("dJdW1", "1"));

  private static final PreparedCase PREPARED =
      new PreparedCase(
          CASE,
          new CaseRequest(1, "train-step", Map.of(), Map.of()),
          Map.of("yHat", Tensor.vector(1, 2), "J", Tensor.scalar(3), "dJdW1", Tensor.vector(4, 5)),
          null);

  private final List<Long> waited = new ArrayList<>();
  private final RunAnswers answers =
      new RunAnswers(
          List.of(SampleRun.suite("Suite", CASE)),
          Map.of("one", PREPARED),
          request -> {
            waited.add(request.number());
            return new CaseOutcome(
                Map.of("yHat", Tensor.vector(1, 2), "J", Tensor.scalar(30)),
                null,
                List.of(),
                CapturedOutput.NONE,
                Duration.ZERO);
          });

  @Test
  void theNumbersAloneSayWhetherAValueIsExpected() {
    assertTrue(answers.isExpected(new CheckName("one", "yHat")));
    assertFalse(answers.isExpected(new CheckName("one", "J")));
  }

  @Test
  void whatWasNotReturnedOrIsNotKnownIsNotExpected() {
    assertFalse(answers.isExpected(new CheckName("one", "dJdW1")));
    assertFalse(answers.isExpected(new CheckName("one", "dJdb1")));
    assertFalse(answers.isExpected(new CheckName("another", "yHat")));
  }

  @Test
  void anAnswerIsWaitedForOnce() {
    answers.to(PREPARED.request());
    answers.to(PREPARED.request());
    assertEquals(List.of(1L), waited);
  }
}
