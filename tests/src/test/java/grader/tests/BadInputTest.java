package grader.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is given, the answer is one line that says what, where and how to mend it. */
@Tag("long")
class BadInputTest {
  private static final int USAGE = 2;
  private static final int UNGRADABLE = 4;
  private static final int INVALID_CASES = 5;

  @TempDir private Path folder;

  @Test
  void noSuchSubmission() {
    Path jar = folder.resolve("submit.jar");
    assertOneLine(
        UNGRADABLE,
        "grader: " + jar + ": no such file; build it with 'mvn package' and give target/submit.jar",
        Product.run(jar.toString()));
  }

  @Test
  void aFolder() {
    assertOneLine(
        UNGRADABLE,
        "grader: " + folder + ": is a folder; give the jar, such as target/submit.jar",
        Product.run(folder.toString()));
  }

  @Test
  void anEmptyFile() throws IOException {
    Path jar = Files.createFile(folder.resolve("submit.jar"));
    assertOneLine(
        UNGRADABLE,
        "grader: " + jar + ": is empty; build it again with 'mvn package'",
        Product.run(jar.toString()));
  }

  @Test
  void aTextFileNamedJar() throws IOException {
    Path jar = Files.writeString(folder.resolve("submit.jar"), "public class MLP {}\n");
    Product.Run run = Product.run(jar.toString());
    assertOneLine(UNGRADABLE, run);
    assertTrue(run.err().contains("is not a jar, or only a part of one"), run.err());
  }

  @Test
  void aTruncatedJar() throws IOException {
    byte[] whole = Files.readAllBytes(Submissions.jarOf("correct-sample"));
    Path jar = folder.resolve("submit.jar");
    Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
    Product.Run run = Product.run(jar.toString());
    assertOneLine(UNGRADABLE, run);
    assertTrue(run.err().contains("build it again with 'mvn package'"), run.err());
  }

  @Test
  void noClassMlp() throws IOException {
    Path jar = folder.resolve("submit.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      entries.putNextEntry(new JarEntry("README.txt"));
    }
    assertOneLine(
        UNGRADABLE,
        "grader: " + jar + ": has no class mlp.MLP; the jar must hold mlp/MLP.class",
        Product.run(jar.toString()));
  }

  @Test
  void aWrongSignature() throws IOException {
    String source =
        Files.readString(Product.CLONE.resolve("student-template/src/main/java/mlp/MLP.java"));
    Path jar =
        Submissions.jarOf(
            source.replace(
                "public RealMatrix forward(RealMatrix x)", "public double[] forward(RealMatrix x)"),
            folder,
            "submit");
    assertOneLine(
        UNGRADABLE,
        "grader: "
            + jar
            + ": expected public RealMatrix forward(RealMatrix), found public double[]"
            + " forward(RealMatrix)",
        Product.run(jar.toString()));
  }

  @Test
  void aSourceThatDoesNotCompile() throws IOException {
    Path source = Files.writeString(folder.resolve("MLP.java"), "package mlp;\nclass MLP {");
    Product.Run run = Product.run(source.toString());
    assertEquals(UNGRADABLE, run.exitCode(), run.err());
    assertEquals(
        "grader: "
            + source
            + ": does not compile; javac says:\n  "
            + source
            + ":2: error: reached end of file while parsing\n  class MLP {\n             ^\n  1 error\n",
        run.err());
  }

  @Test
  void compiledForANewerJava() throws IOException {
    Path original = Submissions.jarOf("correct-sample");
    Path jar = folder.resolve("submit.jar");
    // The major version stands in bytes 6 and 7 of a class file; 44 + 99 is far in the future.
    ClassFiles.copyWithMajorVersion(original, jar, 44 + 99);
    Product.Run run = Product.run(jar.toString());
    assertOneLine(UNGRADABLE, run);
    int java = Runtime.version().feature();
    assertTrue(
        run.err()
            .contains(
                "is compiled for Java 99, and this grader runs Java %d; compile with --release %d"
                    .formatted(java, java)),
        run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../Evil.class | has an entry whose path leaves the jar or is not plain (../Evil.class);"
            + " build it again with 'mvn package'",
        "/Evil.class | has an entry with an absolute path (/Evil.class); build it again with 'mvn"
            + " package'",
        "a\\b | has an entry with a backslash in its name (a\\b); build it again with 'mvn"
            + " package'",
        "mlp/mlp.CLASS | has entries that are one file on some systems, mlp/MLP.class and"
            + " mlp/mlp.CLASS; rename one of them",
        "grader/worker/WorkerMain.class | grader/worker/WorkerMain.class: refused: the packages"
            + " java, jdk, sun, grader, org.junit and de.thetaphi.forbiddenapis are not a"
            + " submission's",
        "META-INF/versions/11/mlp/MLP.class | META-INF/versions/11/mlp/MLP.class: refused: one"
            + " class for every version of Java; build the jar without META-INF/versions",
        "fast.so | fast.so: refused: native code; a submission is Java alone",
        "mlp/Layer.class | mlp/Layer.class is no class file; build it again with 'mvn package'",
      })
  void anEntryThatIsRefused(String name, String reason) throws IOException {
    Path jar = folder.resolve("submit.jar");
    ClassFiles.copyWithEntry(Submissions.jarOf("correct-sample"), jar, name, new byte[1]);
    assertOneLine(UNGRADABLE, "grader: " + jar + ": " + reason, Product.run(jar.toString()));
  }

  @Test
  void aNameThatActsInATerminalIsShownInert() throws IOException {
    Path jar = folder.resolve("submit.jar");
    ClassFiles.copyWithEntry(
        Submissions.jarOf("correct-sample"), jar, "\u001b[31m\u202e.so", new byte[1]);
    Product.Run run = Product.run(jar.toString());
    assertOneLine(UNGRADABLE, run);
    assertTrue(run.err().contains("(\\u001b[31m\\u202e.so)"), run.err());
  }

  @Test
  void aSmallJarThatUnpacksToMuch() throws IOException {
    Path jar = folder.resolve("submit.jar");
    ClassFiles.copyWithEntry(Submissions.jarOf("correct-sample"), jar, "bomb", new byte[100 << 20]);
    assertOneLine(
        UNGRADABLE,
        "grader: "
            + jar
            + ": unpacks to more than 100 times its size; build it again with 'mvn package'",
        Product.run(jar.toString()));
  }

  @Test
  void aJarThatTwoReadersReadDifferently() throws IOException {
    byte[] bytes = Files.readAllBytes(Submissions.jarOf("correct-sample"));
    // The first name in the file stands in the header before the data, not in the directory.
    bytes[30] = 'x';
    Path jar = Files.write(folder.resolve("submit.jar"), bytes);
    Product.Run run = Product.run(jar.toString());
    assertOneLine(UNGRADABLE, run);
    assertTrue(run.err().contains("its directory and the header of its entry "), run.err());
  }

  @Test
  void aBundledCopyOfCommonsMathCostsNothingButANote() throws IOException {
    Path jar = folder.resolve("submit.jar");
    ClassFiles.copyWithEntry(
        Submissions.jarOf("correct-sample"),
        jar,
        "org/apache/commons/math3/util/FastMath.class",
        new byte[1]);
    Product.Run run = Product.run("--format", "json", jar.toString());
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(
        "org/apache/commons/math3/util/FastMath.class: not used: the grader brings commons-math3"
            + " itself; leave it out of the jar",
        run.report().getAsJsonObject("submission").getAsJsonArray("notes").get(0).getAsString());
  }

  @Test
  void aCaseFileWithASyntaxError() throws IOException {
    assertCaseProblem("{\n  \"schemaVersion\": 1,\n  oops\n}\n", 3, "syntax error");
  }

  @Test
  void aCaseFileWithAnUnknownKey() throws IOException {
    assertCaseProblem(
        caseFile().replace("\"title\": \"T\"", "\"titel\": \"T\", \"title\": \"T\""),
        4,
        "unknown key 'titel'; did you mean 'title'?");
  }

  @Test
  void aCaseFileWithADuplicateKey() throws IOException {
    assertCaseProblem(
        caseFile().replace("\"title\": \"T\"", "\"title\": \"T\", \"title\": \"T\""),
        4,
        "duplicate key 'title'");
  }

  @Test
  void aCaseFileWithAMissingKey() throws IOException {
    assertCaseProblem(caseFile().replace("  \"title\": \"T\",\n", ""), 1, "missing key 'title'");
  }

  @Test
  void aCaseFileWithAWrongArrayLength() throws IOException {
    assertCaseProblem(
        caseFile().replace("[[1, 2]]", "[[1, 2, 3]]"), 11, "y[0] has length 3, expected 2");
  }

  @Test
  void anEmptyTestFolder() throws IOException {
    Path tests = Files.createDirectory(folder.resolve("suite"));
    assertOneLine(
        INVALID_CASES,
        "grader: " + tests + ": no case file in this folder; expected files *.json",
        Product.run("--tests", tests.toString(), sample()));
  }

  @Test
  void noSuchTests() {
    Path tests = folder.resolve("suite");
    assertOneLine(
        INVALID_CASES,
        "grader: " + tests + ": no such file or folder",
        Product.run("--tests", tests.toString(), sample()));
  }

  @Test
  void anUnknownOptionAndNoSubmission() {
    assertEquals(USAGE, Product.run("--frobnicate").exitCode());
    assertEquals(USAGE, Product.run().exitCode());
    assertEquals(USAGE, Product.run("--timeout", "soon", sample()).exitCode());
  }

  @Test
  void aReportForAFolderThatIsNotThere() {
    Path output = folder.resolve("missing/report.json");
    Product.Run run = Product.run("--output", output.toString(), sample());
    assertEquals(USAGE, run.exitCode());
    assertEquals(
        "grader: Invalid value for option '--output' (FILE): there is no folder "
            + folder.resolve("missing"),
        run.err().lines().findFirst().orElse(""));
  }

  private void assertCaseProblem(String content, int line, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("suite.json"), content);
    Product.Run run = Product.run("--tests", file.toString(), sample());
    assertOneLine(INVALID_CASES, run);
    assertTrue(run.err().startsWith("grader: " + file + ":" + line + ":"), run.err());
    assertTrue(run.err().contains(message), run.err());
  }

  private static String caseFile() {
    return """
        {
          "schemaVersion": 1,
          "suite": "s",
          "title": "T",
          "visibility": "visible",
          "tolerance": {"rtol": 1e-4, "atol": 1e-6},
          "cases": [
            {
              "id": "c", "title": "C", "operation": "loss", "loss": "mse", "batch": 1, "outFeatures": 2,
              "data": {
                "y": [[1, 2]],
                "yHat": [[2, 3]]
              },
              "checks": {"J": {"points": 1}}
            }
          ]
        }
        """;
  }

  private static String sample() {
    return Product.INSTALLATION.resolve("samples/correct-sample.jar").toString();
  }

  private static void assertOneLine(int exitCode, String line, Product.Run run) {
    assertAll(
        () -> assertOneLine(exitCode, run), () -> assertEquals(line, run.err().stripTrailing()));
  }

  private static void assertOneLine(int exitCode, Product.Run run) {
    assertAll(
        () -> assertEquals(exitCode, run.exitCode(), run.err()),
        () -> assertEquals(1, run.err().lines().count(), run.err()),
        () -> assertFalse(run.err().contains("\tat "), run.err()));
  }
}
