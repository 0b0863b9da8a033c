package grader.engine;

import grader.cases.Check;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.protocol.CapturedOutput;
import grader.scoring.Scorer.CaseResults;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
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
  private final Map<UniqueId, Map<String, String>> entries = new HashMap<>();

  /** How a check ended. */
  @Override
  public CheckResult of(TestSuite suite, TestCase testCase, Check check) {
    return checks.getOrDefault(GraderTestEngine.uniqueId(suite, testCase, check), LOST);
  }

  /** What a case printed: untrusted. */
  @Override
  public CapturedOutput output(TestSuite suite, TestCase testCase) {
    String text = entry(suite, testCase, CaseEntry.OUTPUT);
    String bytes = entry(suite, testCase, CaseEntry.OUTPUT_BYTES);
    return bytes == null
        ? CapturedOutput.NONE
        : new CapturedOutput(text == null ? "" : text, Long.parseLong(bytes));
  }

  /** The submission's stack frames at a case's failure, innermost first: untrusted. */
  @Override
  public List<String> trace(TestSuite suite, TestCase testCase) {
    String trace = entry(suite, testCase, CaseEntry.TRACE);
    return trace == null ? List.of() : List.of(trace.split("\n", -1));
  }

  /** How long a case took, wall time; zero when it was not run. */
  @Override
  public Duration time(TestSuite suite, TestCase testCase) {
    String nanoseconds = entry(suite, testCase, CaseEntry.NANOSECONDS);
    return Duration.ofNanos(nanoseconds == null ? 0 : Long.parseLong(nanoseconds));
  }

  private @Nullable String entry(TestSuite suite, TestCase testCase, String key) {
    return entries.getOrDefault(GraderTestEngine.uniqueId(suite, testCase), Map.of()).get(key);
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

  @Override
  public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
    entries.put(identifier.getUniqueIdObject(), entry.getKeyValuePairs());
  }
}
