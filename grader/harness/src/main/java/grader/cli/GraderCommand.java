package grader.cli;

import grader.cases.InvalidCasesException;
import grader.checking.Verdict;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.policy.InvalidPolicyException;
import grader.report.Points;
import grader.report.Style;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;

/** Grades as the arguments say, writes the report, and tells the exit code. */
final class GraderCommand implements GraderMain.Run {
  private final Surroundings surroundings;
  private final GraderArguments arguments;

  GraderCommand(Surroundings surroundings, GraderArguments arguments) {
    this.surroundings = surroundings;
    this.arguments = arguments;
  }

  /**
   * Grade.
   *
   * @throws InvalidCasesException when the case files cannot be used; nothing is graded then
   * @throws IOException when a file cannot be read or written
   */
  @Override
  public ExitCode run() throws InvalidCasesException, IOException {
    if (surroundings.isTerminal() && printsAPage()) {
      surroundings.error("a page is for a browser; write --format html --output report.html");
      return ExitCode.USAGE;
    }
    try {
      GradeReport report = grade(surroundings.requireInstallation());
      Style style = surroundings.style(arguments.noColor());
      boolean isComplete =
          new ReportOutput(surroundings, arguments.reports(), style, arguments.quiet())
              .write(report);
      return isComplete && isZeroAnyway(report) ? ExitCode.SUCCESS : exitCode(report);
    } catch (InvalidPolicyException e) {
      e.problems().forEach(surroundings::error);
      return ExitCode.INVALID_CASES;
    }
  }

  private boolean printsAPage() {
    return arguments.reports().stream()
        .anyMatch(each -> each.format() == ReportFormat.HTML && each.output() == null);
  }

  private GradeReport grade(Installation installation)
      throws InvalidCasesException, InvalidPolicyException, IOException {
    Path policy = arguments.policy();
    WorkerLimits limits = EarlyWorker.limits(arguments.memoryMebibytes(), arguments.timeout());
    WorkerLauncher launcher = launcher(installation, limits);
    GradingRequest request =
        new GradingRequest(
            arguments.submission(),
            installation.mathLibrary(),
            arguments.tests().isEmpty() ? installation.suites() : arguments.tests(),
            arguments.points(),
            arguments.seed(),
            policy == null ? installation.policy() : policy,
            arguments.policyMode(),
            arguments.feedback(),
            limits,
            arguments.totalTimeout());
    return new Grader(
            launcher,
            surroundings.oracle(),
            surroundings::alternatives,
            installation.preparedCases(),
            GraderVersion.VERSION,
            installation.digest(),
            arguments.quiet() ? Progress.NONE : surroundings.progress())
        .grade(request);
  }

  private WorkerLauncher launcher(Installation installation, WorkerLimits limits)
      throws IOException {
    EarlyWorker early = surroundings.earlyWorker();
    WorkerLauncher launched = early == null ? null : early.launcherFor(arguments);
    if (launched != null) {
      return launched;
    }
    if (early != null) {
      early.close();
    }
    return Ladder.of(arguments.sandbox(), installation, arguments.tests(), limits);
  }

  /**
   * A gradebook reads the grade from its report, but a grade that is none must not look like one.
   */
  private boolean isZeroAnyway(GradeReport report) {
    boolean isForGradebook =
        arguments.reports().stream().anyMatch(request -> request.format().isGradebook());
    return arguments.exitZero()
        || (isForGradebook && !arguments.noExitZero() && report.verdict() != Verdict.GRADER_ERROR);
  }

  private ExitCode exitCode(GradeReport report) {
    if (report.submission().policy().forbids()) {
      return ExitCode.POLICY_VIOLATION;
    }
    if (!report.reasons().isEmpty()) {
      return report.verdict() == Verdict.GRADER_ERROR ? ExitCode.UNAVAILABLE : ExitCode.UNGRADABLE;
    }
    if (report.verdict() == Verdict.GRADER_ERROR) {
      return ExitCode.GRADER_ERROR;
    }
    if (report.verdict() == Verdict.NOT_RUN) {
      return ExitCode.UNAVAILABLE;
    }
    BigDecimal minScore = arguments.minScore();
    if (minScore != null) {
      if (report.score().compareTo(minScore) >= 0) {
        return ExitCode.SUCCESS;
      }
      surroundings.error(
          "the score is below --min-score %s; %s can be had"
              .formatted(Points.text(minScore), Points.counted(report.maxScore())));
      return ExitCode.FAILURES;
    }
    return report.verdict() == Verdict.PASSED ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }
}
