package grader.doctor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import grader.doctor.Attack.Ending;
import grader.doctor.Finding.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tries attacks on the grader as it runs here, and compares what comes of them with the promises.
 */
final class Trial {
  /** For an attack that is to run into its deadline. */
  private static final String SHORT = "500ms";

  /** For one that is not, on a machine that is busy with the others. */
  private static final String LONG = "20s";

  private final String rung;
  private final Path folder;
  private final String sandbox;
  private final PolicyTrial policy;

  /**
   * Try on one rung.
   *
   * @param rung the name of the one that grading stands on here
   * @param folder for the runs' own folders
   * @param sandbox what is asked for, to stand on it
   * @param policy what refuses an attack before it is run, when it is not switched off
   */
  Trial(String rung, Path folder, String sandbox, PolicyTrial policy) {
    this.rung = rung;
    this.folder = folder;
    this.sandbox = sandbox;
    this.policy = policy;
  }

  /** Try one attack: hold it against the policy, and then run it with nothing but the seal. */
  Finding of(Attack attack) throws IOException {
    String missing = Needs.missing(attack.needs());
    if (missing != null) {
      return new Finding(attack, Status.NOT_AVAILABLE, List.of("needs " + missing));
    }
    try (Canaries canaries = new Canaries(folder)) {
      Files.write(canaries.jar(), HostileJar.of(attack, canaries.targets()));
      String notRefused = policy.notRefused(attack, canaries.jar());
      if (notRefused != null) {
        return new Finding(attack, Status.BROKEN, List.of(notRefused));
      }
      // Each case is attacked, and says so.
      List<String> broken = broken(attack, canaries).stream().distinct().toList();
      if (broken.isEmpty()) {
        return new Finding(attack, Status.HELD, List.of());
      }
      boolean isPromised = attack.promised().contains(rung);
      return new Finding(attack, isPromised ? Status.BROKEN : Status.WEAKER_HERE, broken);
    }
  }

  private List<String> broken(Attack attack, Canaries canaries) throws IOException {
    boolean isShort = attack.endings().stream().anyMatch(Ending::isTimeLimit);
    List<String> arguments =
        List.of(
            // The seal alone is what has to hold.
            "--policy-mode=off",
            "--format",
            "json",
            "--sandbox",
            sandbox,
            "--timeout",
            isShort ? SHORT : LONG,
            "--tests",
            canaries.cases().toString(),
            canaries.jar().toString());
    GraderRun run = GraderRun.of(folder, canaries.temporary(), canaries.environment(), arguments);
    List<String> broken = new ArrayList<>(canaries.touched(run.said()));
    broken.addAll(LeftProcesses.of(canaries.token()));
    broken.addAll(canaries.leftFiles());
    String otherwise = endedOtherwise(attack, run);
    if (otherwise != null) {
      broken.add(otherwise);
    }
    return broken;
  }

  /** How a run ended, if in no way that the attack may end in; else null. */
  private @Nullable String endedOtherwise(Attack attack, GraderRun run) {
    if (!run.ended()) {
      return "the grader did not end";
    }
    JsonObject report;
    try {
      report = JsonParser.parseString(run.out()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      return "the grader wrote no report, and ended with exit code " + run.exitCode();
    }
    String stoodOn = report.get("sandbox").getAsString();
    boolean isGraded = report.getAsJsonArray("reasons").isEmpty();
    if (isGraded && !stoodOn.equals(rung)) {
      return "graded on the rung '%s' and not on '%s': %s"
          .formatted(stoodOn, rung, String.join("; ", notes(report)));
    }
    Map<String, String> verdicts = verdicts(report);
    for (Ending ending : attack.endings()) {
      if (isSo(ending, run.exitCode(), report, verdicts)) {
        return null;
      }
    }
    String reasons = isGraded ? "" : ", " + report.getAsJsonArray("reasons").get(0).getAsString();
    return "ended with exit code %s, score %s, %s%s"
        .formatted(run.exitCode(), report.get("score").getAsString(), verdicts, reasons);
  }

  private static List<String> notes(JsonObject report) {
    return report.getAsJsonArray("sandboxNotes").asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  private static boolean isSo(
      Ending ending, int exitCode, JsonObject report, Map<String, String> verdicts) {
    if (exitCode != ending.exitCode()) {
      return false;
    }
    String reason = ending.reason();
    if (reason != null) {
      return report.getAsJsonArray("reasons").toString().contains(reason);
    }
    Map<String, String> expected = new TreeMap<>();
    for (String check : verdicts.keySet()) {
      expected.put(check, "PASSED");
      ending
          .fails()
          .forEach(
              (verdict, patterns) -> {
                if (patterns.stream().anyMatch(pattern -> matches(pattern, check))) {
                  expected.put(check, verdict);
                }
              });
    }
    String score = ending.score();
    return verdicts.size() == Cases.COUNT
        && verdicts.equals(expected)
        && (score == null
            || report.get("score").getAsBigDecimal().compareTo(new BigDecimal(score)) == 0);
  }

  private static boolean matches(String pattern, String check) {
    String regex =
        Stream.of(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining("[^/]*"));
    return check.matches(regex);
  }

  /** What the report says of each check, as {@code case/check → verdict}. */
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

  /** What a machine may lack. */
  private static final class Needs {
    private Needs() {}

    static @Nullable String missing(List<String> needs) {
      return needs.stream().filter(each -> !isMet(each)).findFirst().orElse(null);
    }

    private static boolean isMet(String need) {
      String[] words = need.toLowerCase(Locale.ROOT).split(" ", 2);
      return switch (words[0]) {
        case "proc" -> Files.isReadable(Path.of("/proc/self/cmdline"));
        case "java" -> Runtime.version().feature() >= Integer.parseInt(words[1]);
        case "program" -> isOnThePath(words[1]);
        default -> throw new IllegalArgumentException("a need that nobody knows: " + need);
      };
    }

    private static boolean isOnThePath(String program) {
      String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
      return Stream.of(path.split(java.io.File.pathSeparator, -1))
          .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
  }
}
