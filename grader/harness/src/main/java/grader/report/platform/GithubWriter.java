package grader.report.platform;

import grader.checking.Verdict;
import grader.digest.Sha256;
import grader.policy.Violation;
import grader.report.CaseDetails;
import grader.report.FindingText;
import grader.report.Headline;
import grader.report.InertText;
import grader.report.MarkdownReportWriter;
import grader.report.Points;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The report for a step of GitHub Actions. The formats: <a
 * href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow
 * commands</a>.
 *
 * <p>Logs and summaries are seen by whoever sees the repository, students above all: only visible
 * cases are named.
 */
public final class GithubWriter {
  /** GitHub drops further errors of a step without a word. */
  static final int MAX_ANNOTATIONS = 10;

  private static final String SOURCES = "src/main/java/";
  private static final int TOKEN_LENGTH = 32;

  private GithubWriter() {}

  /**
   * What goes where.
   *
   * @param log standard output, with the annotations
   * @param summary Markdown, to be appended to the file that {@code GITHUB_STEP_SUMMARY} names; at
   *     most 1 MiB
   * @param outputs the step's outputs, to be appended to the file that {@code GITHUB_OUTPUT} names:
   *     {@code score}, {@code max-score}, {@code passed}, {@code verdict} and {@code summary}
   */
  public record Step(String log, String summary, String outputs) {}

  /** The report in three parts. */
  public static Step write(GradeReport report) {
    return new Step(log(report), MarkdownReportWriter.writeVisible(report), outputs(report));
  }

  private static String log(GradeReport report) {
    String text = String.join("\n", VisibleText.lines(report)) + "\n";
    // Ends what it begins, and nobody can write a text that holds its own digest.
    String token = Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, TOKEN_LENGTH);
    StringBuilder log = new StringBuilder();
    log.append("::stop-commands::").append(token).append('\n');
    log.append(text);
    log.append("::").append(token).append("::\n");
    List<String> annotations = annotations(report);
    int shown = Math.min(annotations.size(), MAX_ANNOTATIONS);
    if (annotations.size() > MAX_ANNOTATIONS) {
      shown = MAX_ANNOTATIONS - 1;
    }
    annotations.subList(0, shown).forEach(annotation -> log.append(annotation).append('\n'));
    if (shown < annotations.size()) {
      String more = (annotations.size() - shown) + " more; see the summary of this step";
      log.append(error("", "Grade", more)).append('\n');
    }
    return log.toString();
  }

  private static List<String> annotations(GradeReport report) {
    List<String> annotations = new ArrayList<>();
    for (Violation violation : report.submission().policy().violations()) {
      annotations.add(error(place(violation), "Policy " + violation.rule(), violation.message()));
    }
    if (!report.submission().policy().forbids()) {
      report.reasons().forEach(reason -> annotations.add(error("", "Not graded", reason)));
    }
    for (Finding finding : report.findings()) {
      annotations.add(error("", "What is wrong", FindingText.mistake(finding)));
    }
    if (report.reasons().isEmpty()) {
      for (ShownCases row : ShownCases.of(report)) {
        if (!row.isPassed()) {
          String message =
              row.testCase() == null ? row.points() : CaseDetails.sentence(row.testCase());
          annotations.add(error("", row.name(), message));
        }
      }
    }
    return annotations;
  }

  private static String place(Violation violation) {
    String source = violation.source();
    if (source == null) {
      return "";
    }
    String line = violation.line() == 0 ? "" : ",line=" + violation.line();
    return "file=" + property(SOURCES + source) + line + ",";
  }

  private static String error(String place, String title, String message) {
    return "::error " + place + "title=" + property(title) + "::" + value(message);
  }

  /** Escaped as in {@code actions/toolkit}, packages/core/src/command.ts. */
  private static String value(String text) {
    return InertText.line(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return value(text).replace(":", "%3A").replace(",", "%2C");
  }

  private static String outputs(GradeReport report) {
    boolean isPassed = report.verdict() == Verdict.PASSED;
    // A score that is none must not be taken for one.
    String score = report.verdict() == Verdict.GRADER_ERROR ? "" : Points.text(report.score());
    return "score=%s\nmax-score=%s\npassed=%s\nverdict=%s\nsummary=%s\n"
        .formatted(
            score,
            Points.text(report.maxScore()),
            isPassed,
            report.verdict(),
            Headline.outcome(report));
  }
}
