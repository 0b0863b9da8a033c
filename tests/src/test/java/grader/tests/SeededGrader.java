package grader.tests;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.diagnosis.AnswerFindings;
import grader.diagnosis.Diagnosis;
import grader.engine.EngineRun;
import grader.evidence.SuiteDraw;
import grader.host.CaseOutcome;
import grader.host.CaseRunner;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.host.ClassDataArchive;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.intake.Submission;
import grader.oracle.Alternatives;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.protocol.CaseRequest;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Grades one submission on many draws as the product does, findings and all, but in the process of
 * the test and with one worker for all draws, unless the submission ends it.
 */
final class SeededGrader implements AutoCloseable {
  /** What ends in time takes a hundredth of it, also on a machine that is busy. */
  private static final WorkerLimits LIMITS =
      new WorkerLimits(256, Duration.ofSeconds(60), Duration.ofSeconds(20));

  private final CaseRunner runner;

  /** By case and number of the request: what is too slow takes all its time on every draw. */
  private final Map<String, CaseOutcome> tooSlow = new HashMap<>();

  SeededGrader(Submission submission) throws IOException {
    runner =
        new CaseRunner(
            new JvmWorkerLauncher(Product.jars("worker"), ClassDataArchive.NONE, LIMITS),
            submission,
            LIMITS);
    try {
      List<String> problems = runner.awaitReady();
      if (!problems.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", problems));
      }
    } catch (WorkerUnavailableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The whole report, with findings.
   *
   * @param alternatives what the edition that grades knows of mistakes
   */
  GradeReport grade(SuiteDraw draw, Alternatives alternatives) {
    Map<Long, CaseOutcome> outcomes = new HashMap<>();
    GradeReport report =
        new Scorer(draw.suites(), null)
            .score(
                EngineRun.run(
                    draw.suites(),
                    draw.prepared(),
                    prepared -> {
                      CaseOutcome outcome = ask(prepared.testCase().id(), prepared.request());
                      outcomes.put(prepared.request().number(), outcome);
                      return outcome;
                    }),
                new SubmissionFacts("", null, List.of(), PolicyFindings.none(PolicyMode.OFF)),
                new Environment(
                    "",
                    null,
                    Runtime.version().toString(),
                    "process",
                    List.of(),
                    draw.seed(),
                    LIMITS.memoryMebibytes(),
                    LIMITS.perCase(),
                    Duration.ofHours(1)));
    return report.verdict() == Verdict.PASSED
        ? report
        : Diagnosis.of(
            report,
            AnswerFindings.of(
                draw.suites(),
                draw.prepared(),
                request -> outcomes.computeIfAbsent(request.number(), number -> ask("", request)),
                alternatives),
            request -> runner.run(request, LIMITS.perCase()));
  }

  private CaseOutcome ask(String caseId, CaseRequest request) {
    String key = caseId + " " + request.number();
    CaseOutcome earlier = tooSlow.get(key);
    if (earlier != null) {
      return earlier;
    }
    CaseOutcome outcome = runner.run(request, LIMITS.perCase());
    CheckResult failure = outcome.failure();
    if (failure != null && failure.verdict() == Verdict.TIME_LIMIT_EXCEEDED) {
      tooSlow.put(key, outcome);
    }
    return outcome;
  }

  @Override
  public void close() {
    runner.close();
  }
}
