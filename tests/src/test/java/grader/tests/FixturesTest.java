package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder under {@code tests/submissions} ends as its {@code expected.json} says: these checks
 * fail, with these verdicts, and no other check does.
 */
class FixturesTest {
  private static final Path FOLDER = Product.CLONE.resolve("tests/submissions");

  @TestFactory
  Stream<DynamicTest> failsOnExactlyTheChecksThatItsMistakeTouches() throws IOException {
    return fixtures().stream().map(name -> dynamicTest(name, () -> assertEndsAsExpected(name)));
  }

  @Test
  void thereAreAtLeastTenWrongSubmissions() throws IOException {
    assertTrue(fixtures().stream().filter(name -> name.startsWith("wrong-")).count() >= 10);
  }

  private static List<String> fixtures() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          // The doctor's: CorpusTest.
          .filter(name -> !name.startsWith("hostile-"))
          .sorted()
          .toList();
    }
  }

  private static void assertEndsAsExpected(String name) throws IOException {
    JsonObject expected =
        JsonParser.parseString(Files.readString(FOLDER.resolve(name).resolve("expected.json")))
            .getAsJsonObject();
    List<String> arguments = new ArrayList<>(List.of("--format", "json"));
    if (expected.has("options")) {
      expected.getAsJsonArray("options").forEach(option -> arguments.add(option.getAsString()));
    }
    arguments.add(Submissions.jarOf(name).toString());
    Product.Run run = Product.run(arguments.toArray(String[]::new));
    JsonObject report = run.report();
    // What is never the submission's fault comes first, with its reason.
    assertFalse(run.out().contains("\"GRADER_ERROR\""), run.out());
    assertAll(
        () -> assertEquals(expected.get("exitCode").getAsInt(), run.exitCode(), run.err()),
        () -> assertEquals(failures(expected, report), failures(report)),
        () ->
            assertEquals(
                0,
                new BigDecimal(expected.get("score").getAsString())
                    .compareTo(report.get("score").getAsBigDecimal()),
                () -> "score " + report.get("score")));
  }

  /** What failed, as {@code case/check → verdict}. */
  private static Map<String, String> failures(JsonObject report) {
    Map<String, String> failures = new TreeMap<>();
    forEachCheck(
        report,
        (id, verdict) -> {
          if (!verdict.equals("PASSED")) {
            failures.put(id, verdict);
          }
        });
    return failures;
  }

  /** What the patterns of the fixture say, on the checks that there are. */
  private static Map<String, String> failures(JsonObject expected, JsonObject report) {
    Set<String> checks = new TreeSet<>();
    forEachCheck(report, (id, verdict) -> checks.add(id));
    Map<String, String> failures = new TreeMap<>();
    expected
        .getAsJsonObject("fails")
        .entrySet()
        .forEach(
            entry -> {
              for (JsonElement pattern : entry.getValue().getAsJsonArray()) {
                List<String> matching =
                    checks.stream().filter(matches(pattern.getAsString())).toList();
                assertTrue(
                    !matching.isEmpty(), () -> "the pattern " + pattern + " matches no check");
                matching.forEach(id -> failures.put(id, entry.getKey()));
              }
            });
    return failures;
  }

  private static Predicate<String> matches(String pattern) {
    String regex =
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    return Pattern.compile(regex).asMatchPredicate();
  }

  private interface CheckVisitor {
    void visit(String id, String verdict);
  }

  private static void forEachCheck(JsonObject report, CheckVisitor visitor) {
    for (JsonElement element : report.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      for (JsonElement check : testCase.getAsJsonArray("checks")) {
        visitor.visit(
            testCase.get("id").getAsString()
                + "/"
                + check.getAsJsonObject().get("id").getAsString(),
            check.getAsJsonObject().get("verdict").getAsString());
      }
    }
  }
}
