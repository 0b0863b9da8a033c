package grader.validity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Autolab's own way to read an output: {@code assessment_autograde_core.rb}, in which the last line
 * is rewritten by a regular expression and then parsed.
 */
final class Autolab {
  /** Beyond it the middle of the output is cut out. */
  private static final int MAX_BYTES = 1000 * 1024;

  private Autolab() {}

  static List<String> problems(String output) {
    List<String> problems = new ArrayList<>();
    if (output.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      problems.add("larger than Autolab keeps");
    }
    List<String> lines = output.lines().toList();
    if (lines.size() < 2) {
      return List.of("there are no two lines");
    }
    try {
      String last = lines.get(lines.size() - 1).replaceAll("([a-zA-Z0-9]+):", "\"$1\":");
      JsonObject scores = JsonSchemas.parse(last).getAsJsonObject().getAsJsonObject("scores");
      if (scores.size() == 0) {
        problems.add("empty autoresult");
      }
      for (Map.Entry<String, JsonElement> score : scores.entrySet()) {
        if (!(score.getValue() instanceof JsonPrimitive number && number.isNumber())) {
          problems.add(score.getKey() + " is no number");
        }
      }
      JsonObject feedback = JsonSchemas.parse(lines.get(lines.size() - 2)).getAsJsonObject();
      if (!feedback.get("_presentation").getAsString().equals("semantic")) {
        problems.add("no formatted feedback");
      }
      for (JsonElement stage : feedback.getAsJsonArray("stages")) {
        if (!feedback.get(stage.getAsString()).isJsonObject()) {
          problems.add("the stage " + stage + " is no object");
        }
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      problems.add(e.toString());
    }
    return problems;
  }
}
