package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PyTorch's vectors under {@code tests/golden}, graded as cases by the installed grader: reader,
 * worker, binding, protocol and comparison agree with PyTorch together, and not the reference
 * alone.
 */
class GoldenVectorsTest {
  private static final Path GOLDEN = Product.CLONE.resolve("tests/golden");

  @TempDir private Path folder;

  @Test
  void theCorrectSampleAgreesWithEveryVectorWhereThereIsNoReference() throws IOException {
    Path installation = withoutReference();
    Product.Run run = grade(installation.resolve("bin/grader"), GOLDEN);
    assertEquals(0, run.exitCode(), run.err() + run.out());
    List<String> vectors = new ArrayList<>();
    for (JsonObject file : goldenFiles()) {
      vectors.addAll(checks(file));
    }
    assertTrue(vectors.size() >= 500, () -> "only a part of the vectors was found: " + vectors);
    assertEquals(vectors.stream().sorted().toList(), passed(run.report()));
  }

  @Test
  void theHiddenSuiteCannotBeGradedWhereThereIsNoReference() throws IOException {
    Path installation = withoutReference();
    Product.Run run =
        grade(installation.resolve("bin/grader"), Product.CLONE.resolve("tests/hidden"));
    assertEquals(5, run.exitCode(), run.out());
    assertTrue(run.err().contains("this edition of the grader has no reference"), run.err());
  }

  @Test
  void aVectorThatIsOffInTheEleventhDigitIsNoAgreement() throws IOException {
    JsonObject file = read(GOLDEN.resolve("forward.json"));
    List<String> nudged = new ArrayList<>();
    for (JsonElement element : file.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      JsonArray row =
          testCase.getAsJsonObject("expected").getAsJsonArray("yHat").get(0).getAsJsonArray();
      double value = row.get(0).getAsDouble();
      assertTrue(Double.isFinite(value), testCase::toString);
      row.set(0, new JsonPrimitive(value == 0 ? 1e-11 : value * (1 + 1e-11)));
      nudged.add(testCase.get("id").getAsString() + "/yHat");
    }
    assertFalse(nudged.isEmpty());
    Path copy = Files.writeString(folder.resolve("nudged.json"), file.toString());
    Product.Run run = grade(Product.INSTALLATION.resolve("bin/grader"), copy);
    assertAll(
        () -> assertEquals(1, run.exitCode(), run.err()),
        () -> assertEquals(List.of(), passed(run.report())),
        () -> assertEquals(nudged.size(), run.report().getAsJsonArray("cases").size()));
  }

  private static Product.Run grade(Path grader, Path cases) {
    return Product.run(
        grader,
        Map.of(),
        "--format",
        "json",
        "--tests",
        cases.toAbsolutePath().toString(),
        Product.INSTALLATION.resolve("samples/correct-sample.jar").toString());
  }

  private Path withoutReference() throws IOException {
    Path installation = folder.resolve("without-reference");
    Product.copyTo(installation);
    Product.prepareNothing(installation);
    try (Stream<Path> jars = Files.list(installation.resolve("lib"))) {
      List<Path> reference =
          jars.filter(jar -> jar.getFileName().toString().startsWith("grader-reference")).toList();
      assertEquals(1, reference.size(), reference::toString);
      Files.delete(reference.get(0));
    }
    return installation;
  }

  private static List<JsonObject> goldenFiles() throws IOException {
    List<JsonObject> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(GOLDEN)) {
      for (Path path : paths.filter(each -> each.toString().endsWith(".json")).toList()) {
        files.add(read(path));
      }
    }
    return files;
  }

  private static JsonObject read(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static List<String> passed(JsonObject report) {
    List<String> passed = new ArrayList<>();
    for (JsonElement element : report.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      for (JsonElement check : testCase.getAsJsonArray("checks")) {
        if (check.getAsJsonObject().get("verdict").getAsString().equals("PASSED")) {
          passed.add(
              testCase.get("id").getAsString()
                  + "/"
                  + check.getAsJsonObject().get("id").getAsString());
        }
      }
    }
    return passed.stream().sorted().toList();
  }

  /** The checks of a case file, as {@code case/check}. */
  private static List<String> checks(JsonObject file) {
    List<String> checks = new ArrayList<>();
    for (JsonElement element : file.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      for (String check : testCase.getAsJsonObject("checks").keySet()) {
        checks.add(testCase.get("id").getAsString() + "/" + check);
      }
    }
    return checks;
  }
}
