package grader.doctor;

import com.google.gson.stream.JsonWriter;
import grader.doctor.Finding.Status;
import grader.report.InertText;
import grader.report.Style;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A diagnosis in words and as JSON. */
public final class DiagnosisWriter {
  private static final int SCHEMA_VERSION = 1;

  private DiagnosisWriter() {}

  /** A table with a line per attack, what did not hold, and the sums. */
  public static String write(Diagnosis diagnosis, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(style.bold("sandbox        policy           attack"));
    int width =
        diagnosis.findings().stream()
            .mapToInt(each -> each.attack().name().length())
            .max()
            .orElse(0);
    for (Finding finding : diagnosis.findings()) {
      String row = "%-13s  %-15s  %-" + width + "s  %s";
      Attack attack = finding.attack();
      String rule = attack.rule() == null ? "-" : attack.rule();
      lines.add(
          cut(
              row.formatted(finding.status().text(), rule, attack.name(), attack.about()),
              style.width()));
      for (String detail : finding.details()) {
        lines.add(" ".repeat(15) + InertText.line(detail));
      }
    }
    lines.add("");
    lines.add(style.bold(summary(diagnosis)));
    lines.addAll(diagnosis.notes());
    return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  private static String summary(Diagnosis diagnosis) {
    String counts =
        Arrays.stream(Status.values())
            .map(status -> diagnosis.count(status) + " " + status.text())
            .collect(Collectors.joining(", "));
    long refused =
        diagnosis.findings().stream().filter(each -> each.attack().rule() != null).count();
    return "sandbox: %s; %s attacks with the policy off: %s; the policy refuses %s of them"
        .formatted(diagnosis.rung(), diagnosis.findings().size(), counts, refused);
  }

  /** What was searched, with the controls, and what was found. */
  public static String write(Proof proof, Style style) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "looked for %s expected values and %s texts of hidden cases"
            .formatted(proof.values(), proof.texts()));
    lines.add("searched a worker on the rung '%s': %s".formatted(proof.rung(), proof.extent()));
    proof.notes().forEach(lines::add);
    proof.controls().forEach(control -> lines.add(style.passed() + " control found: " + control));
    proof.missingControls().forEach(each -> lines.add(style.failed() + " not found: " + each));
    proof.found().forEach(each -> lines.add(style.failed() + " found: " + InertText.line(each)));
    lines.add("");
    lines.add(
        style.bold(
            proof.holds()
                ? "no answer is in the worker"
                : proof.found().isEmpty()
                    ? "nothing is proved: the search does not find what is there"
                    : proof.found().size() + " answers are in the worker"));
    return lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining());
  }

  /** A JSON text that ends with a line feed. */
  public static String writeJson(Proof proof) {
    return write(
        json -> {
          json.name("holds").value(proof.holds());
          json.name("sandbox").value(proof.rung());
          json.name("values").value(proof.values());
          json.name("texts").value(proof.texts());
          json.name("extent").value(proof.extent());
          json.name("controls");
          strings(json, proof.controls());
          json.name("missingControls");
          strings(json, proof.missingControls());
          json.name("found");
          strings(json, proof.found());
          json.name("notes");
          strings(json, proof.notes());
        });
  }

  /** A JSON text that ends with a line feed. */
  public static String writeJson(Diagnosis diagnosis) {
    return write(
        json -> {
          json.name("sandbox").value(diagnosis.rung());
          json.name("java").value(Runtime.version().toString());
          json.name("promisesKept").value(diagnosis.isKept());
          json.name("notes");
          strings(json, diagnosis.notes());
          json.name("attacks").beginArray();
          for (Finding finding : diagnosis.findings()) {
            json.beginObject();
            json.name("name").value(finding.attack().name());
            json.name("about").value(finding.attack().about());
            json.name("status").value(finding.status().text());
            json.name("policyRule").value(finding.attack().rule());
            json.name("details");
            strings(json, finding.details());
            json.endObject();
          }
          json.endArray();
        });
  }

  private interface Members {
    void write(JsonWriter json) throws IOException;
  }

  private static String write(Members members) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setIndent("  ");
    json.setHtmlSafe(false);
    try {
      json.beginObject();
      json.name("schemaVersion").value(SCHEMA_VERSION);
      members.write(json);
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return InertText.ascii(text.toString()) + "\n";
  }

  private static void strings(JsonWriter json, List<String> strings) throws IOException {
    json.beginArray();
    for (String string : strings) {
      json.value(string);
    }
    json.endArray();
  }
}
