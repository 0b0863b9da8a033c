package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every folder {@code tests/submissions/hostile-*} is tried by {@code grader doctor} and holds
 * where it is promised to; and the doctor is worth believing: where nothing holds an attack, it
 * says so.
 */
class DoctorTest {
  private static final Path SUBMISSIONS = Product.CLONE.resolve("tests/submissions");

  /** What reaches each kind of canary on the rung that promises least. */
  private static final Map<String, String> REACHES =
      Map.of(
          "reads-the-graders-environment", "the secret in the environment came out",
          "reads-the-hidden-tests", "the secret in the hidden came out",
          "reads-an-open-file", "the secret in the open came out",
          "connects-to-loopback", "a port on the loopback interface was called",
          "starts-a-shell", "a file was written outside",
          "removes-the-report", "an older report was changed",
          "kills-the-grader", "the grader wrote no report, and ended with exit code 137",
          "leaves-a-process-behind", "a process lives on: sh -c (sleep 20;");

  /** What the JVM has to hold, or is used for, and so may end otherwise on another JDK. */
  private static final List<String> OF_THE_JVM =
      List.of(
          "allocates-beside-the-heap",
          "attaches-to-the-grader",
          "breaks-its-bytecode",
          "calls-the-c-library",
          "changes-the-jvm-for-the-next-case",
          "connects-to-loopback",
          "crashes-the-jvm",
          "defines-classes",
          "defines-hidden-classes",
          "dumps-its-heap",
          "exhausts-direct-memory",
          "exhausts-metaspace",
          "exits",
          "exits-by-method-handle",
          "halts-as-if-out-of-memory",
          "hangs-in-a-cleaner",
          "kills-the-grader",
          "leaves-a-shutdown-hook",
          "loads-a-native-library",
          "poisons-the-cache-of-integers",
          "reads-the-graders-memory",
          "returns-a-serialization-trap",
          "starts-a-shell",
          "starts-threads-without-end",
          "throws-an-endless-message",
          "walks-from-its-loader-into-the-worker",
          "writes-outside");

  /** For a second run on another JDK, where all of them take too long. */
  private static final boolean IS_OF_THE_JVM_ALONE = Boolean.getBoolean("doctor.of-the-jvm-alone");

  @TempDir private static Path temporary;
  @TempDir private Path folder;

  private static Product.Run run = new Product.Run(0, "", "");
  private static Set<String> processesAfter = Set.of();

  @BeforeAll
  static void tryTheCorpus() {
    List<String> arguments = new ArrayList<>(List.of("--json"));
    arguments.addAll(IS_OF_THE_JVM_ALONE ? OF_THE_JVM : List.of());
    run = doctor(Product.INSTALLATION.resolve("bin/grader"), arguments.toArray(String[]::new));
    processesAfter =
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(commandLine -> commandLine.contains(temporary.toString()))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Everything of the doctor's is below a folder of this test's, to be seen if it is left there.
   */
  private static Product.Run doctor(Path grader, String... arguments) {
    List<String> all = new ArrayList<>(List.of("doctor"));
    all.addAll(List.of(arguments));
    return Product.run(
        grader,
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
        all.toArray(String[]::new));
  }

  @TestFactory
  Stream<DynamicTest> everyAttackHoldsWhereItIsPromisedTo() {
    return attacks(run).entrySet().stream()
        .map(
            attack ->
                dynamicTest(
                    attack.getKey(),
                    () ->
                        assertNotEquals(
                            "BROKEN",
                            attack.getValue().get("status").getAsString(),
                            () -> attack.getValue().get("details").toString())));
  }

  @Test
  @Tag("long")
  void itTriesEveryHostileSubmissionAndSaysThatAllIsKept() throws IOException {
    Set<String> folders = new TreeSet<>();
    try (Stream<Path> all = Files.list(SUBMISSIONS)) {
      all.map(each -> each.getFileName().toString())
          .filter(name -> name.startsWith("hostile-"))
          .forEach(name -> folders.add(name.substring("hostile-".length())));
    }
    assertAll(
        () -> assertEquals(folders, attacks(run).keySet()),
        () -> assertTrue(folders.size() >= 45, () -> folders.size() + " attacks"),
        () -> assertTrue(run.report().get("promisesKept").getAsBoolean()),
        () -> assertEquals(0, run.exitCode(), run.err()));
  }

  @Test
  void itLeavesNoProcessAndNoFileBehind() throws IOException {
    assertEquals(Set.of(), processesAfter);
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @Tag("long")
  void anInterruptedDoctorLeavesNoProcessAndNoFileBehind() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    ProcessBuilder builder =
        new ProcessBuilder(Product.INSTALLATION.resolve("bin/grader").toString(), "doctor")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + elsewhere);
    Process doctor = builder.start();
    try {
      // Two attacks at a time, each with a folder of its own, beside the control's.
      while (namesOfRuns(elsewhere).size() < 3) {
        assertTrue(doctor.isAlive(), "the doctor ended");
        LockSupport.parkNanos(1_000_000);
      }
      doctor.destroy();
      assertTrue(doctor.waitFor(60, TimeUnit.SECONDS), "it does not end");
    } finally {
      doctor.destroyForcibly();
    }
    try (Stream<Path> left = Files.list(elsewhere)) {
      assertEquals(List.of(), left.toList());
    }
    assertEquals(
        List.of(),
        ProcessHandle.allProcesses()
            .map(process -> process.info().commandLine().orElse(""))
            .filter(commandLine -> commandLine.contains(elsewhere.toString()))
            .toList());
  }

  private final Set<String> runs = new TreeSet<>();

  /** All runs of which a folder was ever seen. */
  private Set<String> namesOfRuns(Path elsewhere) throws IOException {
    try (Stream<Path> tree = Files.walk(elsewhere, 2)) {
      tree.map(each -> each.getFileName().toString())
          .filter(name -> name.matches("doctor-\\p{XDigit}+"))
          .forEach(runs::add);
    } catch (UncheckedIOException e) {
      // A folder is gone meanwhile.
    }
    return runs;
  }

  /** The rule is found by the doctor itself, in the jar that it runs with the policy off. */
  @Test
  @Tag("long")
  void thePolicyRefusesWhatNamesARuleOfIt() throws IOException {
    assertEquals("exit", attack(run, "exits").get("policyRule").getAsString());
    assertTrue(
        attacks(run).values().stream().filter(each -> !each.get("policyRule").isJsonNull()).count()
            >= 60);
    Path installation = copyOfTheInstallation();
    Path attack = installation.resolve("doctor/exits.json");
    Files.writeString(attack, Files.readString(attack).replace("\"exit\"", "\"serialization\""));
    Product.Run other = doctor(installation.resolve("bin/grader"), "--json", "exits");
    assertEquals(1, other.exitCode(), other.err());
    assertTrue(
        attack(other, "exits")
            .getAsJsonArray("details")
            .toString()
            .contains("the policy's rule 'serialization' does not refuse it; it breaks [exit]"),
        other::out);
  }

  @Test
  @Tag("long")
  void whereNothingHoldsAnAttackItsCanarySaysSo() {
    Product.Run weak =
        doctor(
            Product.INSTALLATION.resolve("bin/grader"),
            Stream.concat(Stream.of("--json", "--sandbox=process"), REACHES.keySet().stream())
                .toArray(String[]::new));
    assertEquals("process", weak.report().get("sandbox").getAsString());
    assertAll(
        REACHES.entrySet().stream()
            .map(
                each ->
                    () -> {
                      JsonObject attack = attack(weak, each.getKey());
                      assertEquals("weaker here", attack.get("status").getAsString());
                      JsonArray details = attack.getAsJsonArray("details");
                      assertTrue(details.toString().contains(each.getValue()), details::toString);
                    }));
  }

  @Test
  @Tag("long")
  void aPromiseThatDoesNotHoldIsSaidAndEndsWithAnotherExitCode() throws IOException {
    Path installation = copyOfTheInstallation();
    Path promise = installation.resolve("doctor/reads-an-open-file.json");
    Files.writeString(
        promise,
        Files.readString(promise).replaceFirst("\"promised\": \\[", "$0\"process\", \"user\", "));
    Product.Run broken =
        doctor(
            installation.resolve("bin/grader"),
            "--json",
            "--sandbox=process",
            "reads-an-open-file");
    assertAll(
        () -> assertEquals(1, broken.exitCode(), broken.err()),
        () -> assertFalse(broken.report().get("promisesKept").getAsBoolean()),
        () ->
            assertEquals(
                "BROKEN", attack(broken, "reads-an-open-file").get("status").getAsString()));
  }

  private Path copyOfTheInstallation() throws IOException {
    Path installation = folder.resolve("installation");
    try (Stream<Path> tree = Files.walk(Product.INSTALLATION)) {
      for (Path source : tree.toList()) {
        // With its times: else the copy would make its archives anew.
        Files.copy(
            source,
            installation.resolve(Product.INSTALLATION.relativize(source)),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return installation;
  }

  @Test
  @Tag("long")
  void noAnswerIsInALiveWorkerByASearchThatFindsWhatIsThere() {
    Product.Run proof = doctor(Product.INSTALLATION.resolve("bin/grader"), "--prove", "--json");
    JsonObject report = proof.report();
    assertAll(
        () -> assertEquals(0, proof.exitCode(), proof::out),
        // The kind of worker that grades here.
        () -> assertEquals(run.report().get("sandbox"), report.get("sandbox")),
        () -> assertTrue(report.get("values").getAsInt() > 1000),
        () -> assertTrue(report.get("texts").getAsInt() > 100),
        () -> assertEquals(new JsonArray(), report.getAsJsonArray("found")),
        () -> assertEquals(new JsonArray(), report.getAsJsonArray("missingControls")),
        () -> assertTrue(report.getAsJsonArray("controls").size() >= 3));
  }

  @Test
  void aMisspelledAttackIsNamed() {
    Product.Run misspelled = doctor(Product.INSTALLATION.resolve("bin/grader"), "exit");
    assertEquals(2, misspelled.exitCode());
    assertTrue(
        misspelled.err().contains("grader: Unknown attack 'exit'; did you mean 'exits'?"),
        misspelled.err());
  }

  private static JsonObject attack(Product.Run run, String name) {
    JsonObject attack = attacks(run).get(name);
    if (attack == null) {
      throw new AssertionError(name + " was not tried");
    }
    return attack;
  }

  private static Map<String, JsonObject> attacks(Product.Run run) {
    Map<String, JsonObject> attacks = new TreeMap<>();
    for (JsonElement attack : run.report().getAsJsonArray("attacks")) {
      attacks.put(attack.getAsJsonObject().get("name").getAsString(), attack.getAsJsonObject());
    }
    return attacks;
  }
}
