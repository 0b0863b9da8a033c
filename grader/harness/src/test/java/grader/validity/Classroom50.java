package grader.validity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * What Classroom 50's schema cannot say and its runner checks: sums, and that no score is above its
 * maximum.
 */
final class Classroom50 {
  private Classroom50() {}

  static List<String> problems(String schema, String json) {
    List<String> problems = new ArrayList<>(JsonSchemas.problems(schema, json));
    if (!problems.isEmpty()) {
      return problems;
    }
    JsonObject result = JsonSchemas.parse(json).getAsJsonObject();
    long score = 0;
    long maxScore = 0;
    for (JsonElement test : result.getAsJsonArray("tests")) {
      long reached = test.getAsJsonObject().get("score").getAsLong();
      long reachable = test.getAsJsonObject().get("max-score").getAsLong();
      if (reached > reachable) {
        problems.add("above its maximum: " + test);
      }
      score += reached;
      maxScore += reachable;
    }
    if (score != result.get("score").getAsLong()) {
      problems.add("the scores sum to " + score);
    }
    if (maxScore != result.get("max-score").getAsLong()) {
      problems.add("the maximum scores sum to " + maxScore);
    }
    return problems;
  }
}
