package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.Finding;
import grader.scoring.Finding.Confidence;
import grader.scoring.GradeReport;
import grader.scoring.SampleRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Losses alone, whose expected values the cases give: an edition without the reference. */
class DiagnosisTest {
  private static final int[][] SIZES = {{7, 3}, {5, 11}, {2, 5}};

  /** No numbers that depend on the sizes. */
  private static final double[] OF_CASES = {1.3, 0.7, 2.1};

  private final List<TestCase> cases = new ArrayList<>();
  private final Map<String, PreparedCase> prepared = new HashMap<>();
  private final Map<Long, CaseOutcome> outcomes = new HashMap<>();
  private Alternatives alternatives = Alternatives.NONE;

  /** What becomes of an answer when the same is asked again. */
  private UnaryOperator<Map<String, Tensor>> nextTime = UnaryOperator.identity();

  private static Tensor matrix(int rows, int columns, double scale) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = scale * Math.cos(1 + 1.7 * i);
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  /** What the loss is asked with: no multiple of what is right. */
  private static Tensor given(int rows, int columns) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(2 + 0.9 * i);
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  /** A submission that returns these for an expected J of 2 and an expected gradient. */
  private GradeReport graded(
      Function<int[], Double> lossFactor, Function<int[], Function<Tensor, Tensor>> gradient) {
    for (int i = 0; i < SIZES.length; i++) {
      int[] sizes = SIZES[i];
      Tensor right = matrix(sizes[0], sizes[1], 0.3);
      add(
          i,
          sizes,
          Map.of("J", Tensor.scalar(2 + i), "dJdyHat", right),
          Map.of(
              "J",
              Tensor.scalar((2 + i) * lossFactor.apply(sizes)),
              "dJdyHat",
              gradient.apply(sizes).apply(right)),
          null);
    }
    return report();
  }

  private void add(
      int number,
      int[] sizes,
      Map<String, Tensor> expected,
      Map<String, Tensor> returned,
      @Nullable CheckResult failure) {
    String id = "loss-" + number;
    Tensor any = given(sizes[0], sizes[1]);
    TestCase testCase =
        new TestCase(
            id,
            id,
            Operation.LOSS,
            new Sizes(sizes[0], 1, 1, sizes[1]),
            null,
            null,
            LossFunction.MSE,
            null,
            Map.of(),
            List.of(SampleRun.check("J", "1"), SampleRun.check("dJdyHat", "2")),
            expected,
            Visibility.HIDDEN);
    CaseRequest request =
        new CaseRequest(number, "loss", Map.of("loss", "mse"), Map.of("y", any, "yHat", any));
    cases.add(testCase);
    prepared.put(id, new PreparedCase(testCase, request, expected));
    outcomes.put(
        (long) number,
        new CaseOutcome(returned, failure, List.of(), CapturedOutput.NONE, Duration.ZERO));
  }

  private GradeReport report() {
    TestSuite suite = SampleRun.suite("Loss", cases.toArray(TestCase[]::new));
    SampleRun run = new SampleRun();
    for (TestCase testCase : cases) {
      PreparedCase each = prepared.get(testCase.id());
      for (Check check : testCase.checks()) {
        run.with(testCase.id(), check.id(), result(each, check));
      }
    }
    return Diagnosis.of(
        run.report(null, suite),
        AnswerFindings.of(
            List.of(suite), prepared, request -> outcomes.get(request.number()), alternatives),
        this::askedAgain);
  }

  /** What is answered to the question of a case that is asked once more. */
  private CaseOutcome askedAgain(CaseRequest request) {
    for (PreparedCase each : prepared.values()) {
      CaseOutcome outcome = outcomes.get(each.request().number());
      if (outcome != null && each.request().tensors().equals(request.tensors())) {
        return new CaseOutcome(
            nextTime.apply(outcome.returned()),
            null,
            List.of(),
            CapturedOutput.NONE,
            Duration.ZERO);
      }
    }
    throw new IllegalStateException("no case asks " + request);
  }

  private CheckResult result(@Nullable PreparedCase each, Check check) {
    if (each == null) {
      throw new IllegalStateException("not prepared");
    }
    CaseOutcome outcome = outcomes.get(each.request().number());
    Tensor actual = outcome == null ? null : outcome.returned().get(check.id());
    Tensor expected = each.expected().get(check.id());
    if (outcome != null && outcome.failure() != null) {
      return outcome.failure();
    }
    if (actual == null || expected == null) {
      return new CheckResult(Verdict.RUNTIME_ERROR, "mseLoss threw ArithmeticException");
    }
    return CheckResult.of(Checker.compare(expected, actual, check.tolerance()));
  }

  private static List<String> ids(GradeReport report) {
    return report.findings().stream().map(Finding::id).toList();
  }

  @Test
  void rightSubmissionHasNoFinding() {
    GradeReport report = graded(sizes -> 1.0, sizes -> right -> right);
    assertEquals(List.of(), ids(report));
    assertSame(Verdict.PASSED, report.verdict());
  }

  @Test
  void factorThatHoldsInEveryCaseIsNamedAndItsPointsAreCounted() {
    GradeReport report =
        graded(sizes -> 1.0, sizes -> right -> Fit.scaled(right, sizes[0] * sizes[1]));
    assertEquals(List.of("mse.gradient.missing-mean"), ids(report));
    Finding finding = report.findings().get(0);
    assertEquals("6", finding.points().toPlainString());
    assertEquals(3, finding.explains().size());
    assertSame(Confidence.HIGH, finding.confidence());
    assertTrue(finding.evidence().contains("batch · out"), finding.evidence());
  }

  @Test
  void lossAndGradientThatFitOneAnotherAreOneMistake() {
    assertEquals(
        List.of("mse.half"), ids(graded(sizes -> 0.5, sizes -> right -> Fit.scaled(right, 0.5))));
  }

  @Test
  void twoMistakesAreTwoFindingsTheDearerOneFirst() {
    assertEquals(
        List.of("mse.gradient.sign", "mse.loss.sum"),
        ids(
            graded(
                sizes -> (double) sizes[0] * sizes[1], sizes -> right -> Fit.scaled(right, -1))));
  }

  private static double ofCase(int[] sizes) {
    return OF_CASES[Arrays.asList(SIZES).indexOf(sizes)];
  }

  @Test
  void aFactorThatDiffersFromCaseToCaseIsOfBothWhereItIsTheSame() {
    GradeReport both =
        graded(DiagnosisTest::ofCase, sizes -> right -> Fit.scaled(right, ofCase(sizes)));
    assertEquals(List.of("mse.factor-of-case"), ids(both));
    assertEquals("9", both.findings().get(0).points().toPlainString());
    assertTrue(both.findings().get(0).mistake().startsWith("J and dJdyHat of mseLoss are right"));
    cases.clear();
    GradeReport others =
        graded(sizes -> 1 / ofCase(sizes), sizes -> right -> Fit.scaled(right, ofCase(sizes)));
    assertEquals(List.of("mse.factor-of-case", "mse.loss.unexplained"), ids(others));
  }

  @Test
  void aFactorThatIsASizeInSomeCasesAloneIsSaidToBe() {
    GradeReport report =
        graded(sizes -> 1.0, sizes -> right -> Fit.scaled(right, sizes[0] == 2 ? 1 : sizes[1]));
    assertEquals(List.of("mse.factor-of-case"), ids(report));
    assertTrue(report.findings().get(0).mistake().endsWith(": the factor is out."));
  }

  @Test
  void transposedGradientIsNamed() {
    assertEquals(
        List.of("mse.gradient.transposed"), ids(graded(sizes -> 1.0, sizes -> Fit::transposed)));
  }

  /** Mistakes that all multiply J by a number of each case's own. */
  private static Alternatives alternatives(String... ids) {
    return new Alternatives() {
      @Override
      public List<Alternative> of(Part part) {
        return part != Part.MSE
            ? List.of()
            : Arrays.stream(ids).map(id -> new Alternative(id, Part.MSE, Set.of("J"))).toList();
      }

      @Override
      public Question question(Set<String> common, CaseRequest request) {
        int number = (int) request.number();
        double right = 2 + number;
        return mistakes ->
            Map.of("J", Tensor.scalar(mistakes.isEmpty() ? right : right * OF_CASES[number]));
      }
    };
  }

  private String evidence() {
    GradeReport report = graded(DiagnosisTest::ofCase, sizes -> right -> right);
    assertEquals(List.of("mse.loss.plus"), ids(report));
    return report.findings().get(0).evidence();
  }

  @Test
  void aMistakeThatIsNotTheOnlyOneToGiveTheAnswersIsSaidToBeOneOfSeveral() {
    alternatives = alternatives("mse.loss.plus", "mse.loss.absolute");
    assertEquals(
        "A program with this mistake returns exactly your J in every wrong answer."
            + " Another mistake would return the same in these cases.",
        evidence());
  }

  @Test
  void aMistakeThatWouldMakeMoreWrongIsNotOneOfSeveral() {
    Alternatives alike = alternatives("mse.loss.plus", "mse.loss.absolute");
    alternatives =
        new Alternatives() {
          @Override
          public List<Alternative> of(Part part) {
            return alike.of(part);
          }

          @Override
          public Question question(Set<String> common, CaseRequest request) {
            int[] sizes = SIZES[(int) request.number()];
            Question question = alike.question(common, request);
            return mistakes -> {
              Map<String, Tensor> answer = new HashMap<>(question.answer(mistakes));
              boolean isMore = mistakes.contains("mse.loss.absolute");
              answer.put("dJdyHat", matrix(sizes[0], sizes[1], isMore ? -0.3 : 0.3));
              return answer;
            };
          }
        };
    assertEquals(
        "A program with this mistake returns exactly your J in every wrong answer.", evidence());
  }

  /** Two mistakes with the gradient {@link #given}, of which the second multiplies it. */
  private static Alternatives givenAnd(double multiple) {
    return new Alternatives() {
      @Override
      public List<Alternative> of(Part part) {
        return part != Part.MSE
            ? List.of()
            : Stream.of("mse.gradient.plus", "mse.gradient.absolute")
                .map(id -> new Alternative(id, Part.MSE, Set.of("dJdyHat")))
                .toList();
      }

      @Override
      public Question question(Set<String> common, CaseRequest request) {
        int[] sizes = SIZES[(int) request.number()];
        return mistakes ->
            Map.of(
                "dJdyHat",
                mistakes.isEmpty()
                    ? matrix(sizes[0], sizes[1], 0.3)
                    : Fit.scaled(
                        given(sizes[0], sizes[1]),
                        mistakes.contains("mse.gradient.absolute") ? multiple : 1));
      }
    };
  }

  @Test
  void aMistakeIsNotOneOfSeveralForWhatGivesTheSameTimesANumberWithoutAName() {
    Map<Double, Boolean> isOneOfSeveral = new HashMap<>();
    for (double multiple : new double[] {1, 0.5, 1e6}) {
      cases.clear();
      alternatives = givenAnd(multiple);
      GradeReport report = graded(sizes -> 1.0, sizes -> right -> given(sizes[0], sizes[1]));
      assertEquals(List.of("mse.gradient.plus"), ids(report));
      String evidence = report.findings().get(0).evidence();
      isOneOfSeveral.put(multiple, evidence.contains("Another mistake would return the same"));
    }
    assertEquals(Map.of(1.0, true, 0.5, true, 1e6, false), isOneOfSeveral);
  }

  @Test
  void formsOfOneMistakeAreNotSeveral() {
    alternatives = alternatives("mse.loss.plus@first", "mse.loss.plus@second");
    assertEquals(
        "A program with this mistake returns exactly your J in every wrong answer.", evidence());
  }

  @Test
  void whatNoMistakeExplainsIsSaidPlainlyAndWithFacts() {
    GradeReport report =
        graded(
            sizes -> 1.0,
            sizes ->
                right -> {
                  double[] values = right.toArray();
                  values[0] += 0.125;
                  return Tensor.of(right.shape(), values);
                });
    assertEquals(List.of("mse.gradient.unexplained"), ids(report));
    Finding finding = report.findings().get(0);
    assertSame(Confidence.LOW, finding.confidence());
    assertTrue(finding.evidence().contains("one entry"), finding.evidence());
    assertTrue(finding.numbers().contains("dJdyHat[0][0]"), finding.numbers());
  }

  @Test
  void aLossThatReturnsSomethingElseTheNextTimeKeepsSomething() {
    nextTime = returned -> Map.of("J", Tensor.scalar(99));
    GradeReport report = graded(sizes -> OF_CASES[cases.size()], sizes -> right -> right);
    assertEquals(List.of("mse.loss.kept-between-calls"), ids(report));
    Finding finding = report.findings().get(0);
    assertSame(Confidence.HIGH, finding.confidence());
    assertTrue(finding.evidence().contains("returns a different J"), finding.evidence());
  }

  private static Function<int[], Function<Tensor, Tensor>> each(DoubleUnaryOperator operator) {
    return sizes ->
        right -> Tensor.of(right.shape(), Arrays.stream(right.toArray()).map(operator).toArray());
  }

  @Test
  void valuesThatNoFormulaGivesAreKnownByTheirLooks() {
    assertEquals(
        List.of("mse.constant"), ids(graded(sizes -> 1.0, each(value -> 0.25))), "one number");
    setUp();
    assertEquals(
        List.of("mse.rounded"),
        ids(graded(sizes -> 1.0, each(value -> Math.rint(value * 100) / 100))),
        "two digits");
    setUp();
    assertEquals(
        List.of("mse.cut-off"),
        ids(graded(sizes -> 1.0, each(value -> Math.max(-0.1, Math.min(0.1, value))))),
        "no more than a tenth");
    setUp();
    assertEquals(
        List.of("mse.copies-input"),
        ids(graded(sizes -> 1.0, sizes -> right -> given(sizes[0], sizes[1]))),
        "what it was given");
  }

  private void setUp() {
    cases.clear();
    prepared.clear();
    outcomes.clear();
  }

  @Test
  void rowThatIsLeftZeroIsSaid() {
    GradeReport report =
        graded(
            sizes -> 1.0,
            sizes ->
                right -> {
                  double[] values = right.toArray();
                  Arrays.fill(values, values.length - sizes[1], values.length, 0);
                  return Tensor.of(right.shape(), values);
                });
    assertEquals(List.of("mse.partly-zero"), ids(report));
    assertTrue(report.findings().get(0).mistake().contains("the last row"), report::toString);
  }

  @Test
  void whatIsLeftZeroInSomeCasesIsSaidOfThemAndNotOfItsEntries() {
    GradeReport report =
        graded(
            sizes -> 1.0,
            sizes ->
                right -> sizes[0] > 2 ? right : Tensor.of(right.shape(), new double[right.size()]));
    assertEquals(List.of("mse.zero-in-some-cases"), ids(report));
  }

  @Test
  void editionWithoutTheReferenceSaysWhatItCannotTry() {
    GradeReport report = graded(sizes -> 1.0, each(value -> value * value));
    assertEquals(List.of("mse.gradient.unexplained"), ids(report));
    String evidence = report.findings().get(0).evidence();
    assertTrue(evidence.contains("cannot be tried here"), evidence);
  }

  @Test
  void nothingButNumbersHoldsAValueOfACase() {
    GradeReport report = graded(sizes -> 1.2345, sizes -> right -> Fit.scaled(right, 7.125));
    for (Finding finding : report.findings()) {
      for (String text :
          List.of(finding.mistake(), finding.evidence(), finding.where(), finding.hint())) {
        assertFalse(text.matches(".*\\d\\.\\d.*"), text);
        assertFalse(text.contains("7.125"), text);
      }
    }
    assertFalse(report.findings().isEmpty());
  }

  @Test
  void casesThatWereNeverBegunAreNoMistakeOfTheirMethods() {
    for (int i = 0; i < SIZES.length; i++) {
      Tensor right = matrix(SIZES[i][0], SIZES[i][1], 1);
      CheckResult unreached =
          new CheckResult(Verdict.TIME_LIMIT_EXCEEDED, "the total time limit was used up");
      add(
          i,
          SIZES[i],
          Map.of("J", Tensor.scalar(2), "dJdyHat", right),
          i == 0 ? Map.of("J", Tensor.scalar(2), "dJdyHat", right) : Map.of(),
          i == 0 ? null : unreached);
    }
    GradeReport report = report();
    assertEquals(List.of("run.no-time-left"), ids(report));
    assertEquals("2 cases were not begun.", report.findings().get(0).evidence());
    assertEquals("6", report.findings().get(0).points().toPlainString());
  }

  @Test
  void exceptionIsAFindingOfItsMethod() {
    for (int i = 0; i < SIZES.length; i++) {
      Map<String, Tensor> expected =
          Map.of("J", Tensor.scalar(2), "dJdyHat", matrix(SIZES[i][0], SIZES[i][1], 1));
      add(
          i,
          SIZES[i],
          expected,
          Map.of(),
          new CheckResult(Verdict.RUNTIME_ERROR, "mseLoss threw ArithmeticException"));
    }
    GradeReport report = report();
    assertEquals(List.of("mse.throws"), ids(report));
    assertEquals("9", report.findings().get(0).points().toPlainString());
  }
}
