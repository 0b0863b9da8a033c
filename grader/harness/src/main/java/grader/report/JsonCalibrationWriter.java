package grader.report;

import com.google.gson.stream.JsonWriter;
import grader.checking.Tolerance;
import grader.evidence.Calibration;
import grader.evidence.Calibration.Group;
import grader.evidence.Calibration.Refusal;
import grader.evidence.CheckMargins;
import grader.evidence.Distance;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a calibration as JSON, for programs. Where a factor or a share of a tolerance is infinite,
 * null stands for it.
 */
public final class JsonCalibrationWriter {
  private static final int SCHEMA_VERSION = 1;

  private final JsonWriter json;

  private JsonCalibrationWriter(JsonWriter json) {
    this.json = json;
  }

  /** A JSON text that ends with a line feed. */
  public static String write(Calibration calibration) {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setIndent("  ");
    json.setHtmlSafe(false);
    try {
      new JsonCalibrationWriter(json).calibration(calibration);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return InertText.ascii(text.toString()) + "\n";
  }

  private void calibration(Calibration calibration) throws IOException {
    json.beginObject();
    json.name("schemaVersion").value(SCHEMA_VERSION);
    json.name("isSound").value(calibration.isSound());
    json.name("requiredFactor").value(Calibration.REQUIRED_FACTOR);
    json.name("seeds").beginArray();
    for (long seed : calibration.seeds()) {
      json.value(seed);
    }
    json.endArray();
    json.name("right");
    strings(calibration.right());
    json.name("wrong");
    strings(calibration.wrong());
    json.name("ungradable");
    strings(calibration.ungradable());
    json.name("refusals").beginArray();
    for (Refusal refusal : calibration.refusals()) {
      refusal(refusal);
    }
    json.endArray();
    json.name("groups").beginArray();
    for (Group group : calibration.groups()) {
      group(group);
    }
    json.endArray();
    json.name("checks").beginArray();
    for (CheckMargins margins : calibration.checks()) {
      check(margins);
    }
    json.endArray();
    json.endObject();
  }

  private void refusal(Refusal refusal) throws IOException {
    json.beginObject();
    json.name("submission").value(refusal.submission());
    json.name("seed").value(refusal.seed());
    json.name("check").value(refusal.check());
    json.name("reason").value(refusal.reason());
    json.endObject();
  }

  private void group(Group group) throws IOException {
    json.beginObject();
    json.name("suite").value(group.suite());
    json.name("operation").value(group.operation());
    json.name("check").value(group.check());
    json.name("count").value(group.count());
    json.name("toRight");
    finite(group.toRight());
    json.name("toWrong");
    finite(group.toWrong());
    json.endObject();
  }

  private void check(CheckMargins margins) throws IOException {
    json.beginObject();
    json.name("suite").value(margins.suite());
    json.name("case").value(margins.testCase().id());
    json.name("operation").value(margins.testCase().operation().id());
    json.name("check").value(margins.check().id());
    json.name("tolerance");
    tolerance(margins.check().tolerance());
    json.name("toRight");
    finite(margins.toRight());
    json.name("toWrong");
    finite(margins.toWrong());
    json.name("isWide").value(margins.isWide());
    json.name("isSound").value(margins.isSound());
    json.name("farthestRight");
    distance(margins.farthestRight());
    json.name("nearestWrong");
    distance(margins.nearestWrong());
    json.endObject();
  }

  private void tolerance(Tolerance tolerance) throws IOException {
    json.beginObject();
    if (tolerance instanceof Tolerance.Norm norm) {
      json.name("norm").value(norm.bound());
    } else if (tolerance instanceof Tolerance.Elementwise bounds) {
      json.name("rtol").value(bounds.rtol());
      json.name("atol").value(bounds.atol());
    }
    json.name("reason").value(tolerance.reason());
    json.endObject();
  }

  private void distance(@Nullable Distance distance) throws IOException {
    if (distance == null) {
      json.nullValue();
      return;
    }
    json.beginObject();
    json.name("submission").value(distance.submission());
    json.name("seed").value(distance.seed());
    json.name("ratio");
    finite(distance.ratio());
    json.endObject();
  }

  private void finite(double number) throws IOException {
    if (Double.isFinite(number)) {
      json.value(number);
    } else {
      json.nullValue();
    }
  }

  private void strings(List<String> strings) throws IOException {
    json.beginArray();
    for (String string : strings) {
      json.value(string);
    }
    json.endArray();
  }
}
