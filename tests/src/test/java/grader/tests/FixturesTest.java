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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every folder under {@code tests/submissions} ends as its {@code expected.json} says: these checks
 * fail, with these verdicts, and no other check does. The same run writes its report in every
 * format, and each is valid.
 */
@Execution(ExecutionMode.CONCURRENT)
class FixturesTest {
  @TestFactory
  Stream<DynamicTest> failsOnExactlyTheChecksThatItsMistakeTouches() throws IOException {
    return Fixture.all().stream()
        .map(fixture -> dynamicTest(fixture.name(), () -> assertEndsAsExpected(fixture)));
  }

  @Test
  void thereAreAtLeastSixtyWrongSubmissionsEachWithItsSource() throws IOException {
    List<Fixture> wrong =
        Fixture.all().stream().filter(each -> each.name().startsWith("wrong-")).toList();
    assertTrue(wrong.size() >= 60, wrong::toString);
    for (Fixture fixture : wrong) {
      assertTrue(fixture.expected().get("source").getAsString().length() > 10, fixture::name);
      assertTrue(!fixture.patterns().isEmpty(), fixture::name);
    }
  }

  private static void assertEndsAsExpected(Fixture fixture) throws IOException {
    WrittenReports reports = WrittenReports.of(fixture);
    Product.Run run = reports.run();
    JsonObject report = JsonParser.parseString(reports.text("json")).getAsJsonObject();
    Map<String, String> verdicts = verdicts(report);
    Map<String, String> failures = new TreeMap<>(verdicts);
    failures.values().removeIf("PASSED"::equals);
    // What is never the submission's fault comes first, with its reason.
    assertFalse(reports.text("json").contains("\"GRADER_ERROR\""), reports.text("json"));
    assertEquals(List.of(), reports.problems());
    assertAll(
        () -> assertEquals(fixture.exitCode(), run.exitCode(), run.err()),
        () -> assertEquals(fixture.failures(verdicts.keySet()), failures),
        () ->
            assertEquals(
                0,
                fixture.score().compareTo(report.get("score").getAsBigDecimal()),
                () -> "score " + report.get("score")));
    for (String pattern : fixture.patterns()) {
      assertTrue(
          verdicts.keySet().stream().anyMatch(Fixture.matches(pattern)),
          () -> "the pattern " + pattern + " matches no check");
    }
  }

  /** How each check ended, by {@code case/check}. */
  private static Map<String, String> verdicts(JsonObject report) {
    Map<String, String> verdicts = new TreeMap<>();
    for (JsonElement element : report.getAsJsonArray("cases")) {
      JsonObject testCase = element.getAsJsonObject();
      for (JsonElement check : testCase.getAsJsonArray("checks")) {
        verdicts.put(
            testCase.get("id").getAsString()
                + "/"
                + check.getAsJsonObject().get("id").getAsString(),
            check.getAsJsonObject().get("verdict").getAsString());
      }
    }
    return verdicts;
  }
}
