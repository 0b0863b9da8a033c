package grader.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import grader.cases.Activation;
import grader.cases.Check;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.property.Inquiry;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The laws of a property, each judged by the requests that it asked for. */
class PropertyCasesTest {
  private static final CheckResult CRASH = new CheckResult(Verdict.RUNTIME_ERROR, "crashed");
  private static final TestCase CASE =
      new TestCase(
          "law",
          "Law",
          Operation.PROPERTY,
          new Sizes(2, 1, 1, 1),
          Activation.RELU,
          Activation.IDENTITY,
          null,
          1L,
          Map.of(),
          List.of(check("parameters-untouched"), check("same-answer-twice")),
          Map.of(),
          Visibility.HIDDEN);
  private static final TestSuite SUITE =
      new TestSuite("laws", "Laws", Path.of("laws.json"), "", List.of(CASE));

  private final List<CaseRequest> asked = new ArrayList<>();

  private static Check check(String id) {
    return new Check(id, BigDecimal.ONE, new Tolerance.Elementwise(0, 0));
  }

  private static PreparedCase prepared() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : List.of("W1", "W2")) {
      tensors.put(name, Tensor.of(new int[] {1, 1}, new double[] {2}));
    }
    for (String name : List.of("b1", "b2")) {
      tensors.put(name, Tensor.vector(3));
    }
    for (String name : List.of("x", "dJdyHat", "y", "yHat")) {
      tensors.put(name, Tensor.of(new int[] {2, 1}, new double[] {4, 5}));
    }
    CaseRequest inputs = new CaseRequest(7, "backward", Map.of(), tensors);
    List<String> laws = CASE.checks().stream().map(Check::id).toList();
    AtomicLong number = new AtomicLong(7);
    return new PreparedCase(
        CASE, inputs, Map.of(), new Inquiry(laws, inputs, number::incrementAndGet));
  }

  private static Map<String, Tensor> untouched() {
    Map<String, Tensor> returned = new LinkedHashMap<>();
    for (String method : List.of("forward", "backward")) {
      for (String name : List.of("W1", "b1", "W2", "b2")) {
        returned.put(name + " after " + method, tensor(prepared().request().tensors(), name));
      }
    }
    returned.put("yHat", Tensor.of(new int[] {2, 1}, new double[] {6, 7}));
    returned.put("dJdW1", Tensor.of(new int[] {1, 1}, new double[] {8}));
    returned.put("dJdb1", Tensor.vector(9));
    returned.put("dJdW2", Tensor.of(new int[] {1, 1}, new double[] {10}));
    returned.put("dJdb2", Tensor.vector(11));
    return returned;
  }

  private static CaseOutcome outcome(String printed) {
    Map<String, Tensor> returned = untouched();
    for (String name : List.of("yHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2")) {
      returned.put(name + ".1", tensor(returned, name));
    }
    return outcome(returned, printed);
  }

  /** What the same network answers to other numbers. */
  private static CaseOutcome toOtherNumbers(CaseOutcome outcome) {
    Map<String, Tensor> returned = new LinkedHashMap<>(outcome.returned());
    returned.put("dJdb1.1", Tensor.vector(-9));
    returned.put("dJdb2.1", Tensor.vector(-11));
    for (String name : List.of("dJdW1.1", "dJdW2.1")) {
      returned.put(name, Tensor.of(new int[] {1, 1}, new double[] {-8}));
    }
    return outcome(returned, outcome.output().text());
  }

  private static CaseOutcome outcome(Map<String, Tensor> returned, String printed) {
    return new CaseOutcome(
        returned, null, List.of(), new CapturedOutput(printed, 0), Duration.ofSeconds(1));
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    assertNotNull(tensor);
    return tensor;
  }

  /** A run in which one of the requests, counted from 0, gives this and all others the other. */
  private Results run(int place, CaseOutcome at, CaseOutcome elsewhere) {
    return EngineRun.run(
        List.of(SUITE),
        Map.of("law", prepared()),
        asks -> {
          asked.add(asks.request());
          CaseOutcome outcome = asked.size() == place + 1 ? at : elsewhere;
          return asked.size() == 2 && outcome.failure() == null ? toOtherNumbers(outcome) : outcome;
        });
  }

  private static CheckResult result(Results results, int check) {
    return results.of(SUITE, CASE, CASE.checks().get(check));
  }

  @Test
  void everythingIsAskedOnceAndThePlainQuestionsFirst() {
    run(0, outcome(""), outcome(""));
    assertEquals(
        List.of(
            "passes", "passes", "parameters-after", "rounds", "forward-twice", "backward-twice"),
        asked.stream().map(CaseRequest::operation).toList());
    assertEquals(
        List.of(8L, 9L, 10L, 11L, 12L, 13L), asked.stream().map(CaseRequest::number).toList());
  }

  @Test
  void aCrashCostsTheLawThatItHappenedInAlone() {
    Results results = run(5, CaseOutcome.failed(CRASH, Duration.ofSeconds(2)), outcome(""));
    assertEquals(CheckResult.PASSED, result(results, 0));
    assertEquals(CRASH, result(results, 1));
  }

  @Test
  void theCaseHasTheTimeOfAllItsRequestsAndWhatWasPrintedOnce() {
    Results results = run(0, outcome("hello"), outcome("hello"));
    CaseOutcome together = results.outcome(CASE);
    assertNotNull(together);
    assertEquals(Duration.ofSeconds(6), together.time());
    assertEquals("hello", together.output().text());
  }

  @Test
  void theFirstFailureIsTheCases() {
    Results results = run(1, CaseOutcome.failed(CRASH, Duration.ZERO), outcome("late"));
    CaseOutcome together = results.outcome(CASE);
    assertNotNull(together);
    assertEquals(CRASH, together.failure());
    assertEquals("late", together.output().text());
    assertEquals(CRASH, result(results, 0));
  }
}
