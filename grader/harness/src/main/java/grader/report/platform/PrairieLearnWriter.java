package grader.report.platform;

import com.google.gson.stream.JsonWriter;
import grader.checking.Verdict;
import grader.report.CaseDetails;
import grader.report.Headline;
import grader.report.JsonText;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The report as PrairieLearn's {@code results.json}. The format: <a
 * href="https://docs.prairielearn.com/externalGrading/">External grading</a>.
 *
 * <p>A submission that could not be graded is not gradable there: it gets no points and costs no
 * attempt. So is a run in which the grader failed. Students see every test at once, so that only
 * visible cases are tests; the others are one test per suite.
 *
 * <p>PrairieLearn refuses a file beyond 1 MiB. Each test has its share of that, and texts beyond it
 * are cut.
 */
public final class PrairieLearnWriter {
  private static final int DECIMALS = 6;

  /** For the cases' details; names, points and what stands above the cases take the rest. */
  private static final int BYTES_FOR_DETAILS = 600_000;

  private static final int BYTES_FOR_PREFACE = 150_000;
  private static final int BYTES_FOR_NAME = 250;
  private static final String CUT = "(cut: PrairieLearn takes at most 1 MiB)";

  private final GradeReport report;
  private final JsonWriter json;

  private PrairieLearnWriter(GradeReport report, JsonWriter json) {
    this.report = report;
    this.json = json;
  }

  /** The report as JSON, at most 1 MiB. */
  public static String write(GradeReport report) {
    return JsonText.indented(json -> new PrairieLearnWriter(report, json).report());
  }

  private void report() throws IOException {
    json.beginObject();
    boolean isGradable = report.reasons().isEmpty() && report.verdict() != Verdict.GRADER_ERROR;
    json.name("gradable").value(isGradable);
    if (isGradable) {
      json.name("score").value(share(report));
      json.name("message").value(Headline.score(report) + ": " + Headline.outcome(report));
      json.name("output").value(preface(Preface.lines(report)));
      tests();
    } else {
      json.name("format_errors").beginArray();
      json.value(Headline.outcome(report));
      if (report.verdict() == Verdict.GRADER_ERROR) {
        json.value("The grader failed. Please tell your instructor, and submit again later.");
      }
      json.value(preface(Preface.reasons(report)));
      json.endArray();
    }
    json.endObject();
  }

  private static String preface(List<String> lines) {
    return Excerpt.of(String.join("\n", lines), BYTES_FOR_PREFACE, CUT);
  }

  /** Of the points that can be reached, from 0 to 1. */
  private static BigDecimal share(GradeReport report) {
    if (report.maxScore().signum() == 0) {
      return report.verdict() == Verdict.PASSED ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    BigDecimal share = report.score().divide(report.maxScore(), MathContext.DECIMAL64);
    // Down, so that only a full score is 1.
    return share.setScale(DECIMALS, RoundingMode.DOWN).stripTrailingZeros();
  }

  private void tests() throws IOException {
    List<ShownCases> rows = ShownCases.of(report);
    int bytes = BYTES_FOR_DETAILS / Math.max(1, rows.size());
    json.name("tests").beginArray();
    for (ShownCases row : rows) {
      json.beginObject();
      json.name("name").value(Excerpt.of(row.name(), BYTES_FOR_NAME, "…"));
      json.name("points").value(row.score());
      json.name("max_points").value(row.maxScore());
      json.name("message").value(row.isPassed() ? "passed" : "failed: " + row.points());
      if (row.testCase() != null) {
        List<String> lines = CaseDetails.lines(report, row.testCase());
        if (!lines.isEmpty()) {
          json.name("output").value(Excerpt.of(String.join("\n", lines), bytes, CUT));
        }
      }
      json.endObject();
    }
    json.endArray();
  }
}
