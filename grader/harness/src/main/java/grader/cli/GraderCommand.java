package grader.cli;

import grader.cases.InvalidCasesException;
import grader.cases.Problem;
import grader.checking.Verdict;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.oracle.Oracle;
import grader.report.ConsoleReportWriter;
import grader.report.InertText;
import grader.report.JsonReportWriter;
import grader.report.ReportFile;
import grader.report.Style;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code grader}. */
@Command(
    name = "grader",
    mixinStandardHelpOptions = true,
    versionProvider = GraderVersion.class,
    subcommands = AutoComplete.GenerateCompletion.class,
    sortOptions = false,
    description = "Grade a submission of the backpropagation homework.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:full score, or at least --min-score",
      "1:graded, with failures",
      "2:the command line is wrong",
      "4:the submission cannot be graded",
      "5:the case files are wrong",
      "70:the grader failed",
      "75:time or infrastructure: not every check was run",
      "130:interrupted"
    })
final class GraderCommand implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final BigDecimal MAX_POINTS = new BigDecimal(1_000_000);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBMISSION.jar",
      description = "The jar to grade, such as target/submit.jar.")
  private @Nullable Path submission;

  @Option(
      names = "--tests",
      paramLabel = "PATH",
      description = "Case file, or folder of them; repeatable. Default: the installed suites.")
  private List<Path> tests = new ArrayList<>();

  @Option(
      names = "--points",
      paramLabel = "N",
      description = "What a full score is worth. Default: the sum of the checks' points.")
  private @Nullable BigDecimal points;

  @Option(
      names = "--min-score",
      paramLabel = "N",
      description = "Exit with 0 from this score on. Default: the full score.")
  private @Nullable BigDecimal minScore;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Draw the generated numbers anew. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "Per case, the start of the worker not counted. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(5);

  @Option(
      names = "--total-timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      converter = DurationConverter.class,
      description = "For all cases together. Default: ${DEFAULT-VALUE}.")
  private Duration totalTimeout = Duration.ofMinutes(5);

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "256m",
      converter = MebibytesConverter.class,
      description = "Heap of the submission's process. Default: ${DEFAULT-VALUE}.")
  private int memoryMebibytes;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "console",
      description = "console or json. Default: ${DEFAULT-VALUE}.")
  private ReportFormat format = ReportFormat.CONSOLE;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the report to a file, and only the score to standard output.")
  private @Nullable Path output;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the score alone; nothing with --output.")
  private boolean quiet;

  @Option(names = "--no-color", description = "Print without colours.")
  private boolean noColor;

  @Option(
      names = "--exit-zero",
      description = "Exit with 0 whenever a report was written, whatever the score.")
  private boolean exitZero;

  private final Surroundings surroundings;

  GraderCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (submission == null) {
      throw usage("Missing the submission; give the jar to grade, such as target/submit.jar");
    }
    if (output != null && !Files.isDirectory(folderOf(output))) {
      throw usage("Invalid value for option '--output': there is no folder " + folderOf(output));
    }
    rejectOutside("--points", points);
    rejectOutside("--min-score", minScore);
    try {
      GradeReport report = grade(submission);
      write(report);
      return (exitZero ? ExitCode.SUCCESS : exitCode(report)).code();
    } catch (InvalidCasesException e) {
      for (Problem problem : e.problems()) {
        error(problem.toString());
      }
      return ExitCode.INVALID_CASES.code();
    } catch (IOException e) {
      String file = e instanceof FileSystemException failed ? failed.getFile() : null;
      error((file == null ? "" : file + ": ") + reason(e));
      return ExitCode.UNAVAILABLE.code();
    }
  }

  /** Why, without the file's name, which some exceptions give as all of their message. */
  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }

  private GradeReport grade(Path jar) throws InvalidCasesException, IOException {
    Installation installation = surroundings.installation();
    if (installation == null) {
      throw usage("Started without its installation; start it with the script bin/grader");
    }
    WorkerLimits limits = new WorkerLimits(memoryMebibytes, START_LIMIT, timeout);
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(installation.workerClassPath(), installation.workerArchive(), limits);
    GradingRequest request =
        new GradingRequest(
            jar,
            tests.isEmpty() ? installation.suites() : tests,
            points,
            seed,
            limits,
            totalTimeout);
    return new Grader(launcher, GraderCommand::oracle, GraderVersion.VERSION).grade(request);
  }

  private static @Nullable Oracle oracle() {
    return ServiceLoader.load(Oracle.class).findFirst().orElse(null);
  }

  private void write(GradeReport report) throws IOException {
    Style style = surroundings.style(noColor);
    PrintWriter out = surroundings.out();
    if (output != null) {
      // A file is read later and elsewhere: no colours, whatever the terminal has.
      try {
        ReportFile.write(output, text(report, new Style(false, true, style.width())));
      } catch (IOException e) {
        throw new IOException("cannot write the report to " + output + ": " + reason(e), e);
      }
      if (!quiet) {
        out.print(ConsoleReportWriter.writeScore(report, style));
      }
    } else if (quiet && format == ReportFormat.CONSOLE) {
      out.print(ConsoleReportWriter.writeScore(report, style));
    } else {
      out.print(text(report, style));
    }
    out.flush();
    for (String reason : report.reasons()) {
      error(report.submission().file() + ": " + reason);
    }
  }

  private String text(GradeReport report, Style style) {
    return switch (format) {
      case CONSOLE -> ConsoleReportWriter.write(report, style);
      case JSON -> JsonReportWriter.write(report);
    };
  }

  private ExitCode exitCode(GradeReport report) {
    if (!report.reasons().isEmpty()) {
      return report.verdict() == Verdict.GRADER_ERROR ? ExitCode.UNAVAILABLE : ExitCode.UNGRADABLE;
    }
    if (report.verdict() == Verdict.GRADER_ERROR) {
      return ExitCode.GRADER_ERROR;
    }
    if (report.verdict() == Verdict.NOT_RUN) {
      return ExitCode.UNAVAILABLE;
    }
    if (minScore != null) {
      return report.score().compareTo(minScore) >= 0 ? ExitCode.SUCCESS : ExitCode.FAILURES;
    }
    return report.verdict() == Verdict.PASSED ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  private static Path folderOf(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file : folder;
  }

  private void rejectOutside(String option, @Nullable BigDecimal value) {
    if (value != null && (value.signum() < 0 || value.compareTo(MAX_POINTS) > 0)) {
      throw usage(
          "Invalid value for option '%s': %s is not between 0 and %s"
              .formatted(option, value, MAX_POINTS));
    }
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the command's specification");
    }
    return new ParameterException(spec.commandLine(), message);
  }

  /** In one line, and inert: a reason may hold text of the submission's. */
  private void error(String message) {
    surroundings.err().println("grader: " + InertText.line(message));
    surroundings.err().flush();
  }
}
