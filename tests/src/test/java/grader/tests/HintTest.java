package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * With {@code --feedback hint} no number of a hidden case is in any report of any fixture: neither
 * an input nor an expected value, to four digits or more, rounded or cut off.
 *
 * <p>Shorter ones are harmless: 0, 1, 2, ½, sizes and counts are in every report, and three digits
 * are those of points. Numbers that a report is made to show (points, times, limits) are left out,
 * by what its JSON says of them.
 */
@Tag("evidence")
@Execution(ExecutionMode.CONCURRENT)
class HintTest {
  private static final int FEWEST_DIGITS = 4;
  private static final int MOST_DIGITS = 17;
  private static final String HIDDEN = Product.CLONE.resolve("tests/hidden").toString();

  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\w.])\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d{1,3})?(?![\\w])");

  /** Digests, times, and the style, the script and the drawings of a page: alike in all reports. */
  private static final Pattern NO_NUMBERS =
      Pattern.compile(
          "[0-9a-f]{16,}|\\b(time|timestamp)=\"[^\"]*\"|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z?"
              + "|(?s)<style>.*?</style>|<script>.*?</script>|<infrastructure>.*?</infrastructure>");

  private static Set<BigDecimal> secrets = Set.of();

  @TempDir private Path folder;

  @BeforeAll
  static void readEveryNumberOfTheHiddenCases() throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            Product.INSTALLATION.resolve("lib")
                + "/*:"
                + Product.INSTALLATION.resolve("worker")
                + "/*",
            "tests/corpus/HiddenNumbers.java",
            HIDDEN);
    Product.Run run = Product.runCommand(command, Product.CLONE.toAbsolutePath(), Map.of());
    assertEquals(0, run.exitCode(), run.err());
    Set<Double> numbers = new HashSet<>();
    run.out().lines().map(Double::valueOf).map(Math::abs).forEach(numbers::add);
    assertTrue(numbers.size() > 5000, () -> numbers.size() + " numbers");
    secrets = new HashSet<>();
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        addRounded(new BigDecimal(number), FEWEST_DIGITS, MOST_DIGITS, secrets);
        addRounded(new BigDecimal(Double.toString(number)), MOST_DIGITS, MOST_DIGITS, secrets);
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> noReportOfAFixtureHasANumberOfAHiddenCase() throws IOException {
    return Fixture.all().stream()
        .map(
            fixture ->
                dynamicTest(
                    fixture.name(),
                    () ->
                        assertEquals(
                            Set.of(),
                            leaks("hint", fixture.name(), Submissions.jarOf(fixture.name())))));
  }

  @Test
  void whatASubmissionSaysOfItsQuestionsIsNotRepeated() throws IOException {
    String correct =
        Files.readString(Product.CLONE.resolve("tests/submissions/correct-sample/mlp/MLP.java"));
    String talking =
        correct.replaceFirst(
            "(public RealMatrix forward\\(RealMatrix x\\) \\{)",
            """
            $1
                System.out.println("x = " + java.util.Arrays.toString(x.getRow(0)));
                if (x.getColumnDimension() % 2 == 0) {
                  RuntimeException e = new IllegalStateException("x is " + x.getEntry(0, 0));
                  e.setStackTrace(new StackTraceElement[] {
                    new StackTraceElement("mlp.MLP", "x" + x.getEntry(0, 0), "MLP.java", 1)});
                  throw e;
                }
                if (x.getRowDimension() % 2 == 0) {
                  return x;
                }
            """);
    Path jar = Submissions.jarOf(talking, folder, "talking");
    assertEquals(Set.of(), leaks("hint", "talking", jar));
    assertTrue(leaks("full", "talking", jar).size() > 100, "in full it is repeated");
  }

  /** Which numbers of hidden cases the reports have. */
  private static Set<String> leaks(String feedback, String name, Path jar) throws IOException {
    WrittenReports reports =
        WrittenReports.of(
            name + "-" + feedback,
            jar,
            List.of("--feedback", feedback, "--tests", HIDDEN),
            WrittenReports.WARM);
    JsonObject json = JsonParser.parseString(reports.text("json")).getAsJsonObject();
    Set<BigDecimal> shown = new HashSet<>();
    collect(json, shown);
    Set<String> leaks = new TreeSet<>();
    List<String> texts = new ArrayList<>(reports.texts().keySet());
    texts.add("standard error");
    for (String format : texts) {
      String text = format.equals("standard error") ? reports.run().err() : reports.text(format);
      Matcher numbers = NUMBER.matcher(NO_NUMBERS.matcher(text).replaceAll(" "));
      while (numbers.find()) {
        BigDecimal number = new BigDecimal(numbers.group()).stripTrailingZeros();
        if (number.precision() >= FEWEST_DIGITS
            && secrets.contains(number)
            && !shown.contains(number)) {
          leaks.add(format + ": " + numbers.group());
        }
      }
    }
    return leaks;
  }

  /** Points and times of a report, their shares of the whole, and both rounded. */
  private static void collect(JsonElement element, Set<BigDecimal> shown) {
    if (element instanceof JsonObject object) {
      JsonElement score = object.get("score");
      JsonElement maxScore = object.get("maxScore");
      if (score != null && maxScore != null && maxScore.getAsBigDecimal().signum() > 0) {
        BigDecimal share =
            score.getAsBigDecimal().divide(maxScore.getAsBigDecimal(), MathContext.DECIMAL64);
        addRounded(share, 1, MOST_DIGITS, shown);
        addRounded(share.scaleByPowerOfTen(2), 1, MOST_DIGITS, shown);
      }
      object.entrySet().forEach(member -> collect(member.getValue(), shown));
    } else if (element instanceof JsonArray array) {
      array.forEach(each -> collect(each, shown));
    } else if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      addRounded(primitive.getAsBigDecimal().abs(), 1, MOST_DIGITS, shown);
    }
  }

  private static void addRounded(BigDecimal number, int from, int to, Set<BigDecimal> rounded) {
    for (int digits = from; digits <= to; digits++) {
      for (RoundingMode mode : List.of(RoundingMode.HALF_EVEN, RoundingMode.DOWN)) {
        BigDecimal each = number.round(new MathContext(digits, mode)).stripTrailingZeros();
        if (each.precision() >= Math.min(from, FEWEST_DIGITS)) {
          rounded.add(each);
        }
      }
    }
  }
}
