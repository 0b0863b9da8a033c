package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import grader.validity.Validity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code grader integration} packs is unpacked as the platform does it, and what the platform
 * runs is run. The suites are an instructor's own: the first of the examples, and the second one
 * made hidden, of which no number may be in what a student sees.
 */
@Tag("long")
class IntegrationsTest {
  private static final Path VISIBLE = Product.CLONE.resolve("tests/examples/test1.json");
  private static final Path EXAMPLE = Product.CLONE.resolve("tests/examples/test2.json");
  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d{6,}");

  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir private Path folder = Path.of("");

  private Path submission = Path.of("");
  private Path hidden = Path.of("");

  @BeforeEach
  void handIn() throws IOException {
    submission = Submissions.jarOf("wrong-backward-divides-by-batch");
    String example = Files.readString(EXAMPLE);
    hidden = folder.resolve("hidden.json");
    Files.writeString(
        hidden, example.replace("\"visibility\": \"visible\"", "\"visibility\": \"hidden\""));
  }

  @Test
  void gradescopeFindsResults() throws IOException {
    Path autograder = folder.resolve("autograder");
    Path source = unpacked("gradescope", autograder.resolve("source"));
    Path submitted = Files.createDirectories(autograder.resolve("submission"));
    // Gradescope copies the script to its place, and builds the image with setup.sh.
    Files.copy(source.resolve("run_autograder"), autograder.resolve("run_autograder"));
    assertTrue(Files.isExecutable(source.resolve("grader/bin/grader")));
    Map<String, String> environment = Map.of("AUTOGRADER_ROOT", autograder.toString());
    Product.Run setup = run(autograder, environment, "bash", "source/setup.sh");
    assertEquals(0, setup.exitCode(), setup.err());
    Files.copy(submission, submitted.resolve("submit.jar"));
    Product.Run run = run(autograder, environment, "bash", "run_autograder");
    assertEquals(0, run.exitCode(), run.err());
    Path file = autograder.resolve("results/results.json");
    JsonObject results = results(file, "gradescope");
    assertEquals(List.of("visible", "hidden"), visibilities(results));
    assertTrue(results.get("score").getAsInt() < 14, results::toString);
    assertTellsNoHiddenNumber(Files.readString(file));

    // What an instructor may ask for has them, so that their absence says something.
    Path script = autograder.resolve("run_autograder");
    String full = Files.readString(script).replace("--feedback hint", "--feedback full");
    Files.writeString(script, full);
    assertEquals(0, run(autograder, environment, "bash", "run_autograder").exitCode());
    assertFalse(hiddenNumbers(Files.readString(file)).isEmpty());

    Files.delete(submitted.resolve("submit.jar"));
    Product.Run nothing = run(autograder, environment, "bash", "run_autograder");
    assertEquals(0, nothing.exitCode(), nothing.err());
    results = results(file, "gradescope");
    assertEquals(0, results.get("score").getAsInt());
    assertTrue(results.get("output").getAsString().contains("no such file"), results::toString);
  }

  @Test
  void prairieLearnFindsResults() throws IOException {
    Path grade = folder.resolve("grade");
    Path question = unpacked("prairielearn", folder.resolve("question"));
    JsonObject info =
        JsonParser.parseString(Files.readString(question.resolve("info.json"))).getAsJsonObject();
    assertEquals("External", info.get("gradingMethod").getAsString());
    String entrypoint =
        info.getAsJsonObject("externalGradingOptions").get("entrypoint").getAsString();
    Files.createDirectories(grade.resolve("student"));
    Files.move(question.resolve("tests"), grade.resolve("tests"));
    Product.prepareNothing(grade.resolve("tests/grader"));
    Files.copy(submission, grade.resolve("student/submit.jar"));
    String script = entrypoint.replaceFirst("^/grade", grade.toString());
    Product.Run run = run(grade, Map.of("GRADE_ROOT", grade.toString()), "bash", script);
    assertEquals(0, run.exitCode(), run.err());
    Path file = grade.resolve("results/results.json");
    JsonObject results = results(file, "prairielearn");
    assertTellsNoHiddenNumber(Files.readString(file));
    assertTrue(results.get("gradable").getAsBoolean());
    assertTrue(results.get("score").getAsDouble() < 1, results::toString);
  }

  @Test
  void autolabFindsScoresInTheLastLine() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/make")), "there is no make here");
    Path lab = unpacked("autolab", folder.resolve("lab"));
    Path job = Files.createDirectory(folder.resolve("job"));
    Files.copy(lab.resolve("autograde-Makefile"), job.resolve("Makefile"));
    Files.copy(lab.resolve("autograde.tar"), job.resolve("autograde.tar"));
    Files.copy(submission, job.resolve("submit.jar"));
    Product.prepareNothing(job.resolve("grader"));
    Product.Run unpacked = run(job, Map.of(), "tar", "tvf", "autograde.tar");
    assertEquals(0, unpacked.exitCode(), unpacked.err());
    assertTrue(
        unpacked.out().lines().anyMatch(l -> l.matches("-rwxr-xr-x .* grader/bin/grader")),
        unpacked.out());
    // Both streams are one there.
    Product.Run run = run(job, Map.of(), "sh", "-c", "make 2>&1");
    assertEquals(0, run.exitCode(), run.out());
    assertEquals(List.of(), validity().problems("autolab", run.out()), run.out());
    String last = run.out().lines().reduce("", (before, line) -> line);
    assertTrue(
        last.matches("\\{\"scores\":\\{\"example-1\":[0-9],\"example-2\":[0-9]\\}\\}"), last);
    assertTellsNoHiddenNumber(run.out());
  }

  @Test
  void gitHubRunsTheStepOfTheWorkflow() throws IOException {
    Path workspace = workspace("github");
    Path grading = unpacked("github", workspace.resolve(".grading"));
    Product.prepareNothing(grading.resolve("grader"));
    String step = command(grading.resolve(".github/workflows/grade.yml"), "- run: (\\.grading.*)");
    Files.copy(submission, workspace.resolve("target/submit.jar"));
    Path summary = workspace.resolve("summary.md");
    Path outputs = workspace.resolve("outputs");
    Map<String, String> environment =
        Map.of("GITHUB_STEP_SUMMARY", summary.toString(), "GITHUB_OUTPUT", outputs.toString());
    Product.Run run = run(workspace, environment, "bash", "-e", "-c", step);
    assertEquals(1, run.exitCode(), run.err());
    assertEquals(List.of(), validity().problems("github", run.out()));
    assertEquals(List.of(), validity().problems("markdown", Files.readString(summary)));
    assertTrue(Files.readString(outputs).contains("passed=false\n"));
    assertTellsNoHiddenNumber(run.out() + run.err() + Files.readString(summary));
    for (String[] file : new String[][] {{"junit-xml", "report.xml"}, {"sarif", "policy.sarif"}}) {
      String text = Files.readString(workspace.resolve(file[1]));
      assertEquals(List.of(), validity().problems(file[0], text));
      assertTellsNoHiddenNumber(text);
    }
  }

  @Test
  void gitLabAndJenkinsRunTheirScript() throws IOException {
    assertWritesJunitXml("gitlab", ".gitlab-ci.yml", "- (\\.grading.*)");
    assertWritesJunitXml("jenkins", "Jenkinsfile", "script: '(\\.grading[^']*)'");
  }

  /** A folder with what a build leaves in it. */
  private Path workspace(String platform) throws IOException {
    Path workspace = folder.resolve(platform);
    Files.createDirectories(workspace.resolve("target"));
    return workspace;
  }

  private void assertWritesJunitXml(String platform, String file, String pattern)
      throws IOException {
    Path workspace = workspace(platform);
    Path grading = unpacked(platform, workspace.resolve(".grading"));
    Product.prepareNothing(grading.resolve("grader"));
    Files.copy(submission, workspace.resolve("target/submit.jar"));
    String step = command(grading.resolve(file), pattern);
    Product.Run run = run(workspace, Map.of(), "bash", "-e", "-c", step);
    assertEquals(1, run.exitCode(), run.err());
    String xml = Files.readString(workspace.resolve("report.xml"));
    assertEquals(List.of(), validity().problems("junit-xml", xml));
    assertTrue(run.out().startsWith("✘ score "), run.out());
    assertTellsNoHiddenNumber(run.out() + run.err() + xml);
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingIsPacked() throws IOException {
    Path zip = folder.resolve("a.zip");
    Product.Run typo = Product.run("integration", "gradescop", "--output", zip.toString());
    assertEquals(2, typo.exitCode());
    assertTrue(typo.err().contains("did you mean 'gradescope'?"), typo.err());
    Path bad = Files.writeString(folder.resolve("bad.json"), "{}");
    Product.Run cases =
        Product.run("integration", "gitlab", "--output", zip.toString(), "--tests", bad.toString());
    assertEquals(5, cases.exitCode());
    assertFalse(Files.exists(zip));
  }

  /** Packs, and unpacks with the permissions that the archive has. */
  private Path unpacked(String platform, Path target) throws IOException {
    Path zip = folder.resolve(platform + ".zip");
    Product.Run packed =
        Product.run(
            "integration",
            platform,
            "--output",
            zip.toString(),
            "--tests",
            VISIBLE.toString(),
            "--tests",
            hidden.toString());
    assertEquals(0, packed.exitCode(), packed.err());
    assertEquals(zip + ": the grader and 2 cases\n", packed.out());
    Map<String, ?> posix = Map.of("enablePosixFileAttributes", true);
    try (FileSystem archive = FileSystems.newFileSystem(zip, posix);
        Stream<Path> entries = Files.walk(archive.getPath("/"))) {
      for (Path entry : entries.toList()) {
        Path file = target.resolve(entry.toString().substring(1));
        if (Files.isDirectory(entry)) {
          Files.createDirectories(file);
        } else {
          try (InputStream content = Files.newInputStream(entry)) {
            Files.copy(content, file);
          }
          Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(entry);
          Files.setPosixFilePermissions(file, permissions);
        }
      }
    }
    for (String place : List.of("grader", "tests/grader")) {
      if (Files.isDirectory(target.resolve(place))) {
        assertFalse(Files.exists(target.resolve(place).resolve("suites/hidden")));
      }
    }
    return target;
  }

  private static List<String> visibilities(JsonObject results) {
    return results.getAsJsonArray("tests").asList().stream()
        .map(test -> test.getAsJsonObject().get("visibility").getAsString())
        .toList();
  }

  private static void assertTellsNoHiddenNumber(String text) throws IOException {
    assertEquals(List.of(), hiddenNumbers(text), text);
  }

  /** Which numbers of the hidden case stand in a text, by their first five digits. */
  private static List<String> hiddenNumbers(String text) throws IOException {
    return NUMBER
        .matcher(Files.readString(EXAMPLE))
        .results()
        .map(number -> number.group().replaceFirst("^(0\\.0*[1-9]\\d{4}|\\d+\\.\\d{4}).*$", "$1"))
        .distinct()
        .filter(text::contains)
        .toList();
  }

  private static String command(Path file, String pattern) throws IOException {
    Matcher command = Pattern.compile(pattern).matcher(Files.readString(file));
    assertTrue(command.find(), file::toString);
    return command.group(1);
  }

  private static Product.Run run(
      Path directory, Map<String, String> environment, String... command) {
    return Product.runCommand(
        List.of(command), directory, Map.of("JAVA_HOME", JAVA_HOME), environment);
  }

  private static JsonObject results(Path file, String format) throws IOException {
    String text = Files.readString(file);
    assertEquals(List.of(), validity().problems(format, text), text);
    return JsonParser.parseString(text).getAsJsonObject();
  }

  private static Validity validity() {
    // Of none of these formats.
    return new Validity("{}");
  }
}
