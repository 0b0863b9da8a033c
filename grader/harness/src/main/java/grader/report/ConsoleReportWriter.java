package grader.report;

import grader.cases.Feedback;
import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.policy.PolicyMode;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The report for a terminal: the score first, then one line per suite, and below it only the cases
 * that failed, each failed check with the fact that decides it.
 */
public final class ConsoleReportWriter {
  private static final int SHOWN_OUTPUT = 120;

  private static final String VISIBLE_ONLY =
      "all of these cases are visible ones; hidden cases may have other sizes, other activations"
          + " and values at the edges";

  private final GradeReport report;
  private final Style style;
  private final StringBuilder text = new StringBuilder();

  private ConsoleReportWriter(GradeReport report, Style style) {
    this.report = report;
    this.style = style;
  }

  /** The whole report; it ends with a line feed. */
  public static String write(GradeReport report, Style style) {
    ConsoleReportWriter writer = new ConsoleReportWriter(report, style);
    writer.wrapped("", "  ", writer.scoreLine());
    writer.reasons();
    writer.notes();
    writer.line("");
    if (!report.findings().isEmpty()) {
      writer.findings();
    }
    if (report.reasons().isEmpty()) {
      // Else nothing was run, and every suite would only say so again.
      report.suites().forEach(writer::suite);
      writer.line("");
    }
    writer.facts();
    return writer.text.toString();
  }

  /** The score alone, in one line that ends with a line feed. */
  public static String writeScore(GradeReport report, Style style) {
    ConsoleReportWriter writer = new ConsoleReportWriter(report, style);
    writer.line(writer.scoreLine());
    return writer.text.toString();
  }

  private String scoreLine() {
    String sign = report.verdict() == Verdict.PASSED ? style.passed() : style.failed();
    return sign + " " + style.bold(Headline.score(report)) + "  " + Headline.outcome(report);
  }

  private void reasons() {
    for (String reason : report.reasons()) {
      List<String> lines = InertText.lines(reason);
      wrapped("  - ", "    ", lines.get(0));
      // As they are: a compiler points at a column.
      lines.subList(1, lines.size()).forEach(each -> line("    " + each));
    }
  }

  private void notes() {
    if (report.verdict() == Verdict.PASSED && onlyVisibleCases()) {
      wrapped("  ", "    ", style.faint("note: " + VISIBLE_ONLY));
    }
    if (!report.submission().policy().forbids()) {
      report
          .submission()
          .policy()
          .violations()
          .forEach(
              violation ->
                  wrapped("  ! ", "    ", "policy: " + InertText.line(violation.message())));
    }
    report
        .submission()
        .notes()
        .forEach(note -> wrapped("  ", "    ", style.faint("note: " + InertText.line(note))));
  }

  /** As the examples are that students have: all right there is not all right. */
  private boolean onlyVisibleCases() {
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        if (testCase.visibility() != Visibility.VISIBLE) {
          return false;
        }
      }
    }
    return true;
  }

  private void findings() {
    line(style.bold("What is wrong"));
    int number = 1;
    for (Finding finding : report.findings()) {
      String cost =
          finding.points().signum() == 0
              ? ""
              : "  " + style.faint("costs " + Points.counted(finding.points()));
      wrapped(number + ". ", "   ", style.bold(InertText.line(finding.mistake())) + cost);
      paragraph("", finding.evidence());
      paragraph("", finding.numbers());
      paragraph("where: ", finding.where());
      paragraph("hint: ", finding.hint());
      number++;
    }
    line("");
  }

  private void paragraph(String label, String sentence) {
    if (!sentence.isEmpty()) {
      wrapped("   ", "   ", style.faint(label) + InertText.line(sentence));
    }
  }

  private void suite(SuiteReport suite) {
    boolean good = suite.verdict() == Verdict.PASSED;
    List<CaseReport> failed =
        suite.cases().stream().filter(each -> each.verdict() != Verdict.PASSED).toList();
    int passed = suite.cases().size() - failed.size();
    String name =
        (good ? style.passed() : style.failed()) + " " + style.bold(InertText.line(suite.title()));
    String count = passed + " of " + suite.cases().size() + " cases";
    String worth =
        suite.maxScore().signum() == 0
            ? "no points"
            : Points.text(suite.score(), suite.maxScore()) + " points";
    wrapped("", "    ", name + "  " + style.faint(count + ", " + worth));
    if (report.reasons().isEmpty()) {
      for (int i = 0; i < failed.size(); i++) {
        testCase(failed.get(i), i == failed.size() - 1);
      }
    }
  }

  private void testCase(CaseReport testCase, boolean last) {
    String title = InertText.line(testCase.title());
    String facts = title + " (" + Points.text(testCase.score(), testCase.maxScore()) + ")";
    String indent = style.trunk(last);
    wrapped(
        style.branch(last),
        indent + "    ",
        style.failed() + " " + testCase.id() + "  " + style.faint(facts));
    List<String> rows = new ArrayList<>();
    for (FailedChecks failed : FailedChecks.of(testCase.checks())) {
      rows.add(failed.names() + ": " + failed.message());
    }
    if (!testCase.output().text().isBlank()) {
      rows.add("printed: " + excerpt(testCase.output().text()));
    }
    for (int i = 0; i < rows.size(); i++) {
      boolean lastRow = i == rows.size() - 1;
      wrapped(
          indent + style.branch(lastRow),
          indent + style.trunk(lastRow) + "  ",
          InertText.line(rows.get(i)));
    }
  }

  private static String excerpt(String output) {
    String first = output.strip();
    if (first.length() <= SHOWN_OUTPUT) {
      return first;
    }
    // No character is cut in two.
    int end = SHOWN_OUTPUT - (Character.isHighSurrogate(first.charAt(SHOWN_OUTPUT - 1)) ? 1 : 0);
    return first.substring(0, end) + "…";
  }

  private void facts() {
    GradeReport.Environment environment = report.environment();
    String facts =
        "sandbox %s, seed %s, Java %s, %s s per case, %s MiB"
            .formatted(
                environment.sandbox(),
                environment.seed(),
                environment.java(),
                Points.text(BigDecimal.valueOf(environment.timeout().toMillis(), 3)),
                environment.memoryMebibytes());
    PolicyMode mode = report.submission().policy().mode();
    if (mode != PolicyMode.ENFORCE) {
      facts += ", policy " + mode.id();
    }
    if (report.feedback() != Feedback.FULL) {
      facts += ", feedback " + report.feedback().id();
    }
    wrapped("", "  ", style.faint(facts));
    for (String note : environment.sandboxNotes()) {
      wrapped("  ", "  ", style.faint(InertText.line(note)));
    }
  }

  private void line(String line) {
    text.append(style.line(line)).append('\n');
  }

  private void wrapped(String first, String rest, String content) {
    style.wrap(first, rest, content).forEach(line -> text.append(line).append('\n'));
  }
}
