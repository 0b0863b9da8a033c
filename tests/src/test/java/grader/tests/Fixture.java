package grader.tests;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder under {@code tests/submissions}: sources, and in {@code expected.json} what grading them
 * must find.
 */
record Fixture(Path folder, JsonObject expected) {
  private static final Path FOLDER = Product.CLONE.resolve("tests/submissions");

  /** Every fixture but the hostile ones, by name. */
  static List<Fixture> all() throws IOException {
    List<Path> folders;
    try (Stream<Path> files = Files.list(FOLDER)) {
      folders = files.filter(folder -> !isHostile(folder)).sorted().toList();
    }
    List<Fixture> fixtures = new ArrayList<>();
    for (Path folder : folders) {
      String expected = Files.readString(folder.resolve("expected.json"));
      fixtures.add(new Fixture(folder, JsonParser.parseString(expected).getAsJsonObject()));
    }
    return fixtures;
  }

  /** The doctor's: CorpusTest. */
  private static boolean isHostile(Path folder) {
    return folder.getFileName().toString().startsWith("hostile-");
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** What the command line has beside the submission. */
  List<String> options() {
    return expected.has("options") ? strings(expected.getAsJsonArray("options")) : List.of();
  }

  int exitCode() {
    return expected.get("exitCode").getAsInt();
  }

  BigDecimal score() {
    return new BigDecimal(expected.get("score").getAsString());
  }

  /** The id of the first finding; empty when there is none, as of what is right. */
  String diagnosis() {
    return expected.has("diagnosis") ? expected.get("diagnosis").getAsString() : "";
  }

  /** The ids of all findings in order, where more is known than the first. */
  Optional<List<String>> findings() {
    return expected.has("findings")
        ? Optional.of(strings(expected.getAsJsonArray("findings")))
        : Optional.empty();
  }

  private static List<String> strings(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsString).toList();
  }

  /**
   * The id of the first finding of the edition of students, when an example fails: the same, unless
   * it takes the reference to see it.
   */
  String diagnosisForStudents() {
    return expected.has("kitDiagnosis") ? expected.get("kitDiagnosis").getAsString() : diagnosis();
  }

  /** Whether the mistake shows in a check, as {@code case/check}, on some seeds alone. */
  boolean failsByChance(String check) {
    return expected.has("failsByChance")
        && strings(expected.getAsJsonArray("failsByChance")).stream()
            .anyMatch(pattern -> matches(pattern).test(check));
  }

  /** Every pattern of a check that fails. */
  List<String> patterns() {
    return expected.getAsJsonObject("fails").entrySet().stream()
        .flatMap(entry -> entry.getValue().getAsJsonArray().asList().stream())
        .map(JsonElement::getAsString)
        .toList();
  }

  /**
   * Which of these checks fail, and how.
   *
   * @param checks as {@code case/check}
   * @return the verdict by check
   */
  Map<String, String> failures(Collection<String> checks) {
    Map<String, String> failures = new TreeMap<>();
    expected
        .getAsJsonObject("fails")
        .entrySet()
        .forEach(
            entry -> {
              for (JsonElement pattern : entry.getValue().getAsJsonArray()) {
                checks.stream()
                    .filter(matches(pattern.getAsString()))
                    .forEach(check -> failures.put(check, entry.getKey()));
              }
            });
    return failures;
  }

  /** Whether a check, as {@code case/check}, is meant: * stands for anything but a slash. */
  static Predicate<String> matches(String pattern) {
    String regex =
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    return Pattern.compile(regex).asMatchPredicate();
  }
}
