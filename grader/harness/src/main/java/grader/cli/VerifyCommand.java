package grader.cli;

import grader.cases.CaseReader;
import grader.cases.Feedback;
import grader.cases.InvalidCasesException;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.host.WorkerLauncher;
import grader.host.WorkerLimits;
import grader.policy.InvalidPolicyException;
import grader.report.Difference;
import grader.report.Headline;
import grader.report.InertText;
import grader.report.InvalidReportException;
import grader.report.Receipt;
import grader.report.Style;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** {@code grader verify}: grades again what a JSON report is about, and says what differs. */
final class VerifyCommand implements Subcommand {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final int MOST_SHOWN = 20;

  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          CommandNames.VERIFY,
          "Grade again, as a JSON report says that it was graded, and compare.",
          "Seed, limits, points and the mode of the policy are the report's. Its case files are used"
              + " where they still are, or else the installed ones. Times are not compared; the Java,"
              + " the sandbox and the grader may differ, and are named when they do.");

  private final ArgSpec receipt =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .index("0")
              .arity("1")
              .required(true)
              .type(Path.class)
              .paramLabel("REPORT.json")
              .description("What --format json wrote."));

  private final ArgSpec submission =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .index("1")
              .arity("1")
              .required(true)
              .type(Path.class)
              .paramLabel("SUBMISSION")
              .description("What was graded."));

  private final ArgSpec tests = OptionSpecs.add(spec, OptionSpecs.tests());

  private final ArgSpec policy =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--policy", "FILE", Path.class)
              .description("What a submission may not use. Default: the installed policy."));

  private final ArgSpec sandbox = OptionSpecs.add(spec, OptionSpecs.sandbox());

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  VerifyCommand() {
    OptionSpecs.exitCodes(
        spec,
        "the same submission, the same tests and the same result",
        List.of(
            ExitCode.FAILURES,
            ExitCode.USAGE,
            ExitCode.INVALID_CASES,
            ExitCode.GRADER_ERROR,
            ExitCode.UNAVAILABLE));
    Map<String, String> meanings = new LinkedHashMap<>(spec.usageMessage().exitCodeList());
    meanings.put(
        Integer.toString(ExitCode.FAILURES.code()), "something differs; every place is named");
    spec.usageMessage().exitCodeList(meanings);
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Installation installation = surroundings.requireInstallation();
    Path file = receipt.getValue();
    Receipt recorded;
    GradeReport again;
    try {
      recorded = Receipt.read(Files.readString(file));
      again = grade(surroundings, installation, recorded);
    } catch (InvalidReportException e) {
      surroundings.error(file + ": " + e.getMessage());
      return ExitCode.INVALID_CASES;
    } catch (InvalidPolicyException e) {
      e.problems().forEach(surroundings::error);
      return ExitCode.INVALID_CASES;
    }
    List<Difference> differences = recorded.differences(again);
    List<Difference> results =
        differences.stream()
            .filter(difference -> !difference.isCircumstance())
            // What was graded first: with another jar, another score is no wonder.
            .sorted(Comparator.comparing(difference -> !difference.isInput()))
            .toList();
    write(surroundings, again, differences, results);
    if (again.verdict() == Verdict.GRADER_ERROR && !results.isEmpty()) {
      return ExitCode.GRADER_ERROR;
    }
    return results.isEmpty() ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  private GradeReport grade(Surroundings surroundings, Installation installation, Receipt recorded)
      throws InvalidCasesException, InvalidPolicyException, IOException {
    List<Path> files = caseFiles(installation, recorded);
    WorkerLimits limits =
        new WorkerLimits(recorded.memoryMebibytes(), START_LIMIT, recorded.timeout());
    WorkerLauncher launcher = Ladder.of(sandbox.getValue(), installation, files, limits);
    Path otherPolicy = policy.getValue();
    BigDecimal points = recorded.maxScore().signum() == 0 ? null : recorded.maxScore();
    GradingRequest request =
        new GradingRequest(
            submission.getValue(),
            installation.mathLibrary(),
            files,
            points,
            recorded.seed(),
            otherPolicy == null ? installation.policy() : otherPolicy,
            recorded.policyMode(),
            feedback(files, recorded.feedback()),
            limits,
            recorded.totalTimeout());
    return new Grader(
            launcher,
            surroundings.oracle(),
            surroundings::alternatives,
            installation.preparedCases(),
            GraderVersion.VERSION,
            installation.digest(),
            surroundings.progress())
        .grade(request);
  }

  private List<Path> caseFiles(Installation installation, Receipt recorded) throws IOException {
    List<Path> named = tests.getValue();
    if (named != null) {
      return named;
    }
    if (!recorded.suites().isEmpty() && recorded.suites().stream().allMatch(Files::isRegularFile)) {
      return recorded.suites();
    }
    List<Path> installed = installation.suites();
    if (installed.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "The case files of the report are not here; name them with --tests");
    }
    return installed;
  }

  /** What the suites say by themselves needs no level, which would be that of all of them. */
  private static @Nullable Feedback feedback(List<Path> files, Feedback recorded)
      throws InvalidCasesException {
    Feedback strictest = Feedback.FULL;
    for (TestSuite suite : CaseReader.read(files)) {
      Feedback own = suite.feedback();
      strictest = own == null ? strictest : strictest.stricter(own);
    }
    return strictest == recorded ? null : recorded;
  }

  private void write(
      Surroundings surroundings,
      GradeReport again,
      List<Difference> differences,
      List<Difference> results) {
    Style style = surroundings.style(noColor.<Boolean>getValue());
    PrintWriter out = surroundings.out();
    String score = Headline.score(again) + ", " + Headline.outcome(again);
    if (results.isEmpty()) {
      out.println(style.line(style.passed() + " the same result: " + InertText.line(score)));
    } else {
      String count = results.size() == 1 ? "1 difference" : results.size() + " differences";
      out.println(style.line(style.failed() + " not the same: " + count + "; now " + score));
    }
    results.stream()
        .limit(MOST_SHOWN)
        .forEach(difference -> out.println(style.line("  " + difference.sentence())));
    if (results.size() > MOST_SHOWN) {
      out.println(style.line("  … and " + (results.size() - MOST_SHOWN) + " more"));
    }
    for (Difference difference : differences) {
      if (difference.isCircumstance()) {
        out.println(style.line("  " + style.faint(difference.sentence())));
      }
    }
    out.flush();
  }
}
