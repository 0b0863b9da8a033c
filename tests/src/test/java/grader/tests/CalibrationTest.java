package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code grader cases calibrate} on the shipped suite and submissions, on a few seeds. The same
 * command with {@code --seeds 200} is the evidence of the README.
 */
@Tag("evidence")
class CalibrationTest {
  private static final Path SUBMISSIONS = Product.CLONE.resolve("tests/submissions");
  private static final Path HIDDEN = Product.CLONE.resolve("tests/hidden");

  /**
   * A check that can have a wide tolerance: few inputs, so that not all draws have one that is as
   * near to J.
   */
  private static final String WIDE = "loss-mse-tall/J";

  @TempDir private Path folder;

  @Test
  void everyRightSubmissionHasTheFullScoreAndEveryToleranceLeavesEnoughOrSaysWhyNot()
      throws IOException {
    Product.Run run = calibrate(2, SUBMISSIONS, HIDDEN);
    JsonObject calibration = JsonParser.parseString(run.out()).getAsJsonObject();
    assertAll(
        () -> assertEquals(0, calibration.getAsJsonArray("refusals").size(), run.out()),
        () -> assertEquals(Set.of(), narrow(calibration)),
        () -> assertEquals(0, run.exitCode(), run.err()),
        () -> assertEquals(count("correct-"), calibration.getAsJsonArray("right").size()),
        () -> assertEquals(count("wrong-"), calibration.getAsJsonArray("wrong").size()),
        () -> assertTrue(calibration.getAsJsonArray("checks").size() > 150, run.out()));
  }

  @Test
  void toleranceThatIsTooTightRefusesARightAnswerAndIsFound() throws IOException {
    Product.Run run = calibrate(2, few(), lossesWith(".*", "{\"rtol\": 1e-15, \"atol\": 0}"));
    JsonObject calibration = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(1, run.exitCode(), run.err());
    Set<String> refused = new TreeSet<>();
    for (JsonElement refusal : calibration.getAsJsonArray("refusals")) {
      refused.add(refusal.getAsJsonObject().get("submission").getAsString());
    }
    assertEquals(Set.of("correct-float"), refused);
  }

  @Test
  void toleranceThatIsTooWideIsNearAWrongAnswerAndIsFound() throws IOException {
    Product.Run run = calibrate(2, few(), lossesWith(WIDE, "{\"rtol\": 0.06, \"atol\": 0}"));
    JsonObject calibration = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(0, calibration.getAsJsonArray("refusals").size(), run.out());
    // J is half of what it should be: 0.5 / 0.06 is less than 10.
    assertEquals(Set.of(WIDE), narrow(calibration));
  }

  @Test
  void reasonInTheFileExcusesIt() throws IOException {
    Product.Run run =
        calibrate(
            2, few(), lossesWith(WIDE, "{\"rtol\": 0.06, \"atol\": 0, \"reason\": \"a test\"}"));
    JsonObject calibration = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(0, run.exitCode(), run.out());
    assertEquals(Set.of(), narrow(calibration));
  }

  private static Product.Run calibrate(int seeds, Path submissions, Path cases) {
    return Product.run(
        "cases",
        "calibrate",
        cases.toAbsolutePath().toString(),
        "--submissions",
        submissions.toAbsolutePath().toString(),
        "--seeds",
        Integer.toString(seeds),
        "--format",
        "json");
  }

  private Path few() throws IOException {
    Path few = Files.createDirectory(folder.resolve("submissions"));
    for (String name : List.of("correct-sample", "correct-float", "wrong-half-mse")) {
      Path source = SUBMISSIONS.resolve(name).resolve("mlp/MLP.java");
      Path target = few.resolve(name).resolve("mlp/MLP.java");
      Files.createDirectories(target.getParent());
      Files.copy(source, target);
    }
    return few;
  }

  /**
   * The suite of the losses with another tolerance.
   *
   * @param checks which have it, as a pattern of {@code case/check}
   */
  private Path lossesWith(String checks, String tolerance) throws IOException {
    JsonObject suite =
        JsonParser.parseString(Files.readString(HIDDEN.resolve("2-loss.json"))).getAsJsonObject();
    suite.remove("$schema");
    for (JsonElement element : suite.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      String id = testCase.get("id").getAsString();
      for (Map.Entry<String, JsonElement> check : testCase.getAsJsonObject("checks").entrySet()) {
        if ((id + "/" + check.getKey()).matches(checks)) {
          check.getValue().getAsJsonObject().add("tolerance", JsonParser.parseString(tolerance));
        }
      }
    }
    return Files.writeString(folder.resolve("losses.json"), suite.toString());
  }

  /** Checks that leave too little, and whose files do not say why. */
  private static Set<String> narrow(JsonObject calibration) {
    Set<String> narrow = new TreeSet<>();
    for (JsonElement element : calibration.getAsJsonArray("checks")) {
      JsonObject check = element.getAsJsonObject();
      if (!check.get("isSound").getAsBoolean()) {
        narrow.add(check.get("case").getAsString() + "/" + check.get("check").getAsString());
      }
    }
    return narrow;
  }

  /**
   * The solutions that stand alone: what is allowed beside an attack has no MLP.java of its own.
   */
  private static long count(String prefix) throws IOException {
    try (Stream<Path> folders = Files.list(SUBMISSIONS)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith(prefix))
          .filter(folder -> Files.exists(folder.resolve("mlp/MLP.java")))
          .count();
    }
  }
}
