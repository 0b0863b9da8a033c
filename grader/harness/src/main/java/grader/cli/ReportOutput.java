package grader.cli;

import grader.checking.Verdict;
import grader.html.HtmlReportWriter;
import grader.replay.OpenTestReportWriter;
import grader.report.ConsoleReportWriter;
import grader.report.JsonReportWriter;
import grader.report.JunitXmlReportWriter;
import grader.report.MarkdownReportWriter;
import grader.report.ReportFile;
import grader.report.SarifReportWriter;
import grader.report.Style;
import grader.report.platform.AutolabWriter;
import grader.report.platform.Classroom50Writer;
import grader.report.platform.GithubWriter;
import grader.report.platform.GradescopeWriter;
import grader.report.platform.PrairieLearnWriter;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report in every format that was asked for, each to its file or one to standard output,
 * and tells people what they do not read there.
 */
final class ReportOutput {
  private static final int FILE_THREADS = 2;

  private final Surroundings surroundings;
  private final List<ReportRequest> requests;
  private final Style style;
  private final boolean quiet;

  ReportOutput(
      Surroundings surroundings, List<ReportRequest> requests, Style style, boolean quiet) {
    this.surroundings = surroundings;
    this.requests = requests;
    this.style = style;
    this.quiet = quiet;
  }

  /**
   * Write all of it.
   *
   * @return whether every format has its report; one that cannot say that the grader failed has
   *     none then
   * @throws IOException when a file cannot be written
   */
  boolean write(GradeReport report) throws IOException {
    ReportFormat printed = printed();
    // Messages first: some platforms take the last line of both streams for the result.
    tell(report, printed);
    boolean isComplete = true;
    for (ReportRequest request : requests) {
      if (report.verdict() == Verdict.GRADER_ERROR && !request.format().canSayNotGraded()) {
        isComplete = false;
      }
    }
    List<ReportRequest> files = new ArrayList<>();
    List<ReportRequest> streams = new ArrayList<>();
    for (ReportRequest request : requests) {
      Path output = request.output();
      if (output != null && hasReport(report, request.format())) {
        (ReportOptions.isDevice(output) ? streams : files).add(request);
      }
    }
    if (files.size() < 2) {
      print(report, printed);
      writeFiles(report, files);
      writeFiles(report, streams);
    } else {
      writeBeside(report, files, printed, streams);
    }
    return isComplete;
  }

  /**
   * The files on two threads, and on this one what others may share, such as standard output.
   *
   * @param files at least two
   */
  private void writeBeside(
      GradeReport report,
      List<ReportRequest> files,
      @Nullable ReportFormat printed,
      List<ReportRequest> streams)
      throws IOException {
    // Open Test Reporting takes as long as all others together: it begins, and they run beside it.
    files.sort((a, b) -> Boolean.compare(isLongest(b), isLongest(a)));
    ExecutorService threads = Executors.newFixedThreadPool(FILE_THREADS);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (ReportRequest request : files) {
        written.add(
            threads.submit(
                () -> {
                  writeFiles(report, List.of(request));
                  return null;
                }));
      }
      print(report, printed);
      writeFiles(report, streams);
      for (Future<?> each : written) {
        each.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reports were written");
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isLongest(ReportRequest request) {
    return request.format() == ReportFormat.OTR;
  }

  private void writeFiles(GradeReport report, List<ReportRequest> files) throws IOException {
    for (ReportRequest request : files) {
      Path output = Objects.requireNonNull(request.output());
      try {
        // A file is read later and elsewhere: no colours, whatever the terminal has.
        Style plain = new Style(false, true, style.width());
        ReportFile.write(output, text(report, request.format(), plain));
      } catch (IOException e) {
        throw new IOException(
            "cannot write the report to " + output + ": " + FileFailure.reason(e), e);
      }
    }
  }

  private static boolean hasReport(GradeReport report, ReportFormat format) {
    return report.verdict() != Verdict.GRADER_ERROR || format.canSayNotGraded();
  }

  /** What standard output is for; null when every report has a file. */
  private @Nullable ReportFormat printed() {
    for (ReportRequest request : requests) {
      if (request.output() == null) {
        return request.format();
      }
    }
    return null;
  }

  private void tell(GradeReport report, @Nullable ReportFormat printed) {
    boolean isRead = surroundings.isTerminal() && !quiet && printed == ReportFormat.CONSOLE;
    if (!isRead) {
      for (String reason : report.reasons()) {
        surroundings.notGraded(report.submission().file(), reason);
      }
    }
    if (!quiet && printed != null && !printed.isForPeople()) {
      // What a person sees of a run whose standard output a program reads.
      Style plain = new Style(false, style.unicode(), style.width());
      surroundings.err().print(ConsoleReportWriter.writeScore(report, plain));
      surroundings.err().flush();
    }
    for (ReportRequest request : requests) {
      if (!hasReport(report, request.format())) {
        surroundings.error("not graded, and so no report is written as " + request.format().id());
      }
    }
  }

  private void print(GradeReport report, @Nullable ReportFormat printed) throws IOException {
    PrintWriter out = surroundings.out();
    if (printed == null || (quiet && printed == ReportFormat.CONSOLE)) {
      if (printed != null || !quiet) {
        out.print(ConsoleReportWriter.writeScore(report, style));
      }
    } else if (hasReport(report, printed)) {
      out.print(text(report, printed, style));
    }
    out.flush();
  }

  private String text(GradeReport report, ReportFormat format, Style consoleStyle)
      throws IOException {
    return switch (format) {
      case CONSOLE -> ConsoleReportWriter.write(report, consoleStyle);
      case JSON -> JsonReportWriter.write(report);
      case JUNIT_XML -> JunitXmlReportWriter.write(report);
      case OTR -> OpenTestReportWriter.write(report);
      case GRADESCOPE -> GradescopeWriter.write(report);
      case PRAIRIELEARN -> PrairieLearnWriter.write(report);
      case AUTOLAB -> AutolabWriter.write(report);
      case CLASSROOM50 -> Classroom50Writer.write(report, classroom50Run());
      case GITHUB -> githubStep(report);
      case MARKDOWN -> MarkdownReportWriter.write(report);
      case SARIF -> SarifReportWriter.write(report);
      case HTML -> HtmlReportWriter.write(report);
    };
  }

  /** The log; the rest of the step's report goes to the files that GitHub names. */
  private String githubStep(GradeReport report) throws IOException {
    GithubWriter.Step step = GithubWriter.write(report);
    append("GITHUB_STEP_SUMMARY", step.summary());
    append("GITHUB_OUTPUT", step.outputs());
    return step.log();
  }

  private void append(String variable, String text) throws IOException {
    String file = surroundings.environment().get(variable);
    if (file != null && !file.isEmpty()) {
      Files.writeString(Path.of(file), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private Classroom50Writer.Run classroom50Run() throws IOException {
    String review = surroundings.environment().get("REVIEW_URL");
    return new Classroom50Writer.Run(
        classroom50("CLASSROOM"),
        classroom50("ASSIGNMENT"),
        classroom50("SUBMISSION_TAG"),
        classroom50("COMMIT_URL"),
        classroom50("RELEASE_URL"),
        review == null || review.isEmpty() ? classroom50("COMMIT_URL") : review,
        Instant.now());
  }

  private String classroom50(String variable) throws IOException {
    String value = surroundings.environment().get(variable);
    if (value == null || value.isEmpty()) {
      throw new IOException(
          "the format classroom50 needs the variable "
              + variable
              + ", which Classroom 50's runner sets");
    }
    return value;
  }
}
