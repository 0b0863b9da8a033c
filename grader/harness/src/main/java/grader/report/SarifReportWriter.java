package grader.report;

import com.google.gson.stream.JsonWriter;
import grader.policy.PolicyMode;
import grader.policy.Violation;
import grader.scoring.GradeReport;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What breaks the policy, as SARIF 2.1.0 (<a
 * href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">OASIS</a>), which GitHub
 * shows as code scanning alerts.
 *
 * <p>A class file names its source without the folder of the sources; the path of a location begins
 * with that of the student's template. A place without a line stands at line 1, and its message
 * says so.
 */
public final class SarifReportWriter {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  /** Where the template has its sources. */
  private static final String SOURCES = "src/main/java/";

  private final GradeReport report;
  private final JsonWriter json;

  private SarifReportWriter(GradeReport report, JsonWriter json) {
    this.report = report;
    this.json = json;
  }

  /** The policy's part of a report as JSON; without violations it has no results. */
  public static String write(GradeReport report) {
    return JsonText.indented(json -> new SarifReportWriter(report, json).log());
  }

  private void log() throws IOException {
    List<Violation> violations = report.submission().policy().violations();
    Map<String, Violation> rules = new LinkedHashMap<>();
    violations.forEach(violation -> rules.putIfAbsent(violation.rule(), violation));
    List<String> ids = new ArrayList<>(rules.keySet());
    json.beginObject();
    json.name("$schema").value(SCHEMA);
    json.name("version").value("2.1.0");
    json.name("runs").beginArray().beginObject();
    json.name("tool").beginObject().name("driver").beginObject();
    json.name("name").value("grader");
    json.name("version").value(report.environment().grader());
    json.name("rules").beginArray();
    for (Violation rule : rules.values()) {
      rule(rule);
    }
    json.endArray().endObject().endObject();
    json.name("invocations").beginArray().beginObject();
    json.name("executionSuccessful").value(true);
    json.endObject().endArray();
    json.name("columnKind").value("utf16CodeUnits");
    json.name("results").beginArray();
    for (Violation violation : violations) {
      result(violation, ids.indexOf(violation.rule()));
    }
    json.endArray();
    json.endObject().endArray();
    json.endObject();
  }

  private void rule(Violation violation) throws IOException {
    json.beginObject();
    json.name("id").value(violation.rule());
    text("shortDescription", violation.rule());
    text("fullDescription", violation.sentence());
    text("help", violation.sentence());
    json.name("defaultConfiguration").beginObject().name("level").value(level()).endObject();
    json.endObject();
  }

  private void result(Violation violation, int rule) throws IOException {
    json.beginObject();
    json.name("ruleId").value(violation.rule());
    json.name("ruleIndex").value(rule);
    json.name("level").value(level());
    String place = violation.line() > 0 ? "" : " (the class does not say in which line)";
    text("message", InertText.line(violation.found() + ": " + violation.sentence()) + place);
    json.name("locations").beginArray().beginObject();
    json.name("physicalLocation").beginObject();
    json.name("artifactLocation").beginObject().name("uri").value(uri(violation)).endObject();
    json.name("region").beginObject().name("startLine").value(Math.max(1, violation.line()));
    json.endObject().endObject();
    json.name("logicalLocations").beginArray().beginObject();
    json.name("fullyQualifiedName").value(InertText.line(violation.className()));
    json.name("kind").value("type");
    json.endObject().endArray();
    json.endObject().endArray();
    json.endObject();
  }

  private void text(String name, String text) throws IOException {
    json.name(name).beginObject().name("text").value(text).endObject();
  }

  private String level() {
    return report.submission().policy().mode() == PolicyMode.ENFORCE ? "error" : "warning";
  }

  /** Relative; what a path cannot hold is percent-encoded. */
  private static String uri(Violation violation) {
    String source = violation.source();
    String path =
        source == null
            ? violation.className().replace('.', '/').replaceFirst("\\$.*", "") + ".java"
            : source;
    try {
      return new URI(null, null, "/" + SOURCES + InertText.line(path), null)
          .toASCIIString()
          .substring(1);
    } catch (URISyntaxException e) {
      return SOURCES;
    }
  }
}
