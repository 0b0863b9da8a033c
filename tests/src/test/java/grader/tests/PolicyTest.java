package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a submission may not use is found before it is run, and told with its line. */
class PolicyTest {
  private static final int SUCCESS = 0;
  private static final int FAILURES = 1;
  private static final int POLICY_VIOLATION = 3;
  private static final int INVALID_FILES = 5;

  @TempDir private Path folder;

  /** Right, but for a file that it makes before it is asked anything, where it is not sealed. */
  private Path leavingATrace() throws IOException {
    return Submissions.jarOf(
        sampleWith(
            "static { try { new java.io.File(\"%s\").createNewFile(); }"
                    .formatted(folder.resolve("trace"))
                + " catch (java.io.IOException e) { throw new IllegalStateException(e); } }"),
        folder,
        "submit");
  }

  private static String sampleWith(String member) throws IOException {
    String source =
        Files.readString(Product.CLONE.resolve("tests/submissions/correct-sample/mlp/MLP.java"));
    String begin = "public class MLP {";
    assertTrue(source.contains(begin), "the sample begins differently");
    return source.replace(begin, begin + "\n  " + member);
  }

  private static int lineOf(String part, Path jar) throws IOException {
    Path source = jar.resolveSibling("submit/mlp/MLP.java");
    String before = Files.readString(source).split(part, 2)[0];
    return (int) before.lines().count();
  }

  @Test
  void aViolationIsToldWithItsPlaceAndNothingIsRun() throws IOException {
    Path jar = leavingATrace();
    Product.Run run = Product.run("--sandbox=process", "--format", "json", jar.toString());
    JsonObject policy = run.report().getAsJsonObject("policy");
    JsonObject first = policy.getAsJsonArray("violations").get(0).getAsJsonObject();
    String sentence =
        "A submission reads and writes no files; its data come as matrices and go as matrices.";
    int line = lineOf("static \\{ try", jar);
    assertAll(
        () -> assertEquals(POLICY_VIOLATION, run.exitCode()),
        () -> assertFalse(Files.exists(folder.resolve("trace"))),
        () -> assertEquals("NOT_RUN", run.report().get("verdict").getAsString()),
        () -> assertEquals("enforce", policy.get("mode").getAsString()),
        () -> assertEquals("files", first.get("rule").getAsString()),
        () -> assertEquals(sentence, first.get("message").getAsString()),
        () -> assertEquals("java.io.File", first.get("found").getAsString()),
        () -> assertEquals("mlp.MLP", first.get("class").getAsString()),
        () -> assertEquals("mlp/MLP.java", first.get("source").getAsString()),
        () -> assertEquals(line, first.get("line").getAsInt()),
        () ->
            assertEquals(
                "grader: %s: mlp/MLP.java:%d: java.io.File: %s".formatted(jar, line, sentence),
                run.err().lines().findFirst().orElse("")));
  }

  @Test
  @Tag("long")
  void withWarningsItIsGradedAndSaid() throws IOException {
    Path jar = leavingATrace();
    Product.Run run = Product.run("--sandbox=process", "--policy-mode", "warn", jar.toString());
    assertAll(
        () -> assertEquals(SUCCESS, run.exitCode(), run.err()),
        () -> assertTrue(Files.exists(folder.resolve("trace"))),
        () -> assertTrue(run.out().contains("  ! policy: mlp/MLP.java:"), run.out()),
        () -> assertTrue(run.out().contains(", policy warn"), run.out()));
  }

  @Test
  @Tag("long")
  void switchedOffItIsNotLookedAt() throws IOException {
    Path jar = leavingATrace();
    Product.Run run =
        Product.run(
            "--sandbox=process", "--policy-mode=off", "--policy=no-such-file", jar.toString());
    assertAll(
        () -> assertEquals(SUCCESS, run.exitCode(), run.err()),
        () -> assertFalse(run.out().contains("java.io.File"), run.out()),
        () -> assertTrue(run.out().contains(", policy off"), run.out()));
  }

  @Test
  @Tag("long")
  void anInstructorsOwnPolicyIsUsed() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.txt"), "rule dice: No dice.\njava.util.SplittableRandom\n");
    String dice = sampleWith("static double d = new java.util.SplittableRandom(1).nextDouble();");
    Path jar = Submissions.jarOf(dice, folder, "dice");
    Product.Run run = Product.run("--policy", policy.toString(), jar.toString());
    assertEquals(POLICY_VIOLATION, run.exitCode(), run.err());
    assertTrue(run.err().contains(": java.util.SplittableRandom: No dice."), run.err());
    // And nothing else is forbidden then.
    Path clock = Submissions.jarOf(sampleWith("static { Thread.yield(); }"), folder, "clock");
    assertEquals(SUCCESS, Product.run("--policy", policy.toString(), clock.toString()).exitCode());
  }

  @Test
  void aMistakeInAPolicyIsToldByLineAndColumn() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.txt"),
            "rule exit: No.\njava.lang.System#exti(int)\njava.lang.Sistem\n");
    Product.Run run =
        Product.run("--policy", policy.toString(), Submissions.jarOf("correct-sample").toString());
    assertEquals(INVALID_FILES, run.exitCode());
    assertEquals(
        "grader: %1$s:2:18: java.lang.System has no member exti(int)\n".formatted(policy)
            + "grader: %1$s:3:1: there is no class java.lang.Sistem".formatted(policy),
        run.err().stripTrailing());
  }

  @Test
  @Tag("long")
  void aPolicyThatIsNotThereIsAMistake() {
    Path policy = folder.resolve("policy.txt");
    Product.Run run =
        Product.run("--policy", policy.toString(), Submissions.jarOf("correct-sample").toString());
    assertEquals(INVALID_FILES, run.exitCode());
    assertEquals("grader: " + policy + ": no such file", run.err().stripTrailing());
  }

  @Test
  @Tag("long")
  void aSubmissionThatIsWrongButPlainIsGradedAsBefore() {
    Product.Run run = Product.run(Submissions.jarOf("wrong-backward-doubles").toString());
    assertEquals(FAILURES, run.exitCode(), run.err());
  }
}
