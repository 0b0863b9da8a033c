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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every folder under {@code tests/submissions} ends as its {@code expected.json} says: these checks
 * fail, with these verdicts, and no other check does; and the first finding is the mistake that it
 * names. The same run writes its report in every format, and each is valid.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class FixturesTest {
  /** A gap that nothing filled, a point, a space or a word too many, or a value of a case. */
  private static final Pattern UNREADABLE =
      Pattern.compile("[{}]|  | [.,:]|[.,:][.,:]|\\bof[.,]|\\d\\.\\d|\\bjust\\b|\\bthe the\\b");

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
    // What ends its workers is graded as by its users; of the others there are many.
    WrittenReports reports =
        WrittenReports.of(
            fixture,
            fixture.name().startsWith("crash-")
                ? WrittenReports.AS_INSTALLED
                : WrittenReports.WARM);
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
    assertDiagnosed(fixture, report, failures);
    for (String pattern : fixture.patterns()) {
      assertTrue(
          verdicts.keySet().stream().anyMatch(Fixture.matches(pattern)),
          () -> "the pattern " + pattern + " matches no check");
    }
  }

  /** The mistake is named first, and every failed check belongs to a finding. */
  private static void assertDiagnosed(
      Fixture fixture, JsonObject report, Map<String, String> failures) {
    List<String> ids = new ArrayList<>();
    Set<String> covered = new TreeSet<>();
    BigDecimal points = BigDecimal.ZERO;
    for (JsonElement element : report.getAsJsonArray("findings")) {
      JsonObject finding = element.getAsJsonObject();
      ids.add(finding.get("id").getAsString());
      for (String text : List.of("mistake", "evidence", "where", "hint")) {
        String sentence = finding.get(text).getAsString();
        assertFalse(UNREADABLE.matcher(sentence).find(), sentence);
      }
      points = points.add(finding.get("points").getAsBigDecimal());
      for (String list : List.of("explains", "follows")) {
        for (JsonElement check : finding.getAsJsonArray(list)) {
          JsonObject name = check.getAsJsonObject();
          covered.add(name.get("case").getAsString() + "/" + name.get("check").getAsString());
        }
      }
    }
    assertEquals(fixture.diagnosis(), ids.isEmpty() ? "" : ids.get(0), ids::toString);
    fixture.findings().ifPresent(all -> assertEquals(all, ids));
    assertEquals(failures.keySet(), covered);
    BigDecimal lost =
        report.get("maxScore").getAsBigDecimal().subtract(report.get("score").getAsBigDecimal());
    assertEquals(0, lost.compareTo(points), "the findings cost " + points + " of " + lost);
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
