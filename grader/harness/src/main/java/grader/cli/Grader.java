package grader.cli;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.digest.Sha256;
import grader.engine.EngineRun;
import grader.engine.GraderTestEngine.CaseExecutor;
import grader.host.CaseOutcome;
import grader.host.CaseRunner;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.host.WorkerLauncher;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.oracle.Oracle;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Grades one submission from the jar to the report. */
final class Grader {
  private final WorkerLauncher launcher;
  private final Supplier<@Nullable Oracle> oracle;
  private final String version;

  /**
   * A grader.
   *
   * @param oracle gives null in an edition without the reference
   * @param version the grader's own, for the report
   */
  Grader(WorkerLauncher launcher, Supplier<@Nullable Oracle> oracle, String version) {
    this.launcher = launcher;
    this.oracle = oracle;
    this.version = version;
  }

  /**
   * Grade a submission.
   *
   * @throws InvalidCasesException when the case files cannot be used; nothing was run then
   * @throws IOException when the jar can no longer be read
   */
  GradeReport grade(GradingRequest request) throws InvalidCasesException, IOException {
    IntakeResult intake =
        new SubmissionReader(Runtime.version().feature()).read(request.submission());
    if (intake instanceof Rejection rejection) {
      SubmissionFacts facts = new SubmissionFacts(request.submission().toString(), null);
      return new Scorer(CaseReader.read(request.tests()), request.points())
          .notGraded(Verdict.NOT_RUN, rejection.reasons(), facts, environment(request));
    }
    Submission submission = (Submission) intake;
    try (CaseRunner runner = new CaseRunner(launcher, submission, request.limits())) {
      return run(request, submission, runner);
    }
  }

  private GradeReport run(GradingRequest request, Submission submission, CaseRunner runner)
      throws InvalidCasesException, IOException {
    WorkerUnavailableException unavailable = null;
    try {
      // Before all that can be done meanwhile: the worker starts.
      runner.start();
    } catch (WorkerUnavailableException e) {
      unavailable = e;
    }
    SubmissionFacts facts =
        new SubmissionFacts(request.submission().toString(), Sha256.of(submission.jar()));
    List<TestSuite> suites = CaseReader.read(request.tests());
    Map<String, PreparedCase> prepared =
        new CasePreparation(oracle.get(), request.seed()).prepare(suites);
    Scorer scorer = new Scorer(suites, request.points());
    try {
      if (unavailable != null) {
        throw unavailable;
      }
      List<String> problems = runner.awaitReady();
      if (!problems.isEmpty()) {
        return scorer.notGraded(Verdict.NOT_RUN, problems, facts, environment(request));
      }
    } catch (WorkerUnavailableException e) {
      List<String> reasons = List.of(String.valueOf(e.getMessage()));
      return scorer.notGraded(Verdict.GRADER_ERROR, reasons, facts, environment(request));
    }
    CaseExecutor executor = new Deadline(request, runner)::run;
    return scorer.score(EngineRun.run(suites, prepared, executor), facts, environment(request));
  }

  private Environment environment(GradingRequest request) {
    return new Environment(
        version,
        Runtime.version().toString(),
        launcher.sandbox(),
        request.seed(),
        request.limits().memoryMebibytes(),
        request.limits().perCase(),
        request.totalTimeout());
  }

  /**
   * The time for all cases together, counted from the first, and the time that is left for a case
   * of several requests: the limit per case counts them together, so that a submission that hangs
   * holds a property up once, and not once per law.
   */
  private static final class Deadline {
    private final Duration total;
    private final CaseRunner runner;
    private final Duration perCase;
    private final long start = System.nanoTime();
    private String current = "";
    private Duration spent = Duration.ZERO;

    Deadline(GradingRequest request, CaseRunner runner) {
      this.total = request.totalTimeout();
      this.perCase = request.limits().perCase();
      this.runner = runner;
    }

    CaseOutcome run(PreparedCase prepared) {
      Duration left = total.minusNanos(System.nanoTime() - start);
      if (left.isNegative() || left.isZero()) {
        String message =
            "the total time limit of %s s was used up by earlier cases"
                .formatted(total.toMillis() / 1000.0);
        return CaseOutcome.failed(new CheckResult(Verdict.NOT_RUN, message), Duration.ZERO);
      }
      if (!current.equals(prepared.testCase().id())) {
        current = prepared.testCase().id();
        spent = Duration.ZERO;
      }
      Duration leftOfCase = perCase.minus(spent);
      if (leftOfCase.isNegative() || leftOfCase.isZero()) {
        String message =
            "the time limit of %s s was used up by earlier checks of the case"
                .formatted(perCase.toMillis() / 1000.0);
        return CaseOutcome.failed(
            new CheckResult(Verdict.TIME_LIMIT_EXCEEDED, message), Duration.ZERO);
      }
      CaseOutcome outcome =
          runner.run(prepared.request(), left.compareTo(leftOfCase) < 0 ? left : leftOfCase);
      spent = spent.plus(outcome.time());
      return outcome;
    }
  }
}
