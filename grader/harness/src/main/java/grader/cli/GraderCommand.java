package grader.cli;

import grader.cases.InvalidCasesException;
import grader.cases.Problem;
import grader.checking.Verdict;
import grader.host.JvmWorkerLauncher;
import grader.host.LadderLauncher;
import grader.host.SealedWorkerLauncher;
import grader.host.WorkerLauncher;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Grades as the arguments say, writes the report, and tells the exit code. */
final class GraderCommand {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Surroundings surroundings;
  private final GraderArguments arguments;

  GraderCommand(Surroundings surroundings, GraderArguments arguments) {
    this.surroundings = surroundings;
    this.arguments = arguments;
  }

  ExitCode run() {
    try {
      Installation installation = surroundings.installation();
      if (installation == null) {
        error("started without its installation; start it with the script bin/grader");
        return ExitCode.UNAVAILABLE;
      }
      GradeReport report = grade(installation);
      write(report);
      return arguments.exitZero() ? ExitCode.SUCCESS : exitCode(report);
    } catch (InvalidCasesException e) {
      for (Problem problem : e.problems()) {
        error(problem.toString());
      }
      return ExitCode.INVALID_CASES;
    } catch (IOException e) {
      String file = e instanceof FileSystemException failed ? failed.getFile() : null;
      error((file == null ? "" : file + ": ") + reason(e));
      return ExitCode.UNAVAILABLE;
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

  private GradeReport grade(Installation installation) throws InvalidCasesException, IOException {
    WorkerLimits limits =
        new WorkerLimits(arguments.memoryMebibytes(), START_LIMIT, arguments.timeout());
    WorkerLauncher launcher = launcher(installation, limits);
    GradingRequest request =
        new GradingRequest(
            arguments.submission(),
            arguments.tests().isEmpty() ? installation.suites() : arguments.tests(),
            arguments.points(),
            arguments.seed(),
            limits,
            arguments.totalTimeout());
    return new Grader(launcher, GraderCommand::oracle, GraderVersion.VERSION).grade(request);
  }

  private WorkerLauncher launcher(Installation installation, WorkerLimits limits)
      throws IOException {
    WorkerLauncher sealed = new SealedWorkerLauncher(installation.sealedRoot(), limits);
    WorkerLauncher process =
        new JvmWorkerLauncher(installation.workerClassPath(), installation.workerArchive(), limits);
    return new LadderLauncher(
        switch (arguments.sandbox()) {
          case AUTO -> List.of(sealed, process);
          case REQUIRED -> List.of(sealed);
          case PROCESS -> List.of(process);
        });
  }

  private static @Nullable Oracle oracle() {
    return ServiceLoader.load(Oracle.class).findFirst().orElse(null);
  }

  private void write(GradeReport report) throws IOException {
    Style style = surroundings.style(arguments.noColor());
    PrintWriter out = surroundings.out();
    Path output = arguments.output();
    boolean quiet = arguments.quiet();
    if (output != null) {
      if (!quiet) {
        // First, so that it is not lost with a disk that is full.
        out.print(ConsoleReportWriter.writeScore(report, style));
        out.flush();
      }
      try {
        // A file is read later and elsewhere: no colours, whatever the terminal has.
        ReportFile.write(output, text(report, new Style(false, true, style.width())));
      } catch (IOException e) {
        throw new IOException("cannot write the report to " + output + ": " + reason(e), e);
      }
    } else if (quiet && arguments.format() == ReportFormat.CONSOLE) {
      out.print(ConsoleReportWriter.writeScore(report, style));
    } else {
      out.print(text(report, style));
    }
    out.flush();
    boolean isRead =
        surroundings.isTerminal()
            && output == null
            && !quiet
            && arguments.format() == ReportFormat.CONSOLE;
    if (isRead) {
      // The reasons are in the report that was just printed there.
      return;
    }
    for (String reason : report.reasons()) {
      error(report.submission().file() + ": " + reason);
    }
  }

  private String text(GradeReport report, Style style) {
    return switch (arguments.format()) {
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
    BigDecimal minScore = arguments.minScore();
    if (minScore != null) {
      return report.score().compareTo(minScore) >= 0 ? ExitCode.SUCCESS : ExitCode.FAILURES;
    }
    return report.verdict() == Verdict.PASSED ? ExitCode.SUCCESS : ExitCode.FAILURES;
  }

  /** In one line, and inert: a reason may hold text of the submission's. */
  private void error(String message) {
    surroundings.err().println("grader: " + InertText.line(message));
    surroundings.err().flush();
  }
}
