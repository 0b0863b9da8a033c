package grader.property;

import static grader.property.FakeNetwork.INPUTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What the laws of a case ask together. */
class InquiryTest {
  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(1e-6, 1e-6);

  private static Inquiry inquiry(List<String> laws) {
    return new Inquiry(laws, INPUTS, new AtomicLong()::incrementAndGet);
  }

  private static CheckResult judge(Inquiry inquiry, String law, FakeNetwork network) {
    List<Map<String, Tensor>> answers =
        inquiry.asked(law).stream()
            .map(place -> network.answer(inquiry.requests().get(place)))
            .toList();
    return inquiry.judge(law, answers, TOLERANCE);
  }

  @Test
  void theCasesOwnNumbersAreAskedForFirst() {
    for (String law : Laws.ids()) {
      CaseRequest first = inquiry(List.of(law)).requests().get(0);
      assertEquals("passes", first.operation());
      assertEquals(INPUTS.tensors().get("x"), first.tensors().get("x.1"));
      assertEquals(INPUTS.tensors().get("dJdyHat"), first.tensors().get("dJdyHat.1"));
    }
  }

  @Test
  void aQuestionOfSeveralLawsIsAskedOnce() {
    Inquiry inquiry = inquiry(List.of("batch-permutation", "batch-duplication", "linearity"));
    assertEquals(List.of(0, 1, 0, 2), inquiry.asked("batch-permutation"));
    assertEquals(List.of(0, 1, 0, 3), inquiry.asked("batch-duplication"));
    assertEquals(List.of(0, 1, 0, 4, 5), inquiry.asked("linearity"));
    assertEquals(6, inquiry.requests().size());
  }

  @Test
  void noTwoRequestsAreEqualAndEachHasItsNumber() {
    List<CaseRequest> requests = inquiry(Laws.ids()).requests();
    assertEquals(16, requests.size());
    assertEquals(16, requests.stream().map(CaseRequest::number).distinct().count());
    assertEquals(
        16,
        requests.stream()
            .map(each -> List.of(each.operation(), each.tensors()))
            .distinct()
            .count());
  }

  @Test
  void eachLawIsJudgedByItsOwnAnswers() {
    Inquiry inquiry = inquiry(Laws.ids());
    for (String law : Laws.ids()) {
      assertEquals(CheckResult.PASSED, judge(inquiry, law, new FakeNetwork()), law);
    }
    FakeNetwork doubling = FakeNetwork.changing("dJdW2", right -> Combination.scaled(2, right));
    assertEquals(CheckResult.PASSED, judge(inquiry, "linearity", doubling));
    assertEquals(Verdict.WRONG_ANSWER, judge(inquiry, "central-differences", doubling).verdict());
  }

  @Test
  void aLawThatIsUnknownOrWasNotAskedForIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> inquiry(List.of("law-of-gravity")));
    Inquiry inquiry = inquiry(List.of("linearity"));
    assertThrows(IllegalArgumentException.class, () -> inquiry.asked("batch-permutation"));
  }
}
