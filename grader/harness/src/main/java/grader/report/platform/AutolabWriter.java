package grader.report.platform;

import grader.checking.Verdict;
import grader.report.CaseDetails;
import grader.report.InertText;
import grader.report.JsonText;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.SuiteReport;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report as Autolab reads it from the end of standard output: text for the student, a line of
 * formatted feedback, and the line of scores, which is the last. The format: <a
 * href="https://docs.autolabproject.com/lab/">Guide for lab authors</a> and <a
 * href="https://docs.autolabproject.com/features/formatted-feedback/">Formatted feedback</a>.
 *
 * <p>A problem is a suite, by its id; an assessment must have problems of these names. Autolab
 * rewrites the last line with a regular expression before it reads it, which breaks every text with
 * a letter or a digit directly before a colon: ids have none, and nothing else stands there.
 * Students see all of it, so that only visible cases are named.
 */
public final class AutolabWriter {
  /** Autolab's own: {@code assessment_autograde_core.rb}, parseAutoresult. */
  private static final Pattern REWRITTEN = Pattern.compile("([a-zA-Z0-9]+):");

  /** Autolab cuts an output of a thousand KiB in its middle. */
  private static final int MAX_TEXT = 300_000;

  private static final int MAX_HINT = 200;

  private AutolabWriter() {}

  /** The whole output; it ends with the line of scores, unless the grader failed. */
  public static String write(GradeReport report) {
    String text = String.join("\n", VisibleText.lines(report));
    String shown = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "\n… (cut)";
    if (report.verdict() == Verdict.GRADER_ERROR) {
      // Without a line of scores Autolab reports an error, and asks nobody's points.
      return shown + "\nThe grader failed: this submission has no scores.\n";
    }
    return shown + "\n" + feedback(report) + scores(report);
  }

  private static String feedback(GradeReport report) {
    return JsonText.line(
        json -> {
          json.beginObject();
          json.name("_presentation").value("semantic");
          json.name("stages").beginArray();
          for (SuiteReport suite : report.suites()) {
            json.value(suite.id());
          }
          json.endArray();
          List<ShownCases> rows = ShownCases.of(report);
          for (SuiteReport suite : report.suites()) {
            json.name(suite.id()).beginObject();
            for (ShownCases row : rows) {
              if (!row.suite().equals(suite.id())) {
                continue;
              }
              json.name(row.testCase() == null ? "not shown" : row.testCase().id()).beginObject();
              json.name("passed").value(row.isPassed());
              if (!row.isPassed()) {
                json.name("hint").value(hint(row));
              }
              json.endObject();
            }
            json.endObject();
          }
          json.endObject();
        });
  }

  private static String hint(ShownCases row) {
    String hint = row.testCase() == null ? row.name() : CaseDetails.sentence(row.testCase());
    return hint.length() <= MAX_HINT ? hint : hint.substring(0, MAX_HINT) + "…";
  }

  private static String scores(GradeReport report) {
    String line =
        JsonText.line(
            json -> {
              json.beginObject();
              json.name("scores").beginObject();
              for (SuiteReport suite : report.suites()) {
                if (suite.maxScore().signum() != 0) {
                  json.name(suite.id()).value(suite.score());
                }
              }
              json.endObject();
              json.endObject();
            });
    Matcher rewritten = REWRITTEN.matcher(line);
    if (rewritten.find()) {
      throw new IllegalStateException("Autolab would rewrite " + InertText.line(rewritten.group()));
    }
    return line;
  }
}
