package grader.report;

import grader.html.HtmlReportWriter;
import grader.replay.OpenTestReportWriter;
import grader.report.platform.AutolabWriter;
import grader.report.platform.Classroom50Writer;
import grader.report.platform.GithubWriter;
import grader.report.platform.GradescopeWriter;
import grader.report.platform.PrairieLearnWriter;
import grader.scoring.GradeReport;
import grader.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Every format of a report, by the names of {@code --format}. */
final class Reports {
  /** Each of them. */
  static final List<String> FORMATS =
      List.of(
          "console",
          "json",
          "junit-xml",
          "otr",
          "gradescope",
          "prairielearn",
          "autolab",
          "classroom50",
          "github",
          "markdown",
          "sarif",
          "html");

  private static final Path SCHEMA =
      Path.of("src", "main", "resources", "grader", "report", "grade-report-v1.schema.json");

  private Reports() {}

  static String write(String format, GradeReport report) throws IOException {
    return switch (format) {
      case "console" -> ConsoleReportWriter.write(report, new Style(false, true, 80));
      case "json" -> JsonReportWriter.write(report);
      case "junit-xml" -> JunitXmlReportWriter.write(report);
      case "otr" -> OpenTestReportWriter.write(report);
      case "gradescope" -> GradescopeWriter.write(report);
      case "prairielearn" -> PrairieLearnWriter.write(report);
      case "autolab" -> AutolabWriter.write(report);
      case "classroom50" -> Classroom50Writer.write(report, classroom50());
      case "github" -> GithubWriter.write(report).log();
      case "markdown" -> MarkdownReportWriter.write(report);
      case "sarif" -> SarifReportWriter.write(report);
      case "html" -> HtmlReportWriter.write(report);
      default -> throw new IllegalArgumentException(format);
    };
  }

  private static Classroom50Writer.Run classroom50() {
    return new Classroom50Writer.Run(
        "deep-learning",
        "backpropagation",
        "submit/2026-11-23T10-00-00Z",
        "https://github.example/commit/1",
        "https://github.example/release/1",
        "https://github.example/review/1",
        Instant.parse("2026-11-23T10:00:00.5Z"));
  }

  /** What the format's readers say against it. */
  static List<String> problems(String format, String text) throws IOException {
    return new Validity(Files.readString(SCHEMA)).problems(format, text);
  }
}
