package grader.engine;

import static grader.engine.Suites.BCE;
import static grader.engine.Suites.LOSS;
import static grader.engine.Suites.MSE;
import static grader.engine.Suites.RIGHT;
import static grader.engine.Suites.STEP;
import static grader.engine.Suites.TRAIN;
import static grader.engine.Suites.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.protocol.CapturedOutput;
import grader.scoring.GradeReport;
import grader.scoring.Scorer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From the cases' outcomes, through the JUnit Platform, to what is known of each check. */
class ResultsTest {
  private static final CheckResult LOST =
      new CheckResult(Verdict.GRADER_ERROR, "the check was lost: it neither ran nor was skipped");

  private static List<CheckResult> checks(Results results, TestSuite suite, TestCase testCase) {
    return testCase.checks().stream().map(check -> results.of(suite, testCase, check)).toList();
  }

  private static Results run(GraderTestEngine.CaseExecutor executor) {
    return EngineRun.run(Suites.ALL, Suites.prepared(Suites.ALL), executor);
  }

  @Test
  void everyCheckThatPassedIsKnown() {
    Results results = run(Suites::right);
    List<CheckResult> passed = List.of(CheckResult.PASSED, CheckResult.PASSED);
    assertEquals(passed, checks(results, LOSS, MSE));
    assertEquals(passed, checks(results, LOSS, BCE));
    assertEquals(List.of(CheckResult.PASSED), checks(results, TRAIN, STEP));
  }

  @Test
  void everyVerdictArrivesWithItsMessage() {
    for (Verdict verdict : Verdict.values()) {
      if (verdict == Verdict.PASSED) {
        continue;
      }
      CheckResult failure = new CheckResult(verdict, "because of " + verdict);
      Results results = run(prepared -> CaseOutcome.failed(failure, Duration.ZERO));
      assertEquals(List.of(failure, failure), checks(results, LOSS, MSE));
    }
  }

  @Test
  void aWrongValueArrivesAsSuch() {
    Results results = run(prepared -> Suites.returned(Map.of("J", WRONG, "dJdyHat", RIGHT)));
    CheckResult wrong =
        new CheckResult(Verdict.WRONG_ANSWER, "expected 1, got 2")
            .comparing(new ComparedValues(RIGHT, WRONG));
    assertEquals(List.of(wrong, CheckResult.PASSED), checks(results, LOSS, MSE));
  }

  @Test
  void aCheckThatFailsIsToldOfBeforeTheNextCaseIsRun() {
    List<String> events = new ArrayList<>();
    EngineRun.run(
        Suites.ALL,
        Suites.prepared(Suites.ALL),
        prepared -> {
          events.add(prepared.testCase().id());
          return prepared.testCase().equals(BCE)
              ? Suites.returned(Map.of("J", WRONG, "dJdyHat", RIGHT))
              : Suites.right(prepared);
        },
        () -> events.add("failed"));
    assertEquals(List.of("mse", "bce", "failed", "step"), events);
  }

  @Test
  void theOutcomeOfEachCaseIsKept() {
    Map<String, CaseOutcome> outcomes = new HashMap<>();
    Results results =
        run(
            prepared -> {
              CaseOutcome outcome = Suites.right(prepared);
              outcomes.put(prepared.testCase().id(), outcome);
              return outcome;
            });
    for (TestCase testCase : List.of(MSE, BCE, STEP)) {
      assertSame(outcomes.get(testCase.id()), results.outcome(testCase));
    }
  }

  @Test
  void aSubmissionThatPrintsAnEmptyLineIsGraded() {
    Results results =
        run(
            prepared ->
                new CaseOutcome(
                    prepared.expected(),
                    null,
                    List.of(),
                    new CapturedOutput("\n", 1),
                    Duration.ZERO));
    assertEquals(List.of(CheckResult.PASSED), checks(results, TRAIN, STEP));
  }

  @Test
  void aCheckWithoutAnEventIsLostAndNotPassed() {
    Results results = new Results();
    assertEquals(List.of(LOST, LOST), checks(results, LOSS, MSE));
    assertNull(results.outcome(MSE));
  }

  @Test
  void whatFollowsACrashOfTheGraderIsLostAndWhatCameBeforeIsKept() {
    Results results =
        run(
            prepared -> {
              if (prepared.testCase().equals(BCE)) {
                throw new IllegalStateException("a mistake of the grader's own");
              }
              return Suites.right(prepared);
            });
    assertEquals(List.of(CheckResult.PASSED, CheckResult.PASSED), checks(results, LOSS, MSE));
    assertEquals(List.of(LOST, LOST), checks(results, LOSS, BCE));
    assertEquals(List.of(LOST), checks(results, TRAIN, STEP));
  }

  @Test
  void aCaseThatWasNotPreparedIsLost() {
    Results results = EngineRun.run(Suites.ALL, Suites.prepared(List.of(LOSS)), Suites::right);
    assertEquals(List.of(CheckResult.PASSED, CheckResult.PASSED), checks(results, LOSS, BCE));
    assertEquals(List.of(LOST), checks(results, TRAIN, STEP));
  }

  @Test
  void aRunOfNothingIsNeverAPass() {
    assertEquals(Verdict.NOT_RUN, Verdict.together(List.of()));
    assertEquals(Verdict.NOT_RUN, score(List.of()).verdict());
    TestSuite empty = new TestSuite("empty", "Empty", LOSS.file(), "", List.of());
    assertEquals(Verdict.NOT_RUN, score(List.of(empty)).verdict());
    assertEquals(Verdict.NOT_RUN, score(List.of(empty, TRAIN)).verdict());
    assertEquals(Verdict.PASSED, score(List.of(TRAIN)).verdict());
  }

  private static GradeReport score(List<TestSuite> suites) {
    Results results = EngineRun.run(suites, Suites.prepared(suites), Suites::right);
    return new Scorer(suites, null)
        .score(
            results,
            new GradeReport.SubmissionFacts(
                "submit.jar", null, List.of(), PolicyFindings.none(PolicyMode.ENFORCE)),
            new GradeReport.Environment(
                "1",
                null,
                "17",
                "none",
                List.of("it is a sample"),
                0,
                64,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
  }

  @Test
  void nothingOfTheSurroundingsChangesTheRun() {
    // Would skip every check.
    String key = "junit.platform.execution.dryRun.enabled";
    System.setProperty(key, "true");
    try {
      assertEquals(List.of(CheckResult.PASSED), checks(run(Suites::right), TRAIN, STEP));
    } finally {
      System.clearProperty(key);
    }
  }
}
