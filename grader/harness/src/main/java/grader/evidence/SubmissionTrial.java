package grader.evidence;

import grader.cases.Check;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.Verdict;
import grader.engine.EngineRun;
import grader.engine.GraderTestEngine.CaseExecutor;
import grader.engine.Results;
import grader.host.CaseOutcome;
import grader.host.CaseRunner;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.Submission;
import grader.protocol.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One submission that is asked about many draws, and judged as when it is graded. One worker
 * process serves all draws, unless the submission ends it.
 */
public final class SubmissionTrial implements AutoCloseable {
  private final CaseRunner runner;
  private final WorkerLimits limits;

  /** By case and number of the request. */
  private final Map<String, CaseOutcome> tooSlow = new HashMap<>();

  /**
   * Start a worker and bind the submission.
   *
   * @throws UngradableSubmissionException when its signatures are wrong
   * @throws IOException when no worker came up
   */
  public SubmissionTrial(WorkerLauncher launcher, Submission submission, WorkerLimits limits)
      throws UngradableSubmissionException, IOException {
    this.runner = new CaseRunner(launcher, submission, limits);
    this.limits = limits;
    List<String> problems;
    try {
      problems = runner.awaitReady();
    } catch (WorkerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (!problems.isEmpty()) {
      runner.close();
      throw new UngradableSubmissionException(problems);
    }
  }

  /**
   * Run every check of a draw. What was not answered in time on an earlier draw is not waited for
   * again.
   *
   * @return one observation per check, in the order of the suites
   */
  public List<CheckObservation> observe(SuiteDraw draw) {
    return observe(draw, this::ask);
  }

  private CaseOutcome ask(PreparedCase prepared) {
    String key = prepared.testCase().id() + " " + prepared.request().number();
    CaseOutcome earlier = tooSlow.get(key);
    if (earlier != null) {
      return earlier;
    }
    CaseOutcome outcome = runner.run(prepared.request(), limits.perCase());
    CheckResult failure = outcome.failure();
    if (failure != null && failure.verdict() == Verdict.TIME_LIMIT_EXCEEDED) {
      tooSlow.put(key, outcome);
    }
    return outcome;
  }

  /**
   * Run every check of a draw on whatever answers.
   *
   * @param executor stands in a submission's place
   * @return one observation per check, in the order of the suites
   */
  public static List<CheckObservation> observe(SuiteDraw draw, CaseExecutor executor) {
    Map<Long, CaseOutcome> outcomes = new HashMap<>();
    Results results =
        EngineRun.run(
            draw.suites(),
            draw.prepared(),
            prepared -> {
              CaseOutcome outcome = executor.execute(prepared);
              outcomes.put(prepared.request().number(), outcome);
              return outcome;
            });
    List<CheckObservation> observations = new ArrayList<>();
    for (TestSuite suite : draw.suites()) {
      for (TestCase testCase : suite.cases()) {
        for (Check check : testCase.checks()) {
          CheckResult result = results.of(suite, testCase, check);
          double ratio = ratio(check, draw.prepared().get(testCase.id()), outcomes, result);
          observations.add(
              new CheckObservation(draw.seed(), testCase.id(), check.id(), result, ratio));
        }
      }
    }
    return observations;
  }

  private static double ratio(
      Check check,
      @Nullable PreparedCase prepared,
      Map<Long, CaseOutcome> outcomes,
      CheckResult result) {
    if (prepared == null) {
      return Double.POSITIVE_INFINITY;
    }
    if (prepared.inquiry() != null) {
      return new LawDistance(check, prepared.inquiry(), outcomes).ratio(result);
    }
    Tensor expected = prepared.expected().get(check.id());
    CaseOutcome outcome = outcomes.get(prepared.request().number());
    Tensor actual = outcome == null ? null : outcome.returned().get(check.id());
    return expected == null || actual == null
        ? Double.POSITIVE_INFINITY
        : Checker.ratio(expected, actual, check.tolerance());
  }

  /** End the worker. */
  @Override
  public void close() {
    runner.close();
  }
}
