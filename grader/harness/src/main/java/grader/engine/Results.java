package grader.engine;

import grader.cases.Check;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.engine.GraderTestEngine.CaseExecutor;
import grader.host.CaseOutcome;
import grader.scoring.Scorer.CaseResults;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * What a run gave, collected from the events of the JUnit Platform. A check that had no event was
 * not run: nothing passes by being lost.
 */
public final class Results implements TestExecutionListener, CaseResults {
  private static final CheckResult LOST =
      new CheckResult(Verdict.GRADER_ERROR, "the check was lost: it neither ran nor was skipped");

  private final Map<UniqueId, CheckResult> checks = new HashMap<>();
  private final Map<String, CaseOutcome> outcomes = new HashMap<>();

  /** How a check ended. */
  @Override
  public CheckResult of(TestSuite suite, TestCase testCase, Check check) {
    return checks.getOrDefault(GraderTestEngine.uniqueId(suite, testCase, check), LOST);
  }

  boolean isEmpty() {
    return checks.isEmpty();
  }

  @Override
  public @Nullable CaseOutcome outcome(TestCase testCase) {
    return outcomes.get(testCase.id());
  }

  /** An executor that remembers here what every case gave, in one request or several. */
  CaseExecutor recording(CaseExecutor executor) {
    return prepared -> {
      CaseOutcome outcome = executor.execute(prepared);
      outcomes.merge(prepared.testCase().id(), outcome, CaseOutcome::followedBy);
      return outcome;
    };
  }

  @Override
  public void executionSkipped(TestIdentifier identifier, String reason) {
    checks.put(identifier.getUniqueIdObject(), new CheckResult(Verdict.NOT_RUN, reason));
  }

  @Override
  public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
    if (identifier.isTest()) {
      checks.put(identifier.getUniqueIdObject(), checkResult(result));
    }
  }

  private static CheckResult checkResult(TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      return CheckResult.PASSED;
    }
    Throwable thrown = result.getThrowable().orElse(null);
    if (thrown instanceof CheckFailedError failed) {
      return failed.result();
    }
    String message = thrown == null ? "no reason was given" : String.valueOf(thrown.getMessage());
    return new CheckResult(Verdict.GRADER_ERROR, message);
  }
}
