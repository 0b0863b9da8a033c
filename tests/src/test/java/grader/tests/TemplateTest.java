package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
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

/** The student template, copied alone to an empty folder and built as a student builds it. */
class TemplateTest {
  @TempDir private Path folder;

  @Test
  @Tag("long")
  void theBlankTemplateBuildsAndItsTestsSayWhatIsNotImplemented() throws IOException {
    Path template = copyAlone();
    Product.Run packaged = maven(template, "package");
    assertAll(
        () -> assertEquals(0, packaged.exitCode(), packaged.out()),
        () ->
            assertTrue(
                packaged.out().contains("example-1-mse / yHat: forward is not implemented yet"),
                packaged.out()),
        () -> assertTrue(Files.exists(template.resolve("target/submit.jar"))),
        () -> assertNotEquals(0, maven(template, "test").exitCode()));
    Product.Run graded = Product.run(template.resolve("target/submit.jar").toString());
    assertEquals(1, graded.exitCode(), graded.err());
    assertTrue(graded.out().contains("score 0 / 50"), graded.out());
  }

  @Test
  void aCorrectSolutionPassesTheExampleTests() throws IOException {
    Path template = copyAlone();
    Files.copy(
        Product.CLONE.resolve("tests/submissions/correct-sample/mlp/MLP.java"),
        template.resolve("src/main/java/mlp/MLP.java"),
        StandardCopyOption.REPLACE_EXISTING);
    Product.Run run = maven(template, "test");
    assertEquals(0, run.exitCode(), run.out());
    assertTrue(run.out().contains("Tests run: 21, Failures: 0, Errors: 0, Skipped: 0"), run.out());
  }

  @Test
  void theExamplesStandInOnePlace() throws IOException {
    assertEquals(
        Product.CLONE.resolve("student-template/src/test/resources/examples").toRealPath(),
        Product.CLONE.resolve("tests/examples").toRealPath());
  }

  private Path copyAlone() throws IOException {
    Path from = Product.CLONE.resolve("student-template");
    Path to = folder.resolve("homework");
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path source : tree.filter(path -> !path.startsWith(from.resolve("target"))).toList()) {
        Files.copy(source, to.resolve(from.relativize(source)));
      }
    }
    return to;
  }

  private static Product.Run maven(Path project, String goal) {
    List<String> command =
        new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin/mvn").toString()));
    command.addAll(
        List.of("-B", "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"), goal));
    // A build of one class ends before the optimizing compiler pays.
    return Product.runCommand(
        command,
        project,
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "MAVEN_OPTS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"));
  }
}
