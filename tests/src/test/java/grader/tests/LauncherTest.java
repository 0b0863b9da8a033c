package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code bin/grader} and what it is asked to do. */
class LauncherTest {
  private static final String SAMPLE =
      Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();
  private static final String ESCAPE = "\u001b";

  @TempDir private Path folder;

  @Test
  @Tag("long")
  void aFullScoreFitsOnOneScreenAndShowsTheScoreFirst() {
    Product.Run run = Product.run(SAMPLE);
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.err()),
        () -> assertTrue(run.out().lines().count() <= 24, run.out()),
        () ->
            assertTrue(
                run.out().lines().findFirst().orElse("").contains("score 50 / 50"), run.out()),
        () -> assertEquals("", run.err()));
  }

  @Test
  @Tag("long")
  void theBlankTemplateIsNotImplementedInEveryCheck() {
    Path blank =
        Submissions.compile(
            Product.CLONE.resolve("student-template/src/main/java"), folder, "blank");
    Product.Run run = Product.run("--format", "json", blank.toString());
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(0, run.report().get("score").getAsInt());
    run.report()
        .getAsJsonArray("cases")
        .forEach(
            testCase ->
                testCase
                    .getAsJsonObject()
                    .getAsJsonArray("checks")
                    .forEach(
                        check -> {
                          assertEquals(
                              "NOT_IMPLEMENTED",
                              check.getAsJsonObject().get("verdict").getAsString());
                          assertTrue(
                              check
                                  .getAsJsonObject()
                                  .get("message")
                                  .getAsString()
                                  .endsWith("is not implemented yet"));
                        }));
    Product.Run console = Product.run(blank.toString());
    assertFalse(console.out().contains("\tat "), console.out());
  }

  @Test
  @Tag("long")
  void aPipeGetsNoColours() {
    assertFalse(Product.run(SAMPLE).out().contains(ESCAPE));
  }

  @Test
  @Tag("long")
  void aTerminalGetsColoursUnlessItIsToldNotTo() {
    Path script = Path.of("/usr/bin/script");
    assumeTrue(Files.exists(script), "no terminal can be had: /usr/bin/script is missing");
    String grader = Product.INSTALLATION.resolve("bin/grader") + " " + SAMPLE;
    assertTrue(onTerminal(grader, Map.of()).contains(ESCAPE));
    assertFalse(onTerminal(grader, Map.of("NO_COLOR", "1")).contains(ESCAPE));
    assertFalse(onTerminal(grader, Map.of("TERM", "dumb")).contains(ESCAPE));
    assertFalse(onTerminal(grader + " --no-color", Map.of()).contains(ESCAPE));
  }

  private static String onTerminal(String command, Map<String, String> environment) {
    return Product.runCommand(
            List.of("/usr/bin/script", "-qec", command, "/dev/null"),
            Product.CLONE,
            Map.of("JAVA_HOME", System.getProperty("java.home"), "TERM", "xterm", "NO_COLOR", ""),
            environment)
        .out();
  }

  @Test
  @Tag("long")
  void anAsciiTerminalGetsAscii() {
    Product.Run run =
        Product.run(
            Product.INSTALLATION.resolve("bin/grader"), Map.of("LC_ALL", "C", "LANG", "C"), SAMPLE);
    assertTrue(run.out().chars().allMatch(c -> c < 0x80), run.out());
  }

  @Test
  void aNameBeyondAsciiIsReadInALocaleThatHasNone() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("p\u00e4th with spaces"));
    Path jar = Files.copy(Path.of(SAMPLE), directory.resolve("abgabe-\u00fc.jar"));
    for (List<String> options : List.of(List.<String>of(), List.of("--points=10"))) {
      List<String> command = new ArrayList<>(List.of("/usr/bin/env", "-i", "LC_ALL=C"));
      command.add("PATH=" + System.getenv("PATH"));
      command.add("JAVA_HOME=" + System.getProperty("java.home"));
      command.add(Product.INSTALLATION.resolve("bin/grader").toString());
      command.addAll(options);
      command.add(jar.toString());
      Product.Run run = Product.runCommand(command, Product.CLONE);
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().chars().allMatch(c -> c < 0x80), run.out());
    }
  }

  @Test
  @Tag("long")
  void aReportThatStandardOutputDoesNotTakeIsNoSuccess() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full on this machine");
    String grader = Product.INSTALLATION.resolve("bin/grader") + " " + SAMPLE;
    Product.Run lost = inShell(grader + " > /dev/full");
    assertEquals(75, lost.exitCode());
    assertEquals("grader: cannot write to standard output: No space left on device\n", lost.err());
    Product.Run enough = inShell(grader + " --format json | head -c 10");
    assertEquals("", enough.err().replaceFirst(".* score 50 / 50 .*\\R", ""));
  }

  private static Product.Run inShell(String command) {
    return Product.runCommand(
        List.of("/bin/sh", "-c", command),
        Product.CLONE,
        Map.of("JAVA_HOME", System.getProperty("java.home")));
  }

  @Test
  void aCopyOfTheScriptAloneSaysThatTheRestIsMissing() throws IOException {
    Path copy = folder.resolve("bin/grader");
    Files.createDirectory(copy.getParent());
    Files.copy(
        Product.INSTALLATION.resolve("bin/grader"), copy, StandardCopyOption.COPY_ATTRIBUTES);
    Product.Run run = Product.run(copy, Map.of(), SAMPLE);
    assertEquals(75, run.exitCode());
    assertEquals(
        "grader: "
            + copy.toRealPath()
            + " is a copy without the rest of the grader; link to the original instead of copying"
            + " it\n",
        run.err());
  }

  @Test
  @Tag("long")
  void theReportGoesToAFileAndTheScoreToStandardOutput() throws IOException {
    Path output = folder.resolve("report.json");
    Product.Run run = Product.run("--format", "json", "--output", output.toString(), SAMPLE);
    assertEquals(1, run.out().lines().count(), run.out());
    assertEquals(
        50,
        JsonParser.parseString(Files.readString(output)).getAsJsonObject().get("score").getAsInt());
    assertEquals(
        "",
        Product.run("--quiet", "--format", "json", "--output", output.toString(), SAMPLE).out());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(output), files.toList(), "no temporary file is left");
    }
  }

  @Test
  @Tag("long")
  void aFaultOfTheDiagnosisCostsNobodyTheGrade() throws IOException {
    Path installation = folder.resolve("installation");
    Product.copyTo(installation);
    Product.prepareNothing(installation);
    Path harness;
    try (Stream<Path> jars = Files.list(installation.resolve("lib"))) {
      harness =
          jars.filter(jar -> jar.getFileName().toString().startsWith("grader-harness"))
              .findFirst()
              .orElseThrow();
    }
    try (FileSystem zip = FileSystems.newFileSystem(harness)) {
      Files.writeString(zip.getPath("grader/diagnosis/mistakes.txt"), "");
    }
    String halfDone = Submissions.jarOf(halfDone(), folder, "half-done").toString();
    Product.Run run = Product.run(installation.resolve("bin/grader"), Map.of(), halfDone);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("score 12.4 / 50"), run.out());
    assertTrue(run.out().contains("what is wrong could not be named"), run.out());
  }

  @Test
  @Tag("long")
  void theExitCodeFollowsTheScore() throws IOException {
    String halfDone = Submissions.jarOf(halfDone(), folder, "half-done").toString();
    assertEquals(1, Product.run("--quiet", halfDone).exitCode());
    assertEquals(0, Product.run("--quiet", "--min-score", "10", halfDone).exitCode());
    Product.Run below = Product.run("--quiet", "--min-score", "13", halfDone);
    assertEquals(1, below.exitCode());
    assertEquals("grader: the score is below --min-score 13; 50 points can be had\n", below.err());
    assertEquals(0, Product.run("--quiet", "--exit-zero", halfDone).exitCode());
    Product.Run scaled = Product.run("--quiet", "--points", "100", halfDone);
    assertTrue(scaled.out().contains("score 24.8 / 100"), scaled.out());
  }

  /** The template with a working mseLoss and bceLoss alone: 12.4 of 50 points. */
  private static String halfDone() throws IOException {
    return Files.readString(Product.CLONE.resolve("student-template/src/main/java/mlp/MLP.java"))
        .replace(
            "throw new UnsupportedOperationException(\"mseLoss is not implemented yet\");",
            """
            RealMatrix d = yHat.subtract(y);
            double n = y.getRowDimension() * y.getColumnDimension();
            double norm = d.getFrobeniusNorm();
            return new Loss(norm * norm / n, d.scalarMultiply(2 / n));
            """)
        .replace(
            "throw new UnsupportedOperationException(\"bceLoss is not implemented yet\");",
            """
            double n = y.getRowDimension() * y.getColumnDimension();
            RealMatrix d = yHat.copy();
            double sum = 0;
            for (int i = 0; i < y.getRowDimension(); i++) {
              for (int j = 0; j < y.getColumnDimension(); j++) {
                double t = y.getEntry(i, j);
                double p = yHat.getEntry(i, j);
                sum -= t * Math.log(p) + (1 - t) * Math.log(1 - p);
                d.setEntry(i, j, (p - t) / (p * (1 - p)) / n);
              }
            }
            return new Loss(sum / n, d);
            """);
  }

  @Test
  void helpVersionAndCompletionNeedNoSubmission() {
    assertAll(
        () -> assertTrue(Product.run("--help").out().startsWith("Usage: grader")),
        () -> assertEquals(0, Product.run("--help").exitCode()),
        () -> assertTrue(Product.run("--version").out().startsWith("grader 0.1.0 (Java ")),
        () -> assertTrue(Product.run("generate-completion").out().contains("complete -F")));
  }

  @Test
  void theFirstStartMakesTheArchives() throws IOException {
    Product.run("--version");
    assertHasArchives(Product.INSTALLATION);
  }

  @Test
  @Tag("long")
  void theFirstRunThroughALinkAndInAFolderWithSpacesMakesTheArchives() throws IOException {
    Path installation = folder.resolve("a folder with spaces");
    Product.copyTo(installation);
    Path link =
        Files.createSymbolicLink(folder.resolve("link"), installation.resolve("bin/grader"));
    Product.Run run = Product.run(link, Map.of(), "--quiet", SAMPLE);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("score 50 / 50"), run.out());
    assertHasArchives(installation);
  }

  /** One for the grader and one for its workers, which an empty file is not. */
  private static void assertHasArchives(Path installation) throws IOException {
    try (Stream<Path> archives = Files.list(installation.resolve("archives"))) {
      assertEquals(
          2,
          archives
              .filter(file -> file.toString().matches(".*-(harness|worker)\\.(jsa|aot)"))
              .filter(file -> file.toFile().length() > 1_000_000)
              .count());
    }
  }

  @Test
  void nothingFailsWhereNoArchiveCanBeMade() throws IOException {
    Path installation = folder.resolve("installation");
    Product.copyTo(installation);
    // A file where the folder would be: nobody, not even root, can make the archives.
    Files.createFile(installation.resolve("archives"));
    Product.Run run = Product.run(installation.resolve("bin/grader"), Map.of(), "--quiet", SAMPLE);
    assertAll(
        () -> assertEquals(0, run.exitCode()),
        () -> assertEquals("", run.err()),
        () -> assertTrue(run.out().contains("score 50 / 50"), run.out()));
  }

  @Test
  void aDamagedArchiveIsIgnored() throws IOException {
    Path installation = folder.resolve("installation");
    Product.copyTo(installation);
    for (Path archive : Product.prepareNothing(installation)) {
      Files.writeString(archive, "damaged");
    }
    Files.writeString(installation.resolve("archives/prepared-cases"), "damaged");
    Product.Run run = Product.run(installation.resolve("bin/grader"), Map.of(), "--quiet", SAMPLE);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("score 50 / 50"), run.out());
  }

  @Test
  void aJavaHomeWithoutJavaIsSaid() {
    Product.Run run =
        Product.run(
            Product.INSTALLATION.resolve("bin/grader"),
            Map.of("JAVA_HOME", folder.toString()),
            SAMPLE);
    assertEquals(75, run.exitCode());
    assertEquals("grader: JAVA_HOME has no bin/java: " + folder, run.err().stripTrailing());
  }
}
