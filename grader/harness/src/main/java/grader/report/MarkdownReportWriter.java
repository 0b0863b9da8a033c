package grader.report;

import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.policy.Violation;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SuiteReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The report as Markdown, as GitHub and GitLab show it: the score, what is wrong, a table of the
 * suites, and the cases that failed.
 *
 * <p>It never exceeds what GitHub takes as the summary of a step, 1 MiB; cases beyond that are
 * counted.
 */
public final class MarkdownReportWriter {
  private static final int MAX_BYTES = 900_000;
  private static final int MAX_SENTENCES = 100;

  private final GradeReport report;
  private final boolean isForStudents;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReportWriter(GradeReport report, boolean isForStudents) {
    this.report = report;
    this.isForStudents = isForStudents;
  }

  /** The whole report; it ends with a line feed. */
  public static String write(GradeReport report) {
    return new MarkdownReportWriter(report, false).report();
  }

  /** The report without the cases that are not visible, or not yet. */
  public static String writeVisible(GradeReport report) {
    return new MarkdownReportWriter(report, true).report();
  }

  private String report() {
    line("## " + sign(report.verdict()) + " " + MarkdownText.words(Headline.score(report)));
    line("");
    line(MarkdownText.words(Headline.outcome(report)));
    line("");
    bullets(report.reasons());
    if (!report.submission().policy().forbids()) {
      bullets(report.submission().policy().violations().stream().map(Violation::message).toList());
    }
    bullets(report.submission().notes());
    findings();
    suites();
    if (report.reasons().isEmpty()) {
      failedCases();
    }
    facts();
    return text.toString();
  }

  private void bullets(List<String> sentences) {
    for (String sentence : sentences.stream().limit(MAX_SENTENCES).toList()) {
      line(
          "- "
              + InertText.lines(sentence).stream()
                  .map(MarkdownText::code)
                  .collect(Collectors.joining("<br>")));
    }
    if (sentences.size() > MAX_SENTENCES) {
      line("- … and " + (sentences.size() - MAX_SENTENCES) + " more");
    }
    if (!sentences.isEmpty()) {
      line("");
    }
  }

  private void findings() {
    if (report.findings().isEmpty()) {
      return;
    }
    line("### What is wrong");
    line("");
    int number = 1;
    for (Finding finding : report.findings()) {
      line(number + ". **" + MarkdownText.words(FindingText.mistake(finding)) + "**");
      FindingText.details(finding).forEach(detail -> line("   <br>" + MarkdownText.words(detail)));
      if (!isForStudents && !finding.numbers().isEmpty()) {
        // The only part that quotes a submission: GitHub makes links even of escaped addresses.
        line("   <br>" + MarkdownText.code(InertText.line(finding.numbers())));
      }
      number++;
    }
    line("");
  }

  private void suites() {
    line("| | Suite | Cases | Points |");
    line("|---|---|---|---|");
    for (SuiteReport suite : report.suites()) {
      long passed = suite.cases().stream().filter(each -> each.verdict() == Verdict.PASSED).count();
      line(
          "| %s | %s | %s of %s | %s |"
              .formatted(
                  sign(suite.verdict()),
                  MarkdownText.words(InertText.line(suite.title())),
                  passed,
                  suite.cases().size(),
                  Points.text(suite.score(), suite.maxScore())));
    }
    line("");
  }

  private void failedCases() {
    List<CaseReport> failed =
        report.suites().stream()
            .flatMap(suite -> suite.cases().stream())
            .filter(testCase -> testCase.verdict() != Verdict.PASSED)
            .toList();
    Map<String, Visibility> visibility = EffectiveVisibility.of(report);
    List<CaseReport> shown =
        failed.stream()
            .filter(
                testCase -> !isForStudents || visibility.get(testCase.id()) == Visibility.VISIBLE)
            .toList();
    if (failed.isEmpty()) {
      return;
    }
    line("### Failed cases");
    line("");
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    int written = 0;
    for (CaseReport testCase : shown) {
      String section = section(testCase);
      bytes += section.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        line("… and " + (shown.size() - written) + " more: GitHub takes at most 1 MiB.");
        line("");
        break;
      }
      text.append(section);
      written++;
    }
    if (shown.size() < failed.size()) {
      line("%s failed cases are not shown.".formatted(failed.size() - shown.size()));
      line("");
    }
  }

  private String section(CaseReport testCase) {
    return "<details><summary>%s %s: %s (%s)</summary>\n\n%s\n\n</details>\n\n"
        .formatted(
            sign(testCase.verdict()),
            MarkdownText.words(testCase.id()),
            MarkdownText.words(InertText.line(testCase.title())),
            Points.text(testCase.score(), testCase.maxScore()),
            MarkdownText.block(CaseDetails.lines(report, testCase)));
  }

  private void facts() {
    Environment environment = report.environment();
    line(
        MarkdownText.words(
            "grader %s, Java %s, sandbox %s, seed %s"
                .formatted(
                    environment.grader(),
                    environment.java(),
                    environment.sandbox(),
                    environment.seed())));
  }

  private static String sign(Verdict verdict) {
    return verdict == Verdict.PASSED ? "✔" : "✘";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
