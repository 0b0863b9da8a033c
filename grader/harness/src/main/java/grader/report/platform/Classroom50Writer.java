package grader.report.platform;

import com.google.gson.stream.JsonWriter;
import grader.checking.Verdict;
import grader.report.CaseDetails;
import grader.report.JsonText;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The report as Classroom 50's {@code result.json}, of the schema {@code classroom50/result/v1}: <a
 * href="https://github.com/foundation50/classroom50/wiki">its wiki</a>, Advanced autograding. The
 * runner adds {@code owner} and {@code assignment_type}.
 *
 * <p>Points are whole numbers there: all are multiplied by the smallest power of ten that makes
 * them whole, so that 50 points in steps of a tenth are 500. Students see every test, so that only
 * visible cases are tests; the others are one test per suite.
 */
public final class Classroom50Writer {
  private static final String SCHEMA = "classroom50/result/v1";

  /**
   * What the runner says of the submission, in the variables of its environment that are named.
   *
   * @param classroom {@code CLASSROOM}
   * @param assignment {@code ASSIGNMENT}
   * @param submission {@code SUBMISSION_TAG}: begins with {@code submit/}
   * @param commit {@code COMMIT_URL}
   * @param release {@code RELEASE_URL}
   * @param review {@code REVIEW_URL}, or else that of the commit
   * @param time of the run
   */
  public record Run(
      String classroom,
      String assignment,
      String submission,
      String commit,
      String release,
      String review,
      Instant time) {}

  private final GradeReport report;
  private final Run run;
  private final List<ShownCases> rows;
  private final int scale;
  private final JsonWriter json;

  private Classroom50Writer(GradeReport report, Run run, JsonWriter json) {
    this.report = report;
    this.run = run;
    this.rows = report.reasons().isEmpty() ? ShownCases.of(report) : List.of();
    this.scale =
        ShownCases.of(report).stream()
            .mapToInt(row -> Math.max(decimals(row.score()), decimals(row.maxScore())))
            .max()
            .orElse(0);
    this.json = json;
  }

  /**
   * The report as JSON.
   *
   * @throws IllegalArgumentException for a run in which the grader failed, which has no result but
   *     an exit code
   */
  public static String write(GradeReport report, Run run) {
    if (report.verdict() == Verdict.GRADER_ERROR) {
      throw new IllegalArgumentException("it is not graded");
    }
    return JsonText.indented(json -> new Classroom50Writer(report, run, json).report());
  }

  private void report() throws IOException {
    json.beginObject();
    json.name("schema").value(SCHEMA);
    json.name("classroom").value(run.classroom());
    json.name("assignment").value(run.assignment());
    json.name("submission").value(run.submission());
    json.name("commit").value(run.commit());
    json.name("release").value(run.release());
    json.name("review").value(run.review());
    json.name("datetime").value(run.time().truncatedTo(ChronoUnit.SECONDS).toString());
    json.name("score").value(rows.stream().mapToLong(row -> whole(row.score())).sum());
    json.name("max-score")
        .value(ShownCases.of(report).stream().mapToLong(row -> whole(row.maxScore())).sum());
    json.name("tests").beginArray();
    if (!report.reasons().isEmpty()) {
      reasons();
    }
    for (ShownCases row : rows) {
      json.beginObject();
      json.name("test-name").value(row.name());
      json.name("passed").value(row.isPassed());
      json.name("score").value(whole(row.score()));
      json.name("max-score").value(whole(row.maxScore()));
      if (row.testCase() != null && !row.isPassed()) {
        json.name("output").value(String.join("\n", CaseDetails.lines(report, row.testCase())));
      }
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  /** One test for all, which has all the points: sums must agree. */
  private void reasons() throws IOException {
    json.beginObject();
    json.name("test-name").value("The submission can be graded");
    json.name("passed").value(false);
    json.name("score").value(0);
    json.name("max-score")
        .value(ShownCases.of(report).stream().mapToLong(row -> whole(row.maxScore())).sum());
    json.name("output").value(String.join("\n", Preface.reasons(report)));
    json.endObject();
  }

  private static int decimals(BigDecimal points) {
    return points.signum() == 0 ? 0 : Math.max(0, points.stripTrailingZeros().scale());
  }

  private long whole(BigDecimal points) {
    return points.movePointRight(scale).longValueExact();
  }
}
