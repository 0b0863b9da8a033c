package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code grader cases audit} as installed. Mutants are judged when the profile {@code mutation}
 * made them; how many seeds a trivial answer is tried on is bounded here, and not in CI's own
 * audit.
 */
@Tag("evidence")
class SuiteAuditTest {
  private static final String SEEDS = "20";

  @TempDir private Path folder = Path.of("");

  @Test
  void nothingSurvivesTheShippedSuite() {
    Product.Run run = Product.run("cases", "audit", "--format", "json", "--seeds", SEEDS);
    JsonObject report = run.report();
    assertAll(
        () -> assertEquals(0, run.exitCode(), run.err()),
        () -> assertEquals(new JsonArray(), report.getAsJsonArray("survivors")),
        () ->
            assertEquals(
                new JsonArray(), report.getAsJsonObject("trivialAnswers").getAsJsonArray("passed")),
        () ->
            assertEquals(
                new JsonArray(),
                report.getAsJsonObject("wrongSubmissions").getAsJsonArray("refused")),
        () ->
            assertTrue(
                report.getAsJsonObject("smallestCover").get("isProvenMinimal").getAsBoolean()));
  }

  @Test
  void aSuiteThatMissesAMistakeFailsItsAudit() throws IOException {
    Path suite = folder.resolve("forward-alone.json");
    Files.copy(Product.CLONE.resolve("tests/hidden/1-forward.json"), suite);
    Path submissions = Files.createDirectories(folder.resolve("submissions"));
    Path fixture = Product.CLONE.resolve("tests/submissions/wrong-bce-loss-sign/mlp/MLP.java");
    Path copy = submissions.resolve("wrong-bce-loss-sign/mlp/MLP.java");
    Files.createDirectories(copy.resolveSibling(""));
    Files.copy(fixture, copy);
    Product.Run run =
        Product.run(
            "cases",
            "audit",
            "--submissions",
            submissions.toString(),
            "--seeds",
            "1",
            "--no-color",
            suite.toString());
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.out().contains("wrong submissions: 0 of 1 killed"), run.out());
    assertTrue(run.out().contains("survives: wrong-bce-loss-sign"), run.out());
  }

  @Test
  void mutantsThatWereAskedForAreNotPassedOver() {
    Product.Run run = Product.run("cases", "audit", "--mutants", folder.toString(), "--seeds", "1");
    assertEquals(75, run.exitCode(), run.out());
    assertTrue(run.err().contains("make them with 'mvn -P mutation package"), run.err());
    assertFalse(run.err().contains("\tat "), run.err());
  }
}
