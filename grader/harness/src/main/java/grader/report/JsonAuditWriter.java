package grader.report;

import com.google.gson.stream.JsonWriter;
import grader.audit.AuditReport;
import grader.audit.AuditReport.Equivalent;
import grader.audit.AuditReport.Mutants;
import grader.audit.AuditReport.Refused;
import grader.audit.AuditReport.TrivialPass;
import grader.audit.AuditReport.WrongSubmissions;
import grader.audit.Fault;
import grader.audit.KillMatrix;
import grader.audit.KillMatrix.Row;
import grader.cases.TestSuite;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The whole audit as JSON: every fault with every check that killed it. */
public final class JsonAuditWriter {
  private static final int SCHEMA_VERSION = 1;

  private final JsonWriter json;
  private final AuditReport report;

  private JsonAuditWriter(JsonWriter json, AuditReport report) {
    this.json = json;
    this.report = report;
  }

  /** The report as a JSON text that ends with a line feed. */
  public static String write(AuditReport report) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setIndent("  ");
    json.setHtmlSafe(false);
    try {
      new JsonAuditWriter(json, report).report();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return InertText.ascii(text.toString()) + "\n";
  }

  private void report() throws IOException {
    KillMatrix matrix = report.matrix();
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA_VERSION);
    json.name("passed").value(report.isPassed());
    json.name("seed").value(report.seed());
    json.name("suites").beginArray();
    for (TestSuite suite : report.suites()) {
      json.beginObject();
      json.name("id").value(suite.id());
      json.name("sha256").value(suite.sha256());
      json.endObject();
    }
    json.endArray();
    submissions();
    mutants();
    trivialAnswers();
    json.name("survivors");
    faults(matrix.survivors());
    json.name("redundantCases");
    strings(matrix.redundantCases());
    json.name("smallestCover").beginObject();
    json.name("isProvenMinimal").value(report.smallestCover().isProvenMinimal());
    json.name("cases");
    strings(report.smallestCover().cases());
    json.endObject();
    json.name("cases").beginArray();
    for (String each : matrix.cases()) {
      json.beginObject();
      json.name("id").value(each);
      json.name("kills").value(matrix.kills(each));
      json.name("killsAlone").value(matrix.killsAlone(each));
      json.endObject();
    }
    json.endArray();
    json.name("matrix").beginArray();
    for (Row row : matrix.rows()) {
      row(row);
    }
    json.endArray();
    json.endObject();
  }

  private void submissions() throws IOException {
    WrongSubmissions submissions = report.submissions();
    json.name("wrongSubmissions");
    if (submissions == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("total").value(submissions.total());
    json.name("refused").beginArray();
    for (Refused refused : submissions.refused()) {
      json.beginObject();
      json.name("name").value(refused.name());
      json.name("reason").value(refused.reason());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void mutants() throws IOException {
    Mutants mutants = report.mutants();
    json.name("mutants");
    if (mutants == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("total").value(mutants.total());
    json.name("equivalent").beginArray();
    for (Equivalent equivalent : mutants.equivalent()) {
      json.beginObject();
      json.name("name").value(equivalent.mutant().name());
      json.name("reason").value(equivalent.reason());
      json.endObject();
    }
    json.endArray();
    json.name("wronglyListed");
    faults(mutants.wronglyListed());
    json.endObject();
  }

  private void trivialAnswers() throws IOException {
    json.name("trivialAnswers").beginObject();
    json.name("seeds").value(report.trivial().seeds());
    json.name("checksPerSeed").value(report.trivial().checksPerSeed());
    json.name("passed").beginArray();
    for (TrivialPass pass : report.trivial().passed()) {
      json.beginObject();
      json.name("answer").value(pass.answer().title());
      json.name("check").value(pass.check());
      json.name("seeds").value(pass.seeds());
      json.name("firstSeed").value(pass.firstSeed());
      json.endObject();
    }
    json.endArray();
    json.endObject();
  }

  private void row(Row row) throws IOException {
    json.beginObject();
    fault(row.fault());
    json.name("killers").beginObject();
    for (Map.Entry<String, List<String>> each : row.killers().entrySet()) {
      json.name(each.getKey());
      strings(each.getValue());
    }
    json.endObject();
    json.endObject();
  }

  private void faults(List<Fault> faults) throws IOException {
    json.beginArray();
    for (Fault fault : faults) {
      json.beginObject();
      fault(fault);
      json.endObject();
    }
    json.endArray();
  }

  private void fault(Fault fault) throws IOException {
    json.name("kind").value(fault.kind().name());
    json.name("name").value(fault.name());
  }

  private void strings(List<String> values) throws IOException {
    json.beginArray();
    for (String value : values) {
      json.value(value);
    }
    json.endArray();
  }
}
