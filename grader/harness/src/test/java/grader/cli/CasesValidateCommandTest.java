package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.oracle.Expectation;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesValidateCommandTest {
  private static final Path CORPUS =
      Path.of("src", "test", "resources", "grader", "cases", "corpus");
  private static final Path LOSS = CORPUS.resolve(Path.of("good", "loss-given.json"));

  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  @BeforeEach
  void install() throws IOException {
    Files.createDirectory(folder.resolve("suites"));
    grader.install(folder);
  }

  private Path copyOf(Path original, String name, String from, String to) throws IOException {
    String text = Files.readString(original);
    assertTrue(text.contains(from), "there is no " + from);
    return Files.writeString(folder.resolve(name), text.replace(from, to));
  }

  @Test
  void filesThatAreRightAreCounted() throws IOException {
    copyOf(LOSS, "suites/a.json", "\"id\": \"one\"", "\"id\": \"a\"");
    Path suite = folder.resolve("suites");
    Path second = CORPUS.resolve(Path.of("good", "train-step.json"));
    copyOf(second, "suites/b.json", "\"suite\": \"", "\"suite\": \"second-");
    assertEquals(0, grader.run("cases", "validate", suite.toString()));
    assertEquals("", grader.err());
    assertEquals(
        """
        ✔ 1 case, 2 checks,               1 point  SUITE/a.json
        ✔ 1 case, 3 checks, 1000000.000001 points  SUITE/b.json
        2 files, 2 cases, 5 checks, 1000001.000001 points
        """
            .replace("SUITE", suite.toString()),
        grader.out());
  }

  @Test
  void withoutAPathTheInstalledSuitesAreRead() throws IOException {
    Files.copy(LOSS, folder.resolve("suites").resolve("loss.json"));
    assertEquals(0, grader.run("cases", "validate"));
    assertTrue(grader.out().contains("loss.json\n1 file, 1 case,"), grader.out());
    grader.installation = null;
    assertEquals(75, grader.run("cases", "validate"));
    assertTrue(grader.err().contains("without its installation"), grader.err());
    assertEquals(0, grader.run("cases", "validate", LOSS.toString()), "a path needs none");
  }

  @Test
  void everyProblemOfEveryFileIsALineThatEditorsUnderstand() throws IOException {
    Path first = copyOf(LOSS, "first.json", "\"batch\": 2", "\"batch\": 0, \"x\": 1");
    Path second = copyOf(LOSS, "second.json", "\"mse\"", "\"mae\"");
    assertEquals(
        5, grader.run("cases", "validate", first.toString(), second.toString(), "missing.json"));
    assertEquals("", grader.err());
    List<String> lines = grader.out().lines().toList();
    assertEquals("missing.json: no such file or folder", lines.get(0));
    assertEquals(first + ":14:16: 'batch' must be from 1 to 2147483647; found 0", lines.get(1));
    assertTrue(lines.get(2).startsWith(first + ":14:19: unknown key 'x'"), lines.get(2));
    assertTrue(
        grader.out().contains(": unknown loss \"mae\"; did you mean 'mse'?\n"), grader.out());
    assertTrue(grader.out().contains("second.json:"), grader.out());
    assertEquals("✘ 6 problems in 3 files", lines.get(lines.size() - 1));
  }

  @Test
  void idsAreUniqueAcrossFiles() throws IOException {
    Path copy = copyOf(LOSS, "copy.json", "\"title\"", "\"title\"");
    assertEquals(5, grader.run("cases", "validate", LOSS.toString(), copy.toString()));
    assertTrue(grader.out().contains("is already used in " + LOSS + "; rename one"), grader.out());
    assertTrue(grader.out().endsWith("✘ 2 problems in 1 file\n"), grader.out());
  }

  @Test
  void casesWithoutUsableNumbersAreProblemsWhereThereIsAReference() throws IOException {
    Path file = CORPUS.resolve(Path.of("good", "forward-generated.json"));
    assertEquals(0, grader.run("cases", "validate", file.toString()));
    // A reference for which every number stands at the kink of a ReLU.
    grader.oracle = request -> new Expectation(Map.of(), Tensor.vector(0));
    assertEquals(5, grader.run("cases", "validate", file.toString()));
    assertTrue(grader.out().startsWith(file + ": case \""), grader.out());
    assertTrue(grader.out().contains("change its generators"), grader.out());
  }

  @Test
  void nameOfAFileIsInert() throws IOException {
    Path file = copyOf(LOSS, "evil\u001b[2J.json", "\"batch\": 2", "\"batch\": 0");
    assertEquals(5, grader.run("cases", "validate", file.toString()));
    assertFalse(grader.out().contains("\u001b"), grader.out());
  }

  @Test
  void signsAreColouredOnTerminalsAloneAndPlainInAscii() {
    grader.isTerminal = true;
    grader.run("cases", "validate", LOSS.toString());
    assertTrue(grader.out().startsWith("\u001b[32m✔\u001b[0m "), grader.out());
    grader.run("cases", "validate", "--no-color", LOSS.toString());
    assertTrue(grader.out().startsWith("✔ "), grader.out());
    grader.environment = Map.of("NO_COLOR", "1");
    grader.charset = StandardCharsets.US_ASCII;
    grader.run("cases", "validate", LOSS.toString());
    assertTrue(grader.out().startsWith("ok "), grader.out());
  }
}
