package grader.report;

import com.google.gson.stream.JsonWriter;
import grader.policy.PolicyFindings;
import grader.policy.Violation;
import grader.protocol.CapturedOutput;
import grader.scoring.Finding;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.GradeReport.SuiteReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The whole report as JSON, described by {@code grade-report-v1.schema.json}. The members called
 * {@code seconds} are the only ones that differ between two runs on the same input.
 */
public final class JsonReportWriter {
  private static final int SCHEMA_VERSION = 1;

  private final JsonWriter json;

  private JsonReportWriter(JsonWriter json) {
    this.json = json;
  }

  /** The report as a JSON text that ends with a line feed. */
  public static String write(GradeReport report) {
    return JsonText.indented(json -> new JsonReportWriter(json).report(report));
  }

  private void report(GradeReport report) throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA_VERSION);
    json.name("score").value(report.score());
    json.name("maxScore").value(report.maxScore());
    json.name("verdict").value(report.verdict().name());
    json.name("reasons");
    strings(report.reasons());
    json.name("feedback").value(report.feedback().id());
    submission(report.submission());
    policy(report.submission().policy());
    suite(report.suites());
    environment(report.environment());
    json.name("findings").beginArray();
    for (Finding finding : report.findings()) {
      finding(finding);
    }
    json.endArray();
    json.name("cases").beginArray();
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        testCase(suite, testCase);
      }
    }
    json.endArray();
    json.endObject();
  }

  private void submission(SubmissionFacts submission) throws IOException {
    json.name("submission").beginObject();
    json.name("file").value(submission.file());
    json.name("sha256").value(submission.sha256());
    json.name("notes");
    strings(submission.notes());
    json.endObject();
  }

  private void policy(PolicyFindings policy) throws IOException {
    json.name("policy").beginObject();
    json.name("mode").value(policy.mode().id());
    json.name("sha256").value(policy.sha256());
    json.name("violations").beginArray();
    for (Violation violation : policy.violations()) {
      json.beginObject();
      json.name("rule").value(violation.rule());
      json.name("message").value(violation.sentence());
      json.name("found").value(violation.found());
      json.name("class").value(violation.className());
      json.name("source").value(violation.source());
      json.name("line").value(violation.line() == 0 ? null : violation.line());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void suite(List<SuiteReport> suites) throws IOException {
    json.name("suite").beginObject();
    json.name("files").beginArray();
    for (SuiteReport suite : suites) {
      json.beginObject();
      json.name("id").value(suite.id());
      json.name("title").value(suite.title());
      json.name("file").value(suite.file());
      json.name("sha256").value(suite.sha256());
      json.name("verdict").value(suite.verdict().name());
      json.name("score").value(suite.score());
      json.name("maxScore").value(suite.maxScore());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void environment(Environment environment) throws IOException {
    json.name("grader").value(environment.grader());
    json.name("graderSha256").value(environment.graderSha256());
    json.name("java").value(environment.java());
    json.name("sandbox").value(environment.sandbox());
    json.name("sandboxNotes");
    strings(environment.sandboxNotes());
    json.name("seed").value(environment.seed());
    json.name("limits").beginObject();
    json.name("memoryMebibytes").value(environment.memoryMebibytes());
    json.name("timeoutMilliseconds").value(environment.timeout().toMillis());
    json.name("totalTimeoutMilliseconds").value(environment.totalTimeout().toMillis());
    json.endObject();
  }

  private void finding(Finding finding) throws IOException {
    json.beginObject();
    json.name("id").value(finding.id());
    json.name("mistake").value(finding.mistake());
    json.name("evidence").value(finding.evidence());
    json.name("numbers").value(finding.numbers());
    json.name("where").value(finding.where());
    json.name("hint").value(finding.hint());
    json.name("confidence").value(finding.confidence().name().toLowerCase(Locale.ROOT));
    json.name("root").value(finding.isRoot());
    json.name("points").value(finding.points());
    json.name("explains");
    checkNames(finding.explains());
    json.name("follows");
    checkNames(finding.follows());
    json.endObject();
  }

  private void checkNames(List<CheckName> names) throws IOException {
    json.beginArray();
    for (CheckName name : names) {
      json.beginObject();
      json.name("case").value(name.caseId());
      json.name("check").value(name.checkId());
      json.endObject();
    }
    json.endArray();
  }

  private void testCase(SuiteReport suite, CaseReport testCase) throws IOException {
    json.beginObject();
    json.name("id").value(testCase.id());
    json.name("suite").value(suite.id());
    json.name("title").value(testCase.title());
    json.name("operation").value(testCase.operation().id());
    json.name("visibility").value(testCase.visibility().id());
    json.name("verdict").value(testCase.verdict().name());
    json.name("score").value(testCase.score());
    json.name("maxScore").value(testCase.maxScore());
    json.name("seconds").value(testCase.time().toNanos() / 1e9);
    json.name("checks").beginArray();
    for (CheckReport check : testCase.checks()) {
      check(check);
    }
    json.endArray();
    json.name("trace");
    strings(testCase.trace());
    output(testCase.output());
    json.endObject();
  }

  private void check(CheckReport check) throws IOException {
    json.beginObject();
    json.name("id").value(check.id());
    json.name("verdict").value(check.verdict().name());
    json.name("score").value(check.score());
    json.name("maxScore").value(check.maxScore());
    json.name("message").value(check.message());
    json.endObject();
  }

  private void output(CapturedOutput output) throws IOException {
    json.name("output").beginObject();
    json.name("text").value(output.text());
    json.name("totalBytes").value(output.totalBytes());
    json.endObject();
  }

  private void strings(List<String> strings) throws IOException {
    json.beginArray();
    for (String string : strings) {
      json.value(string);
    }
    json.endArray();
  }
}
