package grader.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import grader.cases.Feedback;
import grader.policy.PolicyMode;
import grader.scoring.GradeReport;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A JSON report as the receipt of a run: how to run it again, and what must then be the same.
 *
 * @param seed of the generated numbers
 * @param memoryMebibytes heap of a worker
 * @param timeout per case
 * @param totalTimeout for all cases
 * @param maxScore what a full score was worth
 * @param policyMode what became of a submission that broke the policy
 * @param feedback how much was told
 * @param suites the case files, as they were named
 * @param report all of it
 */
public record Receipt(
    long seed,
    int memoryMebibytes,
    Duration timeout,
    Duration totalTimeout,
    BigDecimal maxScore,
    PolicyMode policyMode,
    Feedback feedback,
    List<Path> suites,
    JsonObject report) {
  public Receipt {
    suites = List.copyOf(suites);
  }

  /**
   * Read a report.
   *
   * @throws InvalidReportException when it is none, or of another version
   */
  public static Receipt read(String json) throws InvalidReportException {
    try {
      JsonReader reader = new JsonReader(new StringReader(json));
      reader.setStrictness(Strictness.STRICT);
      JsonObject report = JsonParser.parseReader(reader).getAsJsonObject();
      if (member(report, "schemaVersion").getAsInt() != 1) {
        throw new InvalidReportException(
            "is of schemaVersion " + report.get("schemaVersion") + "; this grader reads 1");
      }
      JsonObject limits = member(report, "limits").getAsJsonObject();
      List<Path> suites = new ArrayList<>();
      JsonObject suite = member(report, "suite").getAsJsonObject();
      for (JsonElement file : member(suite, "files").getAsJsonArray()) {
        suites.add(Path.of(member(file.getAsJsonObject(), "file").getAsString()));
      }
      return new Receipt(
          member(report, "seed").getAsLong(),
          member(limits, "memoryMebibytes").getAsInt(),
          Duration.ofMillis(member(limits, "timeoutMilliseconds").getAsLong()),
          Duration.ofMillis(member(limits, "totalTimeoutMilliseconds").getAsLong()),
          member(report, "maxScore").getAsBigDecimal(),
          PolicyMode.valueOf(upperCase(member(report, "policy").getAsJsonObject(), "mode")),
          Feedback.valueOf(upperCase(report, "feedback")),
          suites,
          report);
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | IllegalArgumentException e) {
      if (e instanceof InvalidPathException) {
        throw new InvalidReportException("names a case file that cannot be one");
      }
      throw new InvalidReportException("is no JSON report of this grader");
    }
  }

  private static String upperCase(JsonObject object, String name) throws InvalidReportException {
    return member(object, name).getAsString().toUpperCase(Locale.ROOT);
  }

  private static JsonElement member(JsonObject object, String name) throws InvalidReportException {
    JsonElement value = object.get(name);
    if (value == null) {
      throw new InvalidReportException(
          "is no JSON report of this grader: it has no '" + name + "'");
    }
    return value;
  }

  /** What another run gave differently, in the order of the report. */
  public List<Difference> differences(GradeReport again) {
    JsonObject now = JsonParser.parseString(JsonReportWriter.write(again)).getAsJsonObject();
    List<Difference> differences = new ArrayList<>();
    compare("", report, now, differences);
    return differences;
  }

  private static void compare(
      String path, JsonElement recorded, JsonElement now, List<Difference> differences) {
    if (Difference.isNoMatter(path) || recorded.equals(now)) {
      return;
    }
    if (recorded instanceof JsonObject then && now instanceof JsonObject current) {
      for (String name : then.keySet()) {
        JsonElement value = current.get(name);
        String below = path.isEmpty() ? name : path + "." + name;
        if (value == null) {
          differences.add(new Difference(below, text(then.get(name)), Difference.NOTHING));
        } else {
          compare(below, then.get(name), value, differences);
        }
      }
      for (String name : current.keySet()) {
        if (!then.has(name)) {
          String below = path.isEmpty() ? name : path + "." + name;
          differences.add(new Difference(below, Difference.NOTHING, text(current.get(name))));
        }
      }
    } else if (recorded instanceof JsonArray then
        && now instanceof JsonArray current
        && then.size() == current.size()) {
      for (int i = 0; i < then.size(); i++) {
        String below = path + "[" + label(then.get(i), i) + "]";
        compare(below, then.get(i), current.get(i), differences);
      }
    } else if (!isSameNumber(recorded, now)) {
      differences.add(new Difference(path, text(recorded), text(now)));
    }
  }

  /** 50 and 50.0 are one number, and two for gson. */
  private static boolean isSameNumber(JsonElement one, JsonElement other) {
    return one.isJsonPrimitive()
        && other.isJsonPrimitive()
        && one.getAsJsonPrimitive().isNumber()
        && other.getAsJsonPrimitive().isNumber()
        && one.getAsBigDecimal().compareTo(other.getAsBigDecimal()) == 0;
  }

  private static String label(JsonElement element, int index) {
    return element instanceof JsonObject object && object.get("id") != null
        ? text(object.get("id"))
        : Integer.toString(index);
  }

  private static String text(JsonElement value) {
    if (value.isJsonNull()) {
      return Difference.NOTHING;
    }
    if (value instanceof JsonArray array) {
      return array.asList().stream().map(Receipt::text).collect(Collectors.joining("; "));
    }
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }
}
