package grader.doctor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One hostile submission, and what grading it must come to.
 *
 * @param name its folder's, without {@code hostile-}
 * @param about what it tries, one sentence
 * @param source where the attack is known from
 * @param promised the rungs of the isolation ladder on which it must hold
 * @param rule what of the policy refuses it before it is run; null when the policy has nothing to
 *     say about it
 * @param needs what the machine must have for the attack to be tried at all
 * @param endings how grading it may end when nothing but the seal holds
 * @param classes the jar of its classes
 * @param oddities what is odd about its jar
 */
record Attack(
    String name,
    String about,
    String source,
    List<String> promised,
    @Nullable String rule,
    List<String> needs,
    List<Ending> endings,
    Path classes,
    JsonObject oddities) {
  /** Those of the installation, by name. */
  static List<Attack> readAll(Path folder) throws IOException {
    List<Attack> attacks = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        attacks.add(read(file));
      }
    }
    return attacks;
  }

  private static Attack read(Path file) throws IOException {
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    List<Ending> endings = new ArrayList<>(List.of(Ending.read(json)));
    if (json.has("or")) {
      endings.add(Ending.read(json.getAsJsonObject("or")));
    }
    return new Attack(
        name,
        json.get("about").getAsString(),
        json.get("source").getAsString(),
        strings(json.get("promised")),
        json.has("policy") ? json.get("policy").getAsString() : null,
        json.has("needs") ? strings(json.get("needs")) : List.of(),
        endings,
        file.resolveSibling(name + ".jar"),
        json.has("jar") ? json.getAsJsonObject("jar") : new JsonObject());
  }

  private static List<String> strings(JsonElement array) {
    List<String> strings = new ArrayList<>();
    array.getAsJsonArray().forEach(each -> strings.add(each.getAsString()));
    return strings;
  }

  /**
   * How grading ends.
   *
   * @param reason a part of why it is not graded; null when it is graded
   * @param score points, compared as numbers; null when it is not graded
   * @param fails verdicts, each with patterns {@code case/check} of the checks that have it; all
   *     others pass
   */
  record Ending(
      int exitCode,
      @Nullable String reason,
      @Nullable String score,
      Map<String, List<String>> fails) {
    private static Ending read(JsonObject json) {
      Map<String, List<String>> fails = new LinkedHashMap<>();
      if (json.has("fails")) {
        json.getAsJsonObject("fails")
            .entrySet()
            .forEach(each -> fails.put(each.getKey(), strings(each.getValue())));
      }
      return new Ending(
          json.get("exitCode").getAsInt(),
          json.has("reason") ? json.get("reason").getAsString() : null,
          json.has("score") ? json.get("score").getAsString() : null,
          fails);
    }

    /** Whether some check is to run into its deadline: then it had better be a short one. */
    boolean isTimeLimit() {
      return fails.containsKey("TIME_LIMIT_EXCEEDED");
    }
  }
}
