package grader.scoring;

import grader.cases.Activation;
import grader.cases.Check;
import grader.cases.Operation;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.protocol.CapturedOutput;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer.CaseResults;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Suites, and results that a test decides: what it says nothing of has passed. */
public final class SampleRun implements CaseResults {
  /** Facts that never change. */
  public static final Environment ENVIRONMENT =
      new Environment(
          "1.2.3",
          "abcdef0123456789".repeat(4),
          "17.0.1",
          "process",
          List.of("it is a sample"),
          42,
          256,
          Duration.ofMillis(2500),
          Duration.ofMinutes(5));

  /** A jar that was read. */
  public static final SubmissionFacts SUBMISSION =
      new SubmissionFacts(
          "target/submit.jar",
          "0123456789abcdef".repeat(4),
          List.of(),
          PolicyFindings.none(PolicyMode.ENFORCE));

  private final Map<String, CheckResult> results = new HashMap<>();
  private final Map<String, CapturedOutput> outputs = new HashMap<>();
  private final Map<String, List<String>> traces = new HashMap<>();

  /** A check of this case ends like this. */
  public SampleRun with(String caseId, String checkId, Verdict verdict, String message) {
    return with(caseId, checkId, new CheckResult(verdict, message));
  }

  /** A check of this case ends like this. */
  public SampleRun with(String caseId, String checkId, CheckResult result) {
    results.put(caseId + "/" + checkId, result);
    return this;
  }

  /** The case prints this. */
  public SampleRun printing(String caseId, String text) {
    outputs.put(caseId, new CapturedOutput(text, text.length()));
    return this;
  }

  /** The case fails here. */
  public SampleRun tracing(String caseId, String... frames) {
    traces.put(caseId, List.of(frames));
    return this;
  }

  @Override
  public CheckResult of(TestSuite suite, TestCase testCase, Check check) {
    return results.getOrDefault(testCase.id() + "/" + check.id(), CheckResult.PASSED);
  }

  @Override
  public CaseOutcome outcome(TestCase testCase) {
    return new CaseOutcome(
        Map.of(),
        null,
        traces.getOrDefault(testCase.id(), List.of()),
        outputs.getOrDefault(testCase.id(), CapturedOutput.NONE),
        Duration.ofMillis(12));
  }

  /** The report of this run. */
  public GradeReport report(@Nullable BigDecimal total, TestSuite... suites) {
    return new Scorer(List.of(suites), total).score(this, SUBMISSION, ENVIRONMENT);
  }

  /** A mistake that explains one check, and that another one follows from. */
  public static Finding finding() {
    return new Finding(
        "backward.divided-by-batch",
        "backward divides by the batch size, and dJdyHat contains that division already.",
        "All four gradients are 1 / 7 of the expected ones, and the batch has 7 samples.",
        "The largest gradient is 0.25 instead of 1.75.",
        "dJdW2 = δ2ᵀ · z2, where δ2 = dJdyHat ⊙ g'(z3)",
        "Count how often the mean over the batch is taken between J and dJdW2.",
        Finding.Confidence.HIGH,
        true,
        List.of(new Finding.CheckName("backward-relu", "dJdW1")),
        List.of(new Finding.CheckName("property-relu", "central-differences")),
        new BigDecimal("1.5"));
  }

  /** Facts that no mistake explains. */
  public static Finding unexplained() {
    return new Finding(
        "forward.unexplained",
        "yHat is wrong, and no known mistake explains how.",
        "",
        "",
        "",
        "",
        Finding.Confidence.LOW,
        false,
        List.of(new Finding.CheckName("forward-sigmoid", "yHat")),
        List.of(),
        BigDecimal.ZERO);
  }

  /** A suite of its title, whose id is the title's first word. */
  public static TestSuite suite(String title, TestCase... cases) {
    String id = title.toLowerCase(Locale.ROOT).split(" ", -1)[0];
    return new TestSuite(
        id, title, Path.of(id + ".json"), "fedcba9876543210".repeat(4), List.of(cases));
  }

  /** A case of a forward pass, a train step or another operation, with every check of these. */
  public static TestCase testCase(String id, Operation operation, Check... checks) {
    return new TestCase(
        id,
        "Title of " + id,
        operation,
        new Sizes(3, 2, 4, 1),
        Activation.RELU,
        Activation.SIGMOID,
        null,
        null,
        Map.of(),
        List.of(checks),
        Map.of(),
        Visibility.HIDDEN);
  }

  /** A check with points. */
  public static Check check(String id, String points) {
    return new Check(id, new BigDecimal(points), new Tolerance.Elementwise(0, 0));
  }
}
