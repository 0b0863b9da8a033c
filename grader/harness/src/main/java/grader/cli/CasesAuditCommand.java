package grader.cli;

import grader.audit.Audit;
import grader.audit.AuditReport;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.evidence.SubmissionCompiler;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.oracle.Oracle;
import grader.report.ConsoleAuditWriter;
import grader.report.JsonAuditWriter;
import grader.report.ReportFile;
import grader.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * {@code grader cases audit}: what a suite kills of wrong submissions, mutants of the reference and
 * trivial answers, and what it could do without.
 */
final class CasesAuditCommand implements Subcommand {
  private static final Path SUBMISSIONS = Path.of("tests", "submissions");
  private static final Path EQUIVALENT = Path.of("tests", "evidence", "equivalent-mutants.txt");
  private static final Path MUTANTS = Path.of("grader", "reference", "target", "mutants");

  private static final int MEMORY_MEBIBYTES = 256;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration CASE_LIMIT = Duration.ofSeconds(5);

  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "audit",
          "Judge a suite by what it kills: wrong submissions, mutants of the reference, trivial"
              + " answers.",
          "A case kills what one of its checks fails on. Faults are run by workers, as when they"
              + " are graded. Defaults are of the repository: start in its folder.");

  private final ArgSpec paths =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .paramLabel("PATH")
              .description("Case file, or folder of them. Default: the installed hidden suite."));

  private final ArgSpec submissions =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--submissions", "FOLDER", Path.class)
              .description(
                  "Folder of folders wrong-* with sources. Default: " + SUBMISSIONS + "."));

  private final ArgSpec mutants =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--mutants", "FOLDER", Path.class)
              .description(
                  "What 'mvn -P mutation package -pl grader -am' made. Default: "
                      + MUTANTS
                      + ", if it is there."));

  private final ArgSpec equivalent =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--equivalent-mutants", "FILE", Path.class)
              .description(
                  "The mutants that no suite can kill, each with its reason. Default: "
                      + EQUIVALENT
                      + "."));

  private final ArgSpec seed = OptionSpecs.add(spec, OptionSpecs.seed());

  private final ArgSpec seeds =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--seeds", "N", Integer.class, new PositiveNumberConverter())
              .defaultValue("200")
              .description(
                  "How many draws trivial answers are given to: the seeds from 0 on. Default:"
                      + " ${DEFAULT-VALUE}."));

  private final ArgSpec jobs =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--jobs", "N", Integer.class, new PositiveNumberConverter())
              .description("Submissions at a time. Default: the number of processors."));

  private final ArgSpec format = OptionSpecs.add(spec, OptionSpecs.analysisFormat());

  private final ArgSpec output =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--output", "FILE", Path.class)
              .description("Write to a file instead of to standard output."));

  private final ArgSpec noColor = OptionSpecs.add(spec, OptionSpecs.noColor());

  CasesAuditCommand() {
    OptionSpecs.exitCodes(
        spec,
        "nothing survives of what was looked at",
        List.of(ExitCode.FAILURES, ExitCode.USAGE, ExitCode.INVALID_CASES, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Installation installation = surroundings.requireInstallation();
    Oracle oracle = surroundings.oracle().get();
    if (oracle == null) {
      throw new IOException("this edition of the grader has no reference to judge a suite by");
    }
    List<Path> named = paths.getValue();
    WorkerLimits limits = new WorkerLimits(MEMORY_MEBIBYTES, START_LIMIT, CASE_LIMIT);
    List<Path> classPath = installation.workerClassPath();
    Audit.Request request =
        new Audit.Request(
            CaseReader.read(named == null ? List.of(installation.hiddenSuite()) : named),
            oracle,
            seed.<Long>getValue(),
            seeds.<Integer>getValue(),
            given(submissions, SUBMISSIONS),
            mutants(oracle, surroundings),
            given(equivalent, EQUIVALENT),
            new JvmWorkerLauncher(classPath, installation.workerArchive(), limits),
            limits,
            jobs.getValue() == null
                ? Runtime.getRuntime().availableProcessors()
                : jobs.<Integer>getValue());
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath)) {
      AuditReport report = Audit.run(request, compiler);
      write(report, surroundings);
      return report.isPassed() ? ExitCode.SUCCESS : ExitCode.FAILURES;
    }
  }

  /** What was named has to be there; what was not is looked at when it is. */
  private static @Nullable Path given(ArgSpec option, Path otherwise) {
    Path named = option.getValue();
    return named != null ? named : Files.exists(otherwise) ? otherwise : null;
  }

  /** Mutants of another reference are refused when they were named, and left alone otherwise. */
  private @Nullable Path mutants(Oracle oracle, Surroundings surroundings) throws IOException {
    Path folder = given(mutants, MUTANTS);
    if (folder == null || mutants.getValue() != null || Audit.hasMutantsOf(oracle, folder)) {
      return folder;
    }
    surroundings.error(
        "the mutants in " + folder + " are of another reference, and are not looked at");
    return null;
  }

  private void write(AuditReport report, Surroundings surroundings) throws IOException {
    Style style = surroundings.style(noColor.<Boolean>getValue());
    Path file = output.getValue();
    // A file is read later and elsewhere: no colours, whatever the terminal has.
    Style used = file == null ? style : new Style(false, true, style.width());
    String text =
        format.getValue() == AnalysisFormat.JSON
            ? JsonAuditWriter.write(report)
            : ConsoleAuditWriter.write(report, used);
    if (file == null) {
      surroundings.out().print(text);
      surroundings.out().flush();
    } else {
      ReportFile.write(file, text);
    }
  }
}
