package grader.report.platform;

import com.google.gson.stream.JsonWriter;
import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.report.CaseDetails;
import grader.report.EffectiveVisibility;
import grader.report.InertText;
import grader.report.JsonText;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SuiteReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The report as Gradescope's {@code results.json}: a test per case. The format: <a
 * href="https://gradescope-autograders.readthedocs.io/en/latest/specs/">Autograder
 * Specifications</a>.
 *
 * <p>A case has the visibility that its file gives it, or that of a stricter one before it. While
 * any is hidden, Gradescope shows students no total. A case without points has a status and no
 * score. All text is plain text.
 */
public final class GradescopeWriter {
  private static final double MILLISECONDS = 1000;

  private final GradeReport report;
  private final Map<String, Visibility> visibility;
  private final JsonWriter json;

  private GradescopeWriter(GradeReport report, JsonWriter json) {
    this.report = report;
    this.visibility = EffectiveVisibility.of(report);
    this.json = json;
  }

  /**
   * The report as JSON.
   *
   * @throws IllegalArgumentException for a run in which the grader failed: Gradescope has no way to
   *     say that a submission has no grade but to have no results
   */
  public static String write(GradeReport report) {
    if (report.verdict() == Verdict.GRADER_ERROR) {
      throw new IllegalArgumentException("it is not graded");
    }
    return JsonText.indented(json -> new GradescopeWriter(report, json).report());
  }

  private void report() throws IOException {
    json.beginObject();
    json.name("score").value(report.score());
    Duration time =
        report.suites().stream()
            .flatMap(suite -> suite.cases().stream())
            .map(CaseReport::time)
            .reduce(Duration.ZERO, Duration::plus);
    // In seconds; what a timer says beyond the thousandth is chance.
    json.name("execution_time").value(time.toMillis() / MILLISECONDS);
    List<String> lines = new ArrayList<>(Preface.lines(report));
    lines.add("");
    lines.add(Preface.facts(report));
    json.name("output").value(String.join("\n", lines));
    json.name("output_format").value("text");
    json.name("test_output_format").value("text");
    json.name("test_name_format").value("text");
    json.name("visibility").value("visible");
    json.name("stdout_visibility").value("hidden");
    extraData();
    json.name("tests").beginArray();
    if (report.reasons().isEmpty()) {
      int suiteNumber = 1;
      for (SuiteReport suite : report.suites()) {
        int caseNumber = 1;
        for (CaseReport testCase : suite.cases()) {
          testCase(suite, testCase, suiteNumber + "." + caseNumber);
          caseNumber++;
        }
        suiteNumber++;
      }
    }
    json.endArray();
    json.endObject();
  }

  /** Comes back as {@code previous_submissions[].results} in a later submission's metadata. */
  private void extraData() throws IOException {
    Environment environment = report.environment();
    json.name("extra_data").beginObject();
    json.name("grader").value(environment.grader());
    json.name("verdict").value(report.verdict().name());
    json.name("max_score").value(report.maxScore());
    json.name("submission_sha256").value(report.submission().sha256());
    json.name("seed").value(environment.seed());
    json.name("sandbox").value(environment.sandbox());
    json.endObject();
  }

  private void testCase(SuiteReport suite, CaseReport testCase, String number) throws IOException {
    json.beginObject();
    json.name("number").value(number);
    json.name("name")
        .value(
            InertText.line(suite.title() + ": " + testCase.title()) + " (" + testCase.id() + ")");
    json.name("status").value(testCase.verdict() == Verdict.PASSED ? "passed" : "failed");
    if (testCase.maxScore().signum() != 0) {
      json.name("score").value(testCase.score());
      json.name("max_score").value(testCase.maxScore());
    }
    json.name("output").value(String.join("\n", CaseDetails.lines(report, testCase)));
    json.name("tags").beginArray().value(suite.id()).endArray();
    Visibility seen = visibility.getOrDefault(testCase.id(), Visibility.HIDDEN);
    json.name("visibility").value(seen.id());
    json.endObject();
  }
}
