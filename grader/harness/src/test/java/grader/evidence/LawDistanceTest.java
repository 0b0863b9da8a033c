package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Check;
import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.property.FakeNetwork;
import grader.property.Inquiry;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LawDistanceTest {
  private static final String LAW = "batch-duplication";
  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(1e-4, 0);

  private final Inquiry inquiry = inquiry();

  private static Inquiry inquiry() {
    long[] number = {0};
    return new Inquiry(List.of(LAW), FakeNetwork.INPUTS, () -> ++number[0]);
  }

  /** The network's answers; the last of them, to the batch that is there twice, is changed. */
  private Map<Long, CaseOutcome> outcomes(UnaryOperator<CaseOutcome> change) {
    Map<Long, CaseOutcome> outcomes = new HashMap<>();
    List<CaseRequest> requests = inquiry.requests();
    for (CaseRequest request : requests) {
      CaseOutcome outcome =
          new CaseOutcome(
              new FakeNetwork().answer(request),
              null,
              List.of(),
              CapturedOutput.NONE,
              Duration.ZERO);
      boolean isLast = request.equals(requests.get(requests.size() - 1));
      outcomes.put(request.number(), isLast ? change.apply(outcome) : outcome);
    }
    return outcomes;
  }

  private static UnaryOperator<CaseOutcome> scaled(String name, double factor) {
    return outcome -> {
      Map<String, Tensor> tensors = new HashMap<>(outcome.returned());
      tensors.computeIfPresent(
          name,
          (key, tensor) -> {
            double[] values = tensor.toArray();
            for (int i = 0; i < values.length; i++) {
              values[i] *= factor;
            }
            return Tensor.of(tensor.shape(), values);
          });
      assertTrue(tensors.containsKey(name), tensors::toString);
      return new CaseOutcome(tensors, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
    };
  }

  private double ratio(UnaryOperator<CaseOutcome> change) {
    Map<Long, CaseOutcome> outcomes = outcomes(change);
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (int place : inquiry.asked(LAW)) {
      CaseOutcome outcome = outcomes.get(inquiry.requests().get(place).number());
      answers.add(outcome == null ? Map.of() : outcome.returned());
    }
    CheckResult result = inquiry.judge(LAW, answers, TOLERANCE);
    Check check = new Check(LAW, BigDecimal.ONE, TOLERANCE);
    return new LawDistance(check, inquiry, outcomes).ratio(result);
  }

  @Test
  void answersThatObeyToTheLastDigitTakeNothingOfTheTolerance() {
    assertEquals(0, ratio(outcome -> outcome));
  }

  @Test
  void shareOfTheToleranceIsNeverTooSmallWhenTheLawHolds() {
    double ratio = ratio(scaled("dJdW1.1", 1 + 3e-6));
    assertTrue(ratio >= 0.03 && ratio < 0.03 * 1.25, () -> "" + ratio);
  }

  @Test
  void distanceOfBrokenLawsIsNeverTooLarge() {
    double ratio = ratio(scaled("dJdW1.1", 1 + 3e-3));
    assertTrue(ratio <= 30 && ratio > 30 / 1.25, () -> "" + ratio);
  }

  @Test
  void noToleranceTakesWhatIsNoNumber() {
    assertEquals(Double.POSITIVE_INFINITY, ratio(scaled("dJdW1.1", Double.NaN)));
  }

  @Test
  void noToleranceTakesWhatWasNotAnswered() {
    CheckResult timeOut = new CheckResult(Verdict.TIME_LIMIT_EXCEEDED, "not finished after 5 s");
    Map<Long, CaseOutcome> outcomes =
        outcomes(outcome -> CaseOutcome.failed(timeOut, Duration.ZERO));
    Check check = new Check(LAW, BigDecimal.ONE, TOLERANCE);
    assertEquals(
        Double.POSITIVE_INFINITY, new LawDistance(check, inquiry, outcomes).ratio(timeOut));
  }
}
