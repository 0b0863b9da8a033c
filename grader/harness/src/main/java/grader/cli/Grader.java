package grader.cli;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.cases.PreparedCaseFile;
import grader.cases.PreparedNumbers;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.compiler.SourceReader;
import grader.diagnosis.Diagnosis;
import grader.diagnosis.PreparedAlternatives;
import grader.diagnosis.Rehearsal;
import grader.engine.EngineRun;
import grader.engine.GraderTestEngine.CaseExecutor;
import grader.engine.Results;
import grader.feedback.FeedbackFilter;
import grader.host.CaseOutcome;
import grader.host.CaseQueue;
import grader.host.CaseRunner;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.host.Isolation;
import grader.host.WorkerLauncher;
import grader.intake.IntakeResult;
import grader.intake.Rejection;
import grader.intake.Submission;
import grader.intake.SubmissionReader;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.policy.InvalidPolicyException;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.policy.SubmissionPolicy;
import grader.policy.UnreadableClassException;
import grader.policy.Violation;
import grader.protocol.CaseRequest;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Grades one submission from the jar, or the source, to the report. */
final class Grader {
  /** Gives what known mistakes answer, to a diagnosis alone: a run without failures needs none. */
  interface AlternativesSource {
    /**
     * What known mistakes answer.
     *
     * @throws IOException when what an edition without the reference has of it cannot be read
     */
    Alternatives get() throws IOException;
  }

  private final WorkerLauncher launcher;
  private final Supplier<@Nullable Oracle> oracle;
  private final AlternativesSource alternatives;
  private final PreparedCaseFile preparedCases;
  private final String version;
  private final @Nullable String digest;
  private final Progress progress;

  /**
   * A grader.
   *
   * @param oracle gives null in an edition without the reference
   * @param alternatives what a diagnosis may try
   * @param preparedCases spares drawing and asking the oracle
   * @param version the grader's own, for the report
   * @param digest of what the grader consists of, for the report; null when it is not known
   * @param progress is told of each case
   */
  Grader(
      WorkerLauncher launcher,
      Supplier<@Nullable Oracle> oracle,
      AlternativesSource alternatives,
      PreparedCaseFile preparedCases,
      String version,
      @Nullable String digest,
      Progress progress) {
    this.launcher = launcher;
    this.oracle = oracle;
    this.alternatives = alternatives;
    this.preparedCases = preparedCases;
    this.version = version;
    this.digest = digest;
    this.progress = progress;
  }

  /**
   * Grade a submission.
   *
   * @throws InvalidCasesException when the case files cannot be used; nothing is graded then
   * @throws InvalidPolicyException when the policy cannot be used; nothing is graded then
   * @throws IOException when a file can no longer be read, or a source cannot be compiled here
   */
  GradeReport grade(GradingRequest request)
      throws InvalidCasesException, InvalidPolicyException, IOException {
    IntakeResult intake = read(request);
    if (intake instanceof Rejection rejection) {
      return notRun(request, rejection.reasons(), null, PolicyFindings.none(request.policyMode()));
    }
    Submission submission = (Submission) intake;
    PolicyFindings policy;
    try {
      policy = check(request, submission);
    } catch (UnreadableClassException e) {
      List<String> reasons = List.of(String.valueOf(e.getMessage()));
      return notRun(request, reasons, submission, PolicyFindings.none(request.policyMode()));
    }
    if (policy.forbids()) {
      List<String> reasons = policy.violations().stream().map(Violation::message).toList();
      return notRun(request, reasons, submission, policy);
    }
    try (CaseQueue queue =
        new CaseQueue(
            new CaseRunner(launcher, submission, request.limits()), request.totalTimeout())) {
      return run(request, facts(request, submission, policy), queue);
    }
  }

  private static IntakeResult read(GradingRequest request) throws IOException {
    return SourceReader.reads(request.submission())
        ? new SourceReader(request.library()).read(request.submission())
        : new SubmissionReader(Runtime.version().feature()).read(request.submission());
  }

  private static PolicyFindings check(GradingRequest request, Submission submission)
      throws InvalidPolicyException, UnreadableClassException {
    return request.policyMode() == PolicyMode.OFF
        ? PolicyFindings.none(PolicyMode.OFF)
        : SubmissionPolicy.read(request.policyMode(), request.policy()).check(submission.classes());
  }

  private GradeReport notRun(
      GradingRequest request,
      List<String> reasons,
      @Nullable Submission submission,
      PolicyFindings policy)
      throws InvalidCasesException {
    List<TestSuite> suites = CaseReader.read(request.tests());
    GradeReport report =
        new Scorer(suites, request.points())
            .notGraded(
                Verdict.NOT_RUN, reasons, facts(request, submission, policy), environment(request));
    return FeedbackFilter.apply(report, suites, request.feedback());
  }

  private static SubmissionFacts facts(
      GradingRequest request, @Nullable Submission submission, PolicyFindings policy) {
    return new SubmissionFacts(
        request.submission().toString(),
        submission == null ? null : submission.sha256(),
        submission == null ? List.of() : submission.notes(),
        policy);
  }

  private GradeReport run(GradingRequest request, SubmissionFacts facts, CaseQueue queue)
      throws InvalidCasesException, IOException {
    // All this while the worker starts and computes: what is known already while the cases are
    // read, and else case by case as they are prepared.
    CaseReader cases = CaseReader.open(request.tests());
    PreparedNumbers numbers = preparedCases.read(cases.digests(), request.seed());
    List<CaseRequest> early = numbers.requestsBeforeProperties();
    early.forEach(each -> queue.add(List.of(each)));
    List<TestSuite> suites = cases.suites();
    Map<String, PreparedCase> known = numbers.casesOf(suites);
    Map<String, PreparedCase> prepared =
        known == null ? prepare(suites, request.seed(), queue) : queued(known, early.size(), queue);
    return FeedbackFilter.apply(
        run(request, facts, queue, suites, prepared), suites, request.feedback());
  }

  private GradeReport run(
      GradingRequest request,
      SubmissionFacts facts,
      CaseQueue queue,
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared)
      throws IOException {
    Scorer scorer = new Scorer(suites, request.points());
    try {
      List<String> problems = queue.awaitReady();
      if (!problems.isEmpty()) {
        return scorer.notGraded(Verdict.NOT_RUN, problems, facts, environment(request));
      }
    } catch (WorkerUnavailableException e) {
      List<String> reasons = List.of(String.valueOf(e.getMessage()));
      return scorer.notGraded(Verdict.GRADER_ERROR, reasons, facts, environment(request));
    }
    CaseExecutor executor =
        each -> {
          progress.running(each.testCase().id());
          return queue.outcome(each.request());
        };
    progress.begin(prepared.size());
    boolean keepsFindings = FeedbackFilter.keepsFindings(suites, request.feedback());
    try (EarlyDiagnosis diagnosis =
        new EarlyDiagnosis(suites, prepared, queue::outcome, alternatives)) {
      Results results =
          EngineRun.run(suites, prepared, executor, keepsFindings ? diagnosis::begin : () -> {});
      GradeReport report = scorer.score(results, facts, environment(request));
      if (preparedCases.use() == PreparedCaseFile.Use.RECORD) {
        rehearse(suites, prepared, scorer, facts, environment(request));
      }
      // Neither a right submission nor a report without findings needs a diagnosis and its classes.
      return report.verdict() == Verdict.PASSED || !keepsFindings
          ? report
          : diagnosed(report, diagnosis, queue);
    } finally {
      progress.end();
    }
  }

  /** For the class-data archive that is made of this run, which nothing else depends on. */
  private void rehearse(
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      Scorer scorer,
      SubmissionFacts facts,
      Environment environment)
      throws IOException {
    Alternatives known = alternatives.get();
    for (Function<CaseRequest, CaseOutcome> each : Rehearsal.submissions(prepared, known)) {
      try (EarlyDiagnosis diagnosis = new EarlyDiagnosis(suites, prepared, each, () -> known)) {
        Results results =
            EngineRun.run(suites, prepared, of -> each.apply(of.request()), diagnosis::begin);
        Diagnosis.of(scorer.score(results, facts, environment), diagnosis.findings(), each);
      } catch (RuntimeException e) {
        // A diagnosis that fails in the same way says so in its report.
      }
    }
  }

  /** A fault of the diagnosis costs nobody the grade: without it the report has no findings. */
  private GradeReport diagnosed(GradeReport report, EarlyDiagnosis diagnosis, CaseQueue queue) {
    try {
      return Diagnosis.of(report, diagnosis.findings(), each -> ask(queue, each));
    } catch (IOException e) {
      return report.withNote(
          "what is wrong could not be named: a file of the grader's is damaged (%s); unpack the grader again"
              .formatted(e.getMessage()));
    } catch (RuntimeException e) {
      return report.withNote(
          "what is wrong could not be named, which is a fault of the grader's (%s); the score does not depend on it"
              .formatted(kindAndPlace(e)));
    }
  }

  /** For whoever mends it; not what it says, which may hold numbers of a case. */
  private static String kindAndPlace(RuntimeException thrown) {
    String kind = thrown.getClass().getSimpleName();
    for (StackTraceElement frame : thrown.getStackTrace()) {
      if (frame.getClassName().startsWith("grader.")) {
        return kind + " at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return kind;
  }

  private static CaseOutcome ask(CaseQueue queue, CaseRequest request) {
    queue.add(List.of(request));
    return queue.outcome(request);
  }

  /** Queues what follows the first cases, which are queued already. */
  private static Map<String, PreparedCase> queued(
      Map<String, PreparedCase> known, int first, CaseQueue queue) {
    int place = 0;
    for (PreparedCase each : known.values()) {
      if (place++ >= first) {
        queue.add(each.requests());
      }
    }
    return known;
  }

  private Map<String, PreparedCase> prepare(List<TestSuite> suites, long seed, CaseQueue queue)
      throws InvalidCasesException, IOException {
    Oracle knowing = oracle.get();
    Map<String, PreparedCase> prepared =
        new CasePreparation(knowing, seed).prepare(suites, each -> queue.add(each.requests()));
    if (preparedCases.use() == PreparedCaseFile.Use.RECORD) {
      preparedCases.record(suites, seed, prepared);
      if (knowing != null) {
        PreparedAlternatives.beside(preparedCases)
            .record(prepared.values(), knowing.alternatives());
      }
    }
    return prepared;
  }

  private Environment environment(GradingRequest request) {
    Isolation isolation = launcher.isolation();
    return new Environment(
        version,
        digest,
        Runtime.version().toString(),
        isolation.rung(),
        isolation.notes(),
        request.seed(),
        request.limits().memoryMebibytes(),
        request.limits().perCase(),
        request.totalTimeout());
  }
}
