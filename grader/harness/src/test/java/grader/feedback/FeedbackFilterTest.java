package grader.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Feedback;
import grader.cases.Operation;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.ComparedValues;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.protocol.CapturedOutput;
import grader.protocol.Tensor;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedbackFilterTest {
  private static final TestSuite EXAMPLES = suite("Examples", Visibility.VISIBLE, null);
  private static final TestSuite HIDDEN = suite("Hidden", Visibility.HIDDEN, null);
  private static final TestSuite SHOWN_LATER = suite("Later", Visibility.VISIBLE, null);

  @Test
  void withoutALevelTheReportIsLeftAsItIs() {
    GradeReport report = failing(EXAMPLES, HIDDEN);
    assertSame(report, FeedbackFilter.apply(report, List.of(EXAMPLES, HIDDEN), null));
    assertSame(report, FeedbackFilter.apply(report, List.of(EXAMPLES, HIDDEN), Feedback.FULL));
  }

  @Test
  void aHintTellsHowManyValuesAreWrongAndNoneOfThem() {
    CheckReport check = check(hinted(HIDDEN), 0);
    assertEquals("1 of 2 values differ", check.message());
    assertNull(check.values());
    assertEquals(Verdict.WRONG_ANSWER, check.verdict());
  }

  @Test
  void aHintHasNeitherOutputNorTraceNorExactTime() {
    CaseReport testCase = hinted(HIDDEN).suites().get(0).cases().get(0);
    assertEquals(CapturedOutput.NONE, testCase.output());
    assertEquals(List.of(), testCase.trace());
    assertEquals(0, testCase.time().toNanosPart());
  }

  @Test
  void aHintHasTheFindingsWithoutTheirNumbers() {
    GradeReport report = failing(HIDDEN).withFindings(List.of(SampleRun.finding()));
    Finding finding =
        FeedbackFilter.apply(report, List.of(HIDDEN), Feedback.HINT).findings().get(0);
    assertEquals("", finding.numbers());
    assertEquals(SampleRun.finding().mistake(), finding.mistake());
    assertEquals(SampleRun.finding().explains(), finding.explains());
  }

  @Test
  void aVerdictTellsNothingElse() {
    GradeReport report = failing(HIDDEN).withFindings(List.of(SampleRun.finding()));
    GradeReport shown = FeedbackFilter.apply(report, List.of(HIDDEN), Feedback.VERDICT);
    assertEquals("", check(shown, 0).message());
    assertEquals(Verdict.WRONG_ANSWER, check(shown, 0).verdict());
    assertEquals(report.score(), shown.score());
    assertEquals(List.of(), shown.findings());
    assertEquals(Feedback.VERDICT, shown.feedback());
  }

  @Test
  void findingsAreLookedForOnlyWhereTheReportKeepsThem() {
    List<TestSuite> all = List.of(EXAMPLES, HIDDEN);
    assertTrue(FeedbackFilter.keepsFindings(all, null));
    assertTrue(FeedbackFilter.keepsFindings(all, Feedback.HINT));
    assertFalse(FeedbackFilter.keepsFindings(all, Feedback.VERDICT));
    assertTrue(FeedbackFilter.keepsFindings(List.of(EXAMPLES), Feedback.VERDICT));
  }

  @Test
  void casesThatStudentsHaveAreShownInFull() {
    GradeReport report = failing(EXAMPLES, HIDDEN);
    GradeReport shown = FeedbackFilter.apply(report, List.of(EXAMPLES, HIDDEN), Feedback.HINT);
    assertEquals(report.suites().get(0), shown.suites().get(0));
    assertFalse(check(shown, 1).message().contains("expected"));
  }

  @Test
  void aVisibleCaseAfterAHiddenOneCouldShowWhatTheSubmissionKept() {
    GradeReport report = failing(HIDDEN, SHOWN_LATER);
    GradeReport shown = FeedbackFilter.apply(report, List.of(HIDDEN, SHOWN_LATER), Feedback.HINT);
    assertEquals("1 of 2 values differ", check(shown, 1).message());
  }

  @Test
  void aSuiteSaysItsOwnLevelAndTheCommandLineSaysAnother() {
    TestSuite hint = suite("Hint", Visibility.HIDDEN, Feedback.HINT);
    GradeReport report = failing(hint);
    assertEquals(Feedback.HINT, FeedbackFilter.apply(report, List.of(hint), null).feedback());
    assertSame(report, FeedbackFilter.apply(report, List.of(hint), Feedback.FULL));
  }

  @Test
  void noSuiteTellsMoreThanOneBeforeIt() {
    TestSuite hint = suite("Hint", Visibility.HIDDEN, Feedback.HINT);
    TestSuite full = suite("Full", Visibility.HIDDEN, Feedback.FULL);
    GradeReport inOrder = failing(full, hint);
    assertEquals(
        inOrder.suites().get(0),
        FeedbackFilter.apply(inOrder, List.of(full, hint), null).suites().get(0));
    GradeReport shown = FeedbackFilter.apply(failing(hint, full), List.of(hint, full), null);
    assertEquals("1 of 2 values differ", check(shown, 1).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          RUNTIME_ERROR | forward threw ArithmeticException: x is 3.14159 at mlp.MLP.forward(MLP.java:314) | forward threw ArithmeticException
          RUNTIME_ERROR | forward threw ThreePointOneFour at mlp.MLP.forward(MLP.java:3) | forward threw an exception
          RUNTIME_ERROR | the process ended with exit code 31; is there a System.exit? | the process ended; is there a System.exit?
          NOT_IMPLEMENTED | forward is not implemented yet | forward is not implemented yet
          NOT_IMPLEMENTED | 3.14159 is not implemented | not implemented, or null was returned
          NOT_IMPLEMENTED | grads.dJdW1 is null after backward | not implemented, or null was returned
          NOT_IMPLEMENTED | dJdW1, dJdb1 are null after backward | dJdW1, dJdb1 are null after backward
          WRONG_SHAPE | yHat is 31415 × 926535, more than 4194304 elements | the shape is not the expected one
          WRONG_ANSWER | yHat is 3.14159 for every input | what has to hold for all numbers does not hold
          PROTOCOL_VIOLATION | the submission disturbed the grader's own channel: 3.14159 | the submission disturbed the grader's own channel
          TIME_LIMIT_EXCEEDED | not finished after 3.14159 s; the process was stopped | not finished within the time limit
          GRADER_ERROR | the worker failed: 3.14159 | not graded: the grader failed, which is not the submission's fault
          """)
  void aHintIsMadeOfWordsOfTheGradersOwn(Verdict verdict, String message, String hint) {
    GradeReport report =
        new SampleRun()
            .with("hidden", "yHat", new CheckResult(verdict, message))
            .report(null, HIDDEN);
    assertEquals(
        hint, check(FeedbackFilter.apply(report, List.of(HIDDEN), Feedback.HINT), 0).message());
  }

  @Test
  void aShapeIsNamedWhenItsSizesAreThoseOfTheCase() {
    assertEquals("expected 2 × 3, got 3 × 2", shapeHint(tensor(2, 3), tensor(3, 2)));
    assertEquals("expected 2 × 3, got 1 × 3", shapeHint(tensor(2, 3), tensor(1, 3)));
    assertEquals("expected 2 × 3, got other sizes", shapeHint(tensor(2, 3), tensor(31, 42)));
  }

  @Test
  void valuesThatAreNoNumbersAreMentioned() {
    Tensor expected = Tensor.of(new int[] {2}, new double[] {1, 2});
    assertEquals(
        "1 of 2 values differ; there is a NaN among them",
        valueHint(expected, Tensor.of(new int[] {2}, new double[] {1, Double.NaN})));
    assertEquals(
        "1 of 2 values differ; there is an infinity among them",
        valueHint(expected, Tensor.of(new int[] {2}, new double[] {1, Double.NEGATIVE_INFINITY})));
  }

  @Test
  void whyNothingWasRunIsToldAtEveryLevel() {
    GradeReport report =
        new Scorer(List.of(HIDDEN), null)
            .notGraded(
                Verdict.NOT_RUN,
                List.of("has no class mlp.MLP"),
                SampleRun.SUBMISSION,
                SampleRun.ENVIRONMENT);
    GradeReport shown = FeedbackFilter.apply(report, List.of(HIDDEN), Feedback.VERDICT);
    assertEquals(List.of("has no class mlp.MLP"), shown.reasons());
    assertTrue(check(shown, 0).message().contains("mlp.MLP"));
  }

  private static String shapeHint(Tensor expected, Tensor actual) {
    return valueHint(expected, actual);
  }

  private static String valueHint(Tensor expected, Tensor actual) {
    GradeReport report =
        new SampleRun().with("hidden", "yHat", compared(expected, actual)).report(null, HIDDEN);
    return check(FeedbackFilter.apply(report, List.of(HIDDEN), Feedback.HINT), 0).message();
  }

  private static GradeReport hinted(TestSuite suite) {
    return FeedbackFilter.apply(failing(suite), List.of(suite), Feedback.HINT);
  }

  /** Every case is wrong, prints, and has a trace. */
  private static GradeReport failing(TestSuite... suites) {
    SampleRun run = new SampleRun();
    for (TestSuite suite : suites) {
      run.with(
              suite.id(),
              "yHat",
              compared(
                  Tensor.of(new int[] {2}, new double[] {3.14159, 2}),
                  Tensor.of(new int[] {2}, new double[] {2.71828, 2})))
          .printing(suite.id(), "x = 0.57721")
          .tracing(suite.id(), "mlp.MLP.forward(MLP.java:57721)");
    }
    return run.report(null, suites);
  }

  private static CheckResult compared(Tensor expected, Tensor actual) {
    return CheckResult.of(Checker.compare(expected, actual, new Tolerance.Elementwise(0, 0)))
        .comparing(new ComparedValues(expected, actual));
  }

  private static CheckReport check(GradeReport report, int suite) {
    return report.suites().get(suite).cases().get(0).checks().get(0);
  }

  private static Tensor tensor(int rows, int columns) {
    return Tensor.of(new int[] {rows, columns}, new double[rows * columns]);
  }

  /** Of one case, whose id is the suite's. */
  private static TestSuite suite(String title, Visibility visibility, @Nullable Feedback feedback) {
    TestSuite plain = SampleRun.suite(title);
    TestCase hidden =
        SampleRun.testCase(plain.id(), Operation.FORWARD, SampleRun.check("yHat", "1"));
    TestCase testCase =
        new TestCase(
            hidden.id(),
            hidden.title(),
            hidden.operation(),
            hidden.sizes(),
            hidden.f(),
            hidden.g(),
            hidden.loss(),
            hidden.seed(),
            hidden.data(),
            hidden.checks(),
            hidden.expected(),
            visibility);
    return new TestSuite(
        plain.id(), title, plain.file(), plain.sha256(), null, feedback, List.of(testCase));
  }
}
