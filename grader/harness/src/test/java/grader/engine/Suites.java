package grader.engine;

import grader.cases.Check;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.Tolerance;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two suites whose every expected value is 1. */
final class Suites {
  static final TestCase MSE = testCase("mse", "J", "dJdyHat");
  static final TestCase BCE = testCase("bce", "J", "dJdyHat");
  static final TestCase STEP = testCase("step", "J");
  static final TestSuite LOSS = suite("loss", MSE, BCE);
  static final TestSuite TRAIN = suite("train", STEP);
  static final List<TestSuite> ALL = List.of(LOSS, TRAIN);

  static final Tensor RIGHT = Tensor.scalar(1);
  static final Tensor WRONG = Tensor.scalar(2);

  private Suites() {}

  private static TestSuite suite(String id, TestCase... cases) {
    return new TestSuite(
        id, "Suite " + id, Path.of(id + ".json").toAbsolutePath(), "", List.of(cases));
  }

  private static TestCase testCase(String id, String... checks) {
    return new TestCase(
        id,
        "Case " + id,
        Operation.LOSS,
        new Sizes(1, 0, 0, 1),
        null,
        null,
        null,
        null,
        Map.of(),
        Arrays.stream(checks).map(Suites::check).toList(),
        Map.of(),
        Visibility.VISIBLE);
  }

  private static Check check(String id) {
    return new Check(id, BigDecimal.ONE, new Tolerance.Elementwise(0, 0));
  }

  /** The cases of the suites with their expected values, by id. */
  static Map<String, PreparedCase> prepared(List<TestSuite> suites) {
    Map<String, PreparedCase> prepared = new HashMap<>();
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        Map<String, Tensor> expected = new HashMap<>();
        for (Check check : testCase.checks()) {
          expected.put(check.id(), RIGHT);
        }
        prepared.put(
            testCase.id(),
            new PreparedCase(
                testCase, new CaseRequest(1, testCase.id(), Map.of(), Map.of()), expected));
      }
    }
    return prepared;
  }

  /** An engine of one suite whose gate is its first case. */
  static GraderTestEngine gated(GraderTestEngine.CaseExecutor executor) {
    TestSuite suite =
        new TestSuite(
            LOSS.id(), LOSS.title(), LOSS.file(), "", LOSS.cases().get(0).id(), null, LOSS.cases());
    return new GraderTestEngine(List.of(suite), prepared(List.of(suite)), executor);
  }

  /** An engine of all suites. */
  static GraderTestEngine engine(GraderTestEngine.CaseExecutor executor) {
    return new GraderTestEngine(ALL, prepared(ALL), executor);
  }

  /** The outcome of a case that ran to its end. */
  static CaseOutcome returned(Map<String, Tensor> tensors) {
    return new CaseOutcome(tensors, null, List.of(), CapturedOutput.NONE, Duration.ofNanos(1_234));
  }

  /** The outcome of a case that returned what is expected. */
  static CaseOutcome right(PreparedCase prepared) {
    return returned(prepared.expected());
  }
}
