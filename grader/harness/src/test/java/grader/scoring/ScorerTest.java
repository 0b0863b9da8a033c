package grader.scoring;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Check;
import grader.cases.Operation;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.engine.Results;
import grader.protocol.CapturedOutput;
import grader.protocol.Tensor;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScorerTest {
  @Test
  void tenTimesATenthIsOne() {
    TestCase[] cases =
        IntStream.range(0, 10)
            .mapToObj(i -> testCase("case-" + i, Operation.FORWARD, check("yHat", "0.1")))
            .toArray(TestCase[]::new);
    GradeReport report = new SampleRun().report(null, suite("Tenths", cases));
    assertEquals("1", report.score().toPlainString());
    assertEquals(report.maxScore(), report.score());
    GradeReport less =
        new SampleRun()
            .with("case-3", "yHat", Verdict.WRONG_ANSWER, "no")
            .report(null, suite("Tenths", cases));
    assertEquals("0.9", less.score().toPlainString());
  }

  @Test
  void onlyWhatPassedHasPoints() {
    TestSuite suite =
        suite(
            "Mixed",
            testCase("a", Operation.LOSS, check("J", "1"), check("dJdyHat", "2")),
            testCase("b", Operation.FORWARD, check("yHat", "4")));
    GradeReport report =
        new SampleRun().with("a", "dJdyHat", Verdict.WRONG_SHAPE, "flat").report(null, suite);
    assertPoints("5", "7", report.score(), report.maxScore());
    assertEquals(Verdict.WRONG_SHAPE, report.verdict());
    SuiteReport suiteReport = report.suites().get(0);
    assertPoints("5", "7", suiteReport.score(), suiteReport.maxScore());
    assertEquals(Verdict.WRONG_SHAPE, suiteReport.verdict());
    CaseReport first = suiteReport.cases().get(0);
    assertPoints("1", "3", first.score(), first.maxScore());
    assertEquals(Verdict.WRONG_SHAPE, first.verdict());
    assertEquals(
        List.of(
            new CheckReport("J", BigDecimal.ONE, BigDecimal.ONE, Verdict.PASSED, "", null),
            new CheckReport(
                "dJdyHat", BigDecimal.ZERO, new BigDecimal(2), Verdict.WRONG_SHAPE, "flat", null)),
        first.checks());
    assertEquals(Verdict.PASSED, suiteReport.cases().get(1).verdict());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PASSED")
  void noOtherVerdictHasPoints(Verdict verdict) {
    TestSuite suite = suite("Suite", testCase("a", Operation.FORWARD, check("yHat", "1")));
    GradeReport report = new SampleRun().with("a", "yHat", verdict, "why").report(null, suite);
    assertPoints("0", "1", report.score(), report.maxScore());
    assertEquals(verdict, report.verdict());
  }

  @ParameterizedTest
  @CsvSource({
    // total, reached and reachable of a case of 1 of 3 points
    ", 1, 3",
    "3, 1, 3",
    "10, 3.3333, 10",
    "100, 33.3333, 100",
    "0.3, 0.1, 0.3",
    "1, 0.3333, 1",
    "60, 20, 60",
    "0, 0, 0",
  })
  void pointsAreStretchedToTheTotalThatIsAskedFor(
      @Nullable BigDecimal total, String reached, String reachable) {
    TestSuite suite =
        suite("Suite", testCase("a", Operation.LOSS, check("J", "1"), check("dJdyHat", "2")));
    GradeReport report =
        new SampleRun().with("a", "dJdyHat", Verdict.WRONG_ANSWER, "no").report(total, suite);
    assertPoints(reached, reachable, report.score(), report.maxScore());
  }

  @Test
  void roundingComesLast() {
    // Three times 1/3 of 10 is 10, not 9.9999.
    TestCase[] cases =
        IntStream.range(0, 3)
            .mapToObj(i -> testCase("case-" + i, Operation.FORWARD, check("yHat", "1")))
            .toArray(TestCase[]::new);
    GradeReport report = new SampleRun().report(BigDecimal.TEN, suite("Thirds", cases));
    assertPoints("10", "10", report.score(), report.maxScore());
    assertEquals("3.3333", report.suites().get(0).cases().get(0).score().toPlainString());
    // Half of the last decimal is rounded up.
    TestSuite half = suite("Half", testCase("a", Operation.FORWARD, check("yHat", "0.00005")));
    assertEquals("0.0001", new SampleRun().report(null, half).score().toPlainString());
  }

  @ParameterizedTest
  @CsvSource({"50", "100", "1000000", "20.0", "0", "1e2"})
  void wholePointsAreWrittenWithoutExponent(String points) {
    TestSuite suite =
        suite("Suite", testCase("a", Operation.FORWARD, check("yHat", points)), zero());
    BigDecimal score = new SampleRun().report(new BigDecimal(points), suite).score();
    assertEquals(new BigDecimal(points).toBigInteger().toString(), score.toString());
  }

  private static TestCase zero() {
    return testCase("zero", Operation.FORWARD, check("yHat", "0"));
  }

  @Test
  void whenNothingHasPointsEachCheckCountsOne() {
    TestSuite suite =
        suite(
            "Examples",
            testCase("a", Operation.LOSS, check("J", "0"), check("dJdyHat", "0")),
            testCase("b", Operation.FORWARD, check("yHat", "0")));
    SampleRun run = new SampleRun().with("b", "yHat", Verdict.WRONG_ANSWER, "no");
    GradeReport counted = run.report(null, suite);
    assertPoints("2", "3", counted.score(), counted.maxScore());
    GradeReport stretched = run.report(new BigDecimal(30), suite);
    assertPoints("20", "30", stretched.score(), stretched.maxScore());
  }

  @Test
  void checkWithoutPointsAmongOthersCountsNothingButIsSeen() {
    TestSuite suite =
        suite("Suite", testCase("a", Operation.LOSS, check("J", "0"), check("dJdyHat", "2")));
    GradeReport report =
        new SampleRun().with("a", "J", Verdict.WRONG_ANSWER, "no").report(null, suite);
    assertPoints("2", "2", report.score(), report.maxScore());
    assertEquals(Verdict.WRONG_ANSWER, report.verdict());
  }

  @Test
  void lostCheckIsNoPassAndTheGradersFault() {
    TestSuite suite = suite("Suite", testCase("a", Operation.FORWARD, check("yHat", "1")));
    // Results that heard of no event at all.
    GradeReport report =
        new Scorer(List.of(suite), null)
            .score(new Results(), SampleRun.SUBMISSION, SampleRun.ENVIRONMENT);
    assertPoints("0", "1", report.score(), report.maxScore());
    assertEquals(Verdict.GRADER_ERROR, report.verdict());
    assertEquals(
        "the check was lost: it neither ran nor was skipped", report.checks().get(0).message());
    assertEquals(Duration.ZERO, report.suites().get(0).cases().get(0).time());
  }

  @Test
  void runWithoutCasesIsNoPass() {
    GradeReport report = new SampleRun().report(BigDecimal.TEN);
    assertEquals(Verdict.NOT_RUN, report.verdict());
    assertPoints("0", "0", report.score(), report.maxScore());
  }

  @Test
  void submissionThatWasNotGradedHasItsReasonsEverywhere() {
    TestSuite suite =
        suite(
            "Suite",
            testCase("a", Operation.LOSS, check("J", "1"), check("dJdyHat", "2")),
            testCase("b", Operation.FORWARD, check("yHat", "4")));
    for (Verdict verdict : List.of(Verdict.NOT_RUN, Verdict.GRADER_ERROR)) {
      GradeReport report =
          new Scorer(List.of(suite), new BigDecimal(70))
              .notGraded(
                  verdict,
                  List.of("no jar", "no class"),
                  SampleRun.SUBMISSION,
                  SampleRun.ENVIRONMENT);
      assertPoints("0", "70", report.score(), report.maxScore());
      assertEquals(verdict, report.verdict());
      assertEquals(List.of("no jar", "no class"), report.reasons());
      assertEquals(3, report.checks().size());
      for (CheckReport check : report.checks()) {
        assertEquals(verdict, check.verdict());
        assertEquals("no jar; and 1 more reason", check.message());
      }
    }
  }

  @Test
  void checkThatAComparisonDecidedKeepsItsValues() {
    TestSuite suite = suite("Suite", testCase("a", Operation.LOSS, check("J", "1")));
    ComparedValues values = new ComparedValues(Tensor.scalar(1), Tensor.scalar(2));
    GradeReport report =
        new SampleRun()
            .with("a", "J", new CheckResult(Verdict.WRONG_ANSWER, "no", values))
            .report(null, suite);
    assertEquals(values, report.checks().get(0).values());
  }

  @Test
  void reportHoldsWhatIsKnownOfTheRun() {
    Check check = check("yHat", "1");
    TestSuite suite = suite("Suite", testCase("a", Operation.FORWARD, check));
    GradeReport report =
        new SampleRun()
            .with("a", "yHat", Verdict.RUNTIME_ERROR, "boom")
            .printing("a", "hello")
            .tracing("a", "mlp.MLP.forward(MLP.java:7)")
            .report(null, suite);
    assertEquals(SampleRun.SUBMISSION, report.submission());
    assertEquals(SampleRun.ENVIRONMENT, report.environment());
    assertTrue(report.reasons().isEmpty());
    SuiteReport suiteReport = report.suites().get(0);
    assertEquals("suite", suiteReport.id());
    assertEquals("Suite", suiteReport.title());
    assertEquals("suite.json", suiteReport.file());
    assertEquals(suite.sha256(), suiteReport.sha256());
    CaseReport caseReport = suiteReport.cases().get(0);
    assertEquals(new CapturedOutput("hello", 5), caseReport.output());
    assertEquals(List.of("mlp.MLP.forward(MLP.java:7)"), caseReport.trace());
    assertEquals(Duration.ofMillis(12), caseReport.time());
    assertEquals(Operation.FORWARD, caseReport.operation());
    assertEquals("Title of a", caseReport.title());
  }

  private static void assertPoints(
      String reached, String reachable, BigDecimal score, BigDecimal maxScore) {
    assertEquals(
        reached + " / " + reachable, score.toPlainString() + " / " + maxScore.toPlainString());
  }
}
