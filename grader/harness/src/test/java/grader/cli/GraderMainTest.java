package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import grader.cases.PreparedCaseFile;
import grader.golden.GoldenFile;
import grader.host.ClassDataArchive;
import grader.host.SealedRoot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The command without a worker: a submission that does not exist is rejected before one is asked
 * anything, and reported like any other.
 */
class GraderMainTest {
  private static final Path SUITE =
      Path.of("src", "test", "resources", "grader", "cases", "corpus", "good", "loss-given.json");

  @TempDir private Path home = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Map<String, String> environment = Map.of();
  private boolean isTerminal;
  private boolean isErrorTerminal;
  private Charset charset = StandardCharsets.UTF_8;
  private @Nullable Installation installation;

  @BeforeEach
  void install() throws IOException {
    Files.createDirectory(home.resolve("worker"));
    Files.createDirectory(home.resolve("suites"));
    Files.copy(SUITE, home.resolve("suites").resolve("loss.json"));
    installation =
        new Installation(
            home,
            ClassDataArchive.NONE,
            new SealedRoot(home.resolve("root"), null),
            PreparedCaseFile.NONE);
  }

  private int run(String... arguments) {
    return run(out, arguments);
  }

  private int run(Writer standardOutput, String... arguments) {
    return GraderMain.run(
        new Surroundings(
            new PrintWriter(standardOutput),
            new PrintWriter(err),
            environment,
            isTerminal,
            isErrorTerminal,
            charset,
            installation,
            null,
            () -> null),
        arguments);
  }

  // --- Usage ---

  static List<List<String>> wrongUsages() {
    return List.of(
        List.of(),
        List.of("--points", "10"),
        List.of("a.jar", "b.jar"),
        List.of("a.jar", "--pionts", "10"),
        List.of("a.jar", "--no-colour"),
        List.of("a.jar", "--minscore=3"),
        List.of("a.jar", "-x"),
        List.of("a.jar", "--zzz", "--yyy"),
        List.of("a.jar", "--points"),
        List.of("a.jar", "--points", "ten"),
        List.of("a.jar", "--points", "1e99999999999"),
        List.of("a.jar", "--points", "-1"),
        List.of("a.jar", "--points", "1e999999999"),
        List.of("a.jar", "--min-score", "-0.5"),
        List.of("a.jar", "--sandbox", "none"),
        List.of("a.jar", "--feedback", "hints"),
        List.of("a.jar", "--policy-mode", "on"),
        List.of(""),
        List.of("cases", "audit", "--format", "html"),
        List.of("a.jar", "--points", "1", "--points", "2"),
        List.of("a.jar", "--seed", "1.5"),
        List.of("a.jar", "--seed", "9223372036854775808"),
        List.of("a.jar", "--timeout", "5h"),
        List.of("a.jar", "--timeout", "0"),
        List.of("a.jar", "--total-timeout", "999999999m"),
        List.of("a.jar", "--memory", "1t"),
        List.of("a.jar", "--memory", "1"),
        List.of("a.jar", "--sandbox", "chroot"),
        List.of("a.jar", "--format", "xml"),
        List.of("a.jar", "--format", ""),
        List.of("a.jar", "--format", "juint-xml"),
        List.of("a.jar", "--format", "json", "--output", "/no-such-folder/report.json"),
        List.of("a.jar", "--output", "report.json"),
        List.of("a.jar", "--format", "json", "--format", "junit-xml"),
        List.of("a.jar", "--format", "json", "--output", "a", "--output", "b"),
        List.of("a.jar", "--output", "a", "--output", "b"),
        List.of("a.jar", "--output", "a", "--format", "json", "--format", "console"),
        List.of("a.jar", "--output", "a", "--format", "json", "--output", "b"),
        List.of("a.jar", "--format", "json", "--output", "a", "--format", "sarif", "--output", "a"),
        List.of("a.jar", "--format", "github", "--output", "a"),
        List.of("a.jar", "--\u001b[31mred\n"),
        List.of("csaes", "validate"),
        List.of("generate-completions"),
        List.of("cases"),
        List.of("cases", "vlaidate", "suite.json"),
        List.of("cases", "remove"),
        List.of("cases", "--tests", "suite.json"),
        List.of("cases", "validate", "--no-colour"));
  }

  @Test
  void wrongUsageIsOneLineAndAHint() {
    StringBuilder all = new StringBuilder();
    for (List<String> arguments : wrongUsages()) {
      err.getBuffer().setLength(0);
      assertEquals(2, run(arguments.toArray(String[]::new)), arguments::toString);
      List<String> lines = err.toString().lines().toList();
      assertEquals(2, lines.size(), err::toString);
      assertTrue(lines.get(1).matches("Try 'grader( [a-z]+)* --help'\\."), lines.get(1));
      all.append(String.join(" ", arguments).replace("\u001b", "ESC").replace("\n", "LF"))
          .append("\n  ")
          .append(lines.get(0))
          .append('\n');
    }
    assertEquals("", out.toString());
    GoldenFile.assertMatches("cli/wrong-usage.txt", all.toString());
  }

  @Test
  void withoutInstallationNothingCanBeGraded() {
    installation = null;
    assertEquals(75, run("a.jar"));
    assertEquals(
        "grader: started without its installation; start it with the script bin/grader\n",
        err.toString());
  }

  @Test
  void helpIsEightyColumnsWideInAPipe() {
    environment = Map.of("COLUMNS", "200");
    assertEquals(0, run("--help"));
    assertEquals("", err.toString());
    GoldenFile.assertMatches("cli/help.txt", out.toString());
    assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out::toString);
    String help = out.toString();
    out.getBuffer().setLength(0);
    assertEquals(0, run("-h"));
    assertEquals(help, out.toString());
  }

  @Test
  void helpIsAsWideAsTheTerminal() {
    isTerminal = true;
    environment = Map.of("COLUMNS", "60");
    assertEquals(0, run("--help"));
    assertTrue(out.toString().lines().allMatch(line -> line.length() <= 60), out::toString);
    out.getBuffer().setLength(0);
    // picocli has a smallest width, and a terminal may be narrower.
    environment = Map.of("COLUMNS", "40");
    assertEquals(0, run("--help"));
    assertTrue(out.toString().lines().allMatch(line -> line.length() <= 55), out::toString);
    assertFalse(out.toString().contains("\u001b"), "help has no colours");
  }

  @ParameterizedTest
  @EnumSource
  void everyExitCodeIsInTheHelp(ExitCode code) {
    run("--help");
    assertTrue(out.toString().contains("\n  " + code.code() + " "), out::toString);
  }

  @Test
  void helpNamesEveryCommandAndEachHasItsOwn() {
    assertEquals(0, run("cases", "--help"));
    assertTrue(out.toString().startsWith("Usage: grader cases [-h] COMMAND\n"), out::toString);
    out.getBuffer().setLength(0);
    assertEquals(0, run("cases", "validate", "--help"));
    assertTrue(out.toString().startsWith("Usage: grader cases validate "), out::toString);
    assertTrue(
        out.toString().contains("\n  5   the instructor's files are wrong\n"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void fileIsASubmissionHoweverMuchItsNameLooksLikeACommand() {
    Path file = home.resolve("case");
    assertEquals(4, run(file.toString()), "a path is no command");
    assertEquals(4, run("case.jar"), "a jar is no command");
  }

  @Test
  void versionNamesGraderAndJava() {
    assertEquals(0, run("--version"));
    assertEquals(
        "grader " + GraderVersion.VERSION + " (Java " + Runtime.version() + ")\n", out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void completionIsAScriptThatKnowsEveryOption() throws Exception {
    assertEquals(0, run("generate-completion"));
    String script = out.toString();
    for (String option :
        new String[] {"--tests", "--points", "--min-score", "--seed", "--output", "--exit-zero"}) {
      assertTrue(script.contains("'" + option + "'"), option);
    }
    assertTrue(
        script.contains("commands=\"cases verify integration doctor generate-completion\""),
        script);
    assertTrue(script.contains("commands=\"validate "), script);
    assertTrue(script.contains("complete -F _complete_grader"), script);
    Path bash = Path.of("/bin/bash");
    assumeTrue(Files.isExecutable(bash));
    Path file = Files.writeString(home.resolve("completion"), script);
    Process check = new ProcessBuilder(bash.toString(), "-n", file.toString()).inheritIO().start();
    assertEquals(0, check.waitFor());
  }

  // --- A submission that cannot be graded ---

  @Test
  void rejectedSubmissionHasAReportAndAReason() {
    assertEquals(4, run("missing.jar"));
    assertEquals(
        """
        ✘ score 0 / 1  cannot be graded
          - no such file; build it with 'mvn package' and give target/submit.jar

        """,
        out.toString().substring(0, out.toString().indexOf("sandbox")));
    assertEquals(
        "grader: missing.jar: no such file; build it with 'mvn package' and give target/submit.jar\n",
        err.toString());
  }

  @Test
  void terminalIsToldAReasonOnce() {
    isTerminal = true;
    assertEquals(4, run("missing.jar"));
    assertTrue(out.toString().contains("no such file"), out::toString);
    assertEquals("", err.toString());
    assertEquals(4, run("missing.jar", "--quiet"));
    assertTrue(err.toString().contains("no such file"), err::toString);
  }

  @Test
  void exitZeroIsZeroWhenAReportWasWritten() {
    assertEquals(0, run("missing.jar", "--exit-zero"));
    assertTrue(out.toString().startsWith("✘ score 0 / 1"), out::toString);
    assertEquals(5, run("missing.jar", "--exit-zero", "--tests", "missing.json"));
    assertEquals(2, run("missing.jar", "--exit-zero", "--seed", "x"));
  }

  @Test
  void pointsStretchTheScore() {
    assertEquals(4, run("missing.jar", "--points", "30", "--quiet"));
    assertEquals("✘ score 0 / 30  cannot be graded\n", out.toString());
  }

  @Test
  void seedAndLimitsAreInTheReport() {
    run("missing.jar", "--seed", "-7", "--timeout", "2.5", "--memory", "1g");
    assertTrue(
        out.toString()
            .contains("seed -7, Java " + Runtime.version() + ", 2.5 s per case, 1024 MiB"),
        out::toString);
  }

  @Test
  void jsonIsTheWholeReportOnStandardOutput() {
    assertEquals(4, run("missing.jar", "--format", "json", "--total-timeout", "90"));
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals("NOT_RUN", report.get("verdict").getAsString());
    assertEquals("missing.jar", report.getAsJsonObject("submission").get("file").getAsString());
    JsonObject limits = report.getAsJsonObject("limits");
    assertEquals(256, limits.get("memoryMebibytes").getAsInt());
    assertEquals(5_000, limits.get("timeoutMilliseconds").getAsInt());
    assertEquals(90_000, limits.get("totalTimeoutMilliseconds").getAsInt());
  }

  @Test
  void personIsToldTheScoreWhenAProgramReadsTheReport() {
    run("missing.jar", "--format", "sarif");
    assertTrue(err.toString().endsWith("\n✘ score 0 / 1  cannot be graded\n"), err::toString);
    err.getBuffer().setLength(0);
    run("missing.jar", "--format", "sarif", "--quiet");
    assertFalse(err.toString().contains("score"), err::toString);
    err.getBuffer().setLength(0);
    run("missing.jar", "--format", "autolab");
    assertFalse(err.toString().contains("score"), err::toString);
  }

  @Test
  void verifyNamesWhatDiffersFromAReceipt() throws IOException {
    Path receipt = home.resolve("receipt.json");
    run("missing.jar", "--format", "json", "--output", receipt.toString(), "--seed", "7");
    out.getBuffer().setLength(0);
    assertEquals(0, run("verify", receipt.toString(), "missing.jar"));
    assertEquals("✔ the same result: score 0 / 1, cannot be graded\n", out.toString());
    out.getBuffer().setLength(0);
    Files.writeString(
        receipt, Files.readString(receipt).replaceFirst("\"score\": 0", "\"score\": 1"));
    assertEquals(1, run("verify", receipt.toString(), "missing.jar"));
    assertEquals(
        """
        ✘ not the same: 1 difference; now score 0 / 1, cannot be graded
          score: recorded 1, now 0
        """,
        out.toString());
  }

  @Test
  void verifySaysWhatIsNoReceipt() throws IOException {
    Path receipt = Files.writeString(home.resolve("receipt.json"), "{}");
    assertEquals(5, run("verify", receipt.toString(), "missing.jar"));
    assertEquals(
        "grader: " + receipt + ": is no JSON report of this grader: it has no 'schemaVersion'\n",
        err.toString());
    assertEquals(75, run("verify", "no-report.json", "missing.jar"));
    assertEquals(2, run("verify", receipt.toString()));
  }

  @Test
  void formatMayBeWrittenInCapitals() {
    run("missing.jar", "--format", "JSON");
    assertTrue(out.toString().startsWith("{"), out::toString);
  }

  @Test
  void reportGoesToAFileAndTheScoreToStandardOutput() throws IOException {
    Path file = home.resolve("report.json");
    assertEquals(4, run("missing.jar", "--format", "json", "--output", file.toString()));
    assertEquals("✘ score 0 / 1  cannot be graded\n", out.toString());
    assertEquals(
        "NOT_RUN",
        JsonParser.parseString(Files.readString(file))
            .getAsJsonObject()
            .get("verdict")
            .getAsString());
  }

  @Test
  void oneRunWritesSeveralReportsAndOneOfThemToStandardOutput() throws IOException {
    Path xml = home.resolve("report.xml");
    Path results = home.resolve("results.json");
    String[] arguments = {
      "missing.jar",
      "--format=gradescope",
      "--output=" + results,
      "--format",
      "json",
      "--format",
      "junit-xml",
      "--output",
      xml.toString(),
    };
    assertEquals(0, run(arguments));
    assertEquals(
        "NOT_RUN",
        JsonParser.parseString(out.toString()).getAsJsonObject().get("verdict").getAsString());
    assertTrue(Files.readString(xml).contains("<testsuites"), "JUnit XML");
    assertTrue(Files.readString(results).contains("\"stdout_visibility\""), "Gradescope");
  }

  @Test
  void outputMayStandBeforeItsOnlyFormat() throws IOException {
    Path file = home.resolve("report.xml");
    assertEquals(4, run("--output", file.toString(), "--format", "junit-xml", "missing.jar"));
    assertTrue(Files.readString(file).contains("<testsuites"), "JUnit XML");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradescope", "prairielearn", "autolab"})
  void gradebookIsGivenZeroUnlessTheCodeIsAskedFor(String format) {
    assertEquals(0, run("missing.jar", "--format", format));
    assertEquals(4, run("missing.jar", "--format", format, "--no-exit-zero"));
  }

  @Test
  void githubGetsItsSummaryAndItsOutputs() throws IOException {
    Path summary = Files.writeString(home.resolve("summary"), "before\n");
    Path outputs = home.resolve("outputs");
    environment =
        Map.of("GITHUB_STEP_SUMMARY", summary.toString(), "GITHUB_OUTPUT", outputs.toString());
    assertEquals(4, run("missing.jar", "--format", "github"));
    assertTrue(out.toString().startsWith("::stop-commands::"), out::toString);
    assertTrue(Files.readString(summary).startsWith("before\n## ✘ score 0 / 1"), "appended");
    assertTrue(Files.readString(outputs).startsWith("score=0\nmax-score=1\npassed=false\n"));
  }

  @Test
  void classroom50NeedsWhatItsRunnerSets() {
    assertEquals(75, run("missing.jar", "--format", "classroom50"));
    assertTrue(err.toString().contains("needs the variable CLASSROOM"), err::toString);
    environment =
        Map.of(
            "CLASSROOM", "c",
            "ASSIGNMENT", "a",
            "SUBMISSION_TAG", "submit/1",
            "COMMIT_URL", "https://c.example",
            "RELEASE_URL", "https://r.example");
    out.getBuffer().setLength(0);
    assertEquals(0, run("missing.jar", "--format", "classroom50"));
    JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertEquals("https://c.example", result.get("review").getAsString());
  }

  @Test
  void quietWithAFileSaysNothing() throws IOException {
    Path file = home.resolve("report.txt");
    assertEquals(4, run("missing.jar", "--quiet", "--output", file.toString()));
    assertEquals("", out.toString());
    assertTrue(Files.readString(file).startsWith("✘ score 0 / 1"));
  }

  @Test
  void fileIsInUnicodeAndWithoutColoursWhateverTheTerminalIs() throws IOException {
    isTerminal = true;
    charset = StandardCharsets.US_ASCII;
    Path file = home.resolve("report.txt");
    run("missing.jar", "--output", file.toString());
    assertTrue(Files.readString(file).startsWith("✘ score 0 / 1"));
    assertTrue(out.toString().startsWith("\u001b[31mX\u001b[0m "), out::toString);
  }

  @Test
  void reportThatCannotBeWrittenIsAFailureOfItsOwn() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "there is no /dev/full on this machine");
    assertEquals(75, run("missing.jar", "--output", full.toString()));
    assertTrue(
        err.toString()
            .endsWith("grader: cannot write the report to /dev/full: No space left on device\n"),
        err::toString);
  }

  @Test
  void whereNoReportCanBeIsSaidBeforeAnythingIsRun() {
    assertRejected(home + " is a folder; name a file in it", home.toString());
    assertRejected(
        "a report goes to standard output without --output; for a file of this name write ./-",
        "-");
    assertRejected("the name of the file is empty", "");
    assertRejected(
        "there is no folder " + home.resolve("no"), home.resolve("no/report").toString());
  }

  private void assertRejected(String message, String output) {
    err.getBuffer().setLength(0);
    assertEquals(2, run("missing.jar", "--output", output));
    assertEquals(
        "grader: Invalid value for option '--output' (FILE): " + message,
        err.toString().lines().findFirst().orElse(""));
  }

  @Test
  void aReportIsNeverWrittenOverWhatItIsAbout() throws IOException {
    Path submission = Files.writeString(home.resolve("submit.jar"), "homework");
    Path cases = Files.createDirectory(home.resolve("cases"));
    Path suite = Files.copy(SUITE, cases.resolve("suite.json"));
    Path policy = Files.writeString(home.resolve("policy.txt"), "");
    Path link = Files.createSymbolicLink(home.resolve("link.json"), suite);
    for (Path output : List.of(submission, suite, policy, link)) {
      err.getBuffer().setLength(0);
      String before = Files.readString(output);
      List<String> arguments =
          List.of(
              submission.toString(),
              "--tests=" + cases,
              "--policy=" + policy,
              "--format=json",
              "--output=" + output);
      assertEquals(2, run(arguments.toArray(String[]::new)));
      assertTrue(
          err.toString()
              .startsWith(
                  "grader: --output "
                      + output
                      + " would write over what is read; name another file\n"),
          err::toString);
      assertEquals(before, Files.readString(output));
    }
  }

  @Test
  void aPageIsNotPouredIntoATerminal() {
    isTerminal = true;
    assertEquals(2, run("missing.jar", "--format", "html"));
    assertTrue(err.toString().contains("write --format html --output report.html"), err::toString);
    isTerminal = false;
    assertEquals(4, run("missing.jar", "--format", "html"));
  }

  // --- Case files ---

  @Test
  void everyProblemOfTheCaseFilesIsALine() throws IOException {
    Path file = home.resolve("bad.json");
    Files.writeString(
        file, Files.readString(SUITE).replace("\"batch\": 2", "\"batch\": 0, \"x\": 1"));
    assertEquals(5, run("missing.jar", "--tests", file.toString(), "--tests", "missing.json"));
    assertEquals("", out.toString());
    assertEquals(
        """
        grader: missing.json: no such file or folder
        grader: FILE:14:16: 'batch' must be from 1 to 2147483647; found 0
        grader: FILE:14:19: unknown key 'x'; known: id, title, description, visibility, \
        tolerance, operation, batch, outFeatures, loss, data, checks, expected
        """
            .replace("FILE", file.toString()),
        err.toString());
  }

  @Test
  void testsThatAreNamedReplaceTheInstalledOnes() throws IOException {
    Path file = home.resolve("other.json");
    Files.writeString(file, Files.readString(SUITE).replace("\"Loss\"", "\"Another suite\""));
    run("missing.jar", "--format", "json", "--tests", file.toString());
    assertTrue(out.toString().contains("Another suite"), out::toString);
    assertFalse(out.toString().contains("Loss"), out::toString);
  }

  @Test
  void brokenInstallationIsNamed() throws IOException {
    Files.delete(home.resolve("worker"));
    assertEquals(75, run("missing.jar"));
    assertEquals(
        "grader: " + home.resolve("worker") + ": no such file or folder\n", err.toString());
  }

  // --- Terminals ---

  @Test
  void coloursAreForTerminalsThatWantThem() {
    isTerminal = true;
    run("missing.jar");
    assertTrue(out.toString().contains("\u001b[31m✘\u001b[0m"), out::toString);
    for (Map<String, String> plain : List.of(Map.of("NO_COLOR", "1"), Map.of("TERM", "dumb"))) {
      out.getBuffer().setLength(0);
      environment = plain;
      run("missing.jar");
      assertFalse(out.toString().contains("\u001b"), out::toString);
    }
    environment = Map.of();
    out.getBuffer().setLength(0);
    run("missing.jar", "--no-color");
    assertFalse(out.toString().contains("\u001b"), out::toString);
    isTerminal = false;
    out.getBuffer().setLength(0);
    run("missing.jar");
    assertFalse(out.toString().contains("\u001b"), out::toString);
  }

  @Test
  void asciiTerminalGetsAscii() {
    charset = StandardCharsets.US_ASCII;
    run("missing.jar");
    assertTrue(out.toString().chars().allMatch(c -> c < 0x7f), out::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil\u001b[2J.jar", "two\nlines.jar", "\u202egpj.jar", "csi\u009b1m.jar"})
  void nameOfASubmissionIsInertInEveryStream(String name) {
    for (String format : List.of("console", "json")) {
      run(name, "--format", format);
    }
    for (String text : List.of(out.toString(), err.toString())) {
      assertTrue(
          text.codePoints()
              .noneMatch(
                  point ->
                      point != '\n'
                          && (Character.getType(point) == Character.CONTROL
                              || Character.getType(point) == Character.FORMAT)),
          text);
    }
    // Twice the reason, and the score beside the JSON.
    assertEquals(3, err.toString().lines().count(), err::toString);
  }

  // --- The grader's own faults ---

  static List<Throwable> faults() {
    return List.of(
        new IllegalStateException("a fault that nobody thought of"),
        new StackOverflowError("an error that nobody thought of"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultOfTheGraderHasAnExitCodeAndATrace(Throwable fault) {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] characters, int offset, int length) {
            if (fault instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) fault;
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertEquals(70, run(broken, "missing.jar"));
    // Behind the reason why the submission was rejected.
    List<String> lines = err.toString().lines().skip(1).toList();
    assertEquals(
        "grader: the grader itself failed; the submission was not graded. Please report:",
        lines.get(0));
    assertEquals(fault.toString(), lines.get(1));
    assertTrue(err.toString().contains("at grader."), err::toString);
  }

  @Test
  @Timeout(60)
  void digitsAreTheSameInEveryLocale() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Egypt writes numbers in Arabic-Indic digits.
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dgrader.home=" + home, "-Dstdout.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(GraderMain.class.getName(), "missing.jar"));
    Path printed = home.resolve("printed.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(printed.toFile())
            .redirectErrorStream(true)
            .start();
    assertTrue(process.waitFor(50, TimeUnit.SECONDS));
    assertEquals(4, process.exitValue());
    String text = Files.readString(printed);
    assertTrue(text.contains("score 0 / 1 "), text);
    assertTrue(text.contains("seed 0, Java"), text);
    assertTrue(text.codePoints().noneMatch(c -> Character.isDigit(c) && c > 0x7f), text);
  }
}
