package grader.cli;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.evidence.Calibration;
import grader.evidence.Calibrator;
import grader.evidence.SubmissionCompiler;
import grader.evidence.SuiteDraws;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.report.ConsoleCalibrationWriter;
import grader.report.JsonCalibrationWriter;
import grader.report.ReportFile;
import grader.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * {@code grader cases calibrate}: where each tolerance stands between what right submissions answer
 * and what wrong ones do, and whether right ones have the full score on every seed.
 */
final class CasesCalibrateCommand implements Subcommand {
  private static final Path SUBMISSIONS = Path.of("tests", "submissions");
  private static final int MEMORY_MEBIBYTES = 256;
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /**
   * More than in grading: several submissions run at a time, and it is numbers that are measured.
   */
  private static final Duration CASE_LIMIT = Duration.ofSeconds(20);

  private final CommandSpec spec =
      OptionSpecs.command(
          this,
          "calibrate",
          "Measure how far each tolerance is from right answers and from wrong ones.",
          "Asks every correct-* and wrong-* submission about the same draws. A tolerance should"
              + " leave a factor of 10 on either side.");

  private final ArgSpec paths =
      OptionSpecs.add(
          spec,
          PositionalParamSpec.builder()
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(Path.class)
              .paramLabel("PATH")
              .description("Case file, or folder of them. Default: the installed suites."));

  private final ArgSpec submissions =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--submissions", "FOLDER", Path.class)
              .description(
                  "Folder of folders correct-* and wrong-* with sources. Default: "
                      + SUBMISSIONS
                      + "."));

  private final ArgSpec seeds =
      OptionSpecs.add(
          spec,
          OptionSpecs.value("--seeds", "N", Integer.class, new PositiveNumberConverter())
              .defaultValue("20")
              .description("How many draws: the seeds from 0 on. Default: ${DEFAULT-VALUE}."));

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

  CasesCalibrateCommand() {
    OptionSpecs.exitCodes(
        spec,
        "every right submission has the full score, and every tolerance leaves enough",
        List.of(ExitCode.FAILURES, ExitCode.USAGE, ExitCode.INVALID_CASES, ExitCode.UNAVAILABLE));
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public ExitCode run(Surroundings surroundings) throws InvalidCasesException, IOException {
    Path folder = submissions.getValue() == null ? SUBMISSIONS : submissions.getValue();
    List<Path> right = folders(folder, "correct-");
    List<Path> wrong = folders(folder, "wrong-");
    if (right.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no folder %s with folders correct-*; start in the repository, or name another with --submissions"
              .formatted(folder));
    }
    Installation installation = surroundings.requireInstallation();
    List<Path> named = paths.getValue();
    SuiteDraws draws =
        new SuiteDraws(
            CaseReader.read(named == null ? installation.suites() : named),
            surroundings.oracle().get());
    Calibration calibration = calibrate(installation, draws, right, wrong);
    write(calibration, surroundings);
    return calibration.isSound() ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  /** Folders without an {@code MLP.java} of their own are no solutions that stand alone. */
  private static List<Path> folders(Path parent, String prefix) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children
          .filter(child -> child.getFileName().toString().startsWith(prefix))
          .filter(child -> Files.isRegularFile(child.resolve("mlp/MLP.java")))
          .sorted()
          .toList();
    }
  }

  private Calibration calibrate(
      Installation installation, SuiteDraws draws, List<Path> right, List<Path> wrong)
      throws InvalidCasesException, IOException {
    WorkerLimits limits = new WorkerLimits(MEMORY_MEBIBYTES, START_LIMIT, CASE_LIMIT);
    List<Path> classPath = installation.workerClassPath();
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(classPath, installation.workerArchive(), limits);
    int parallelism =
        jobs.getValue() == null
            ? Runtime.getRuntime().availableProcessors()
            : jobs.<Integer>getValue();
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath)) {
      Calibrator calibrator = new Calibrator(compiler, launcher, limits, draws, parallelism);
      List<Long> drawn = LongStream.range(0, seeds.<Integer>getValue()).boxed().toList();
      return calibrator.calibrate(right, wrong, drawn);
    }
  }

  private void write(Calibration calibration, Surroundings surroundings) throws IOException {
    Style style = surroundings.style(noColor.<Boolean>getValue());
    Path file = output.getValue();
    // A file is read later and elsewhere: no colours, whatever the terminal has.
    Style used = file == null ? style : new Style(false, true, style.width());
    String text =
        format.getValue() == AnalysisFormat.JSON
            ? JsonCalibrationWriter.write(calibration)
            : ConsoleCalibrationWriter.write(calibration, used);
    if (file == null) {
      surroundings.out().print(text);
      surroundings.out().flush();
    } else {
      ReportFile.write(file, text);
    }
  }
}
