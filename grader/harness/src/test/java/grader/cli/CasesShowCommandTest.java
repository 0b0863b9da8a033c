package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.golden.GoldenFile;
import grader.oracle.Expectation;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasesShowCommandTest {
  private static final Path CORPUS =
      Path.of("src", "test", "resources", "grader", "cases", "corpus", "good");
  private static final String GIVEN = CORPUS.resolve("loss-given.json").toString();
  private static final String GENERATED = CORPUS.resolve("forward-generated.json").toString();

  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  /** Answers every forward with the same number, far from every kink. */
  private void useAnOracle() {
    grader.oracle =
        request -> {
          int batch = tensor(request.tensors(), "x").extent(0);
          int out = tensor(request.tensors(), "b2").extent(0);
          double[] values = new double[batch * out];
          Arrays.fill(values, 0.75);
          return new Expectation(
              Map.of("yHat", Tensor.of(new int[] {batch, out}, values)),
              Tensor.vector(Double.POSITIVE_INFINITY));
        };
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no " + name);
    }
    return tensor;
  }

  @Test
  void caseIsShownWithItsNumbersAndWhatIsExpected() {
    assertEquals(0, grader.run("cases", "show", "one", "--tests", GIVEN), grader.err());
    assertEquals("", grader.err());
    GoldenFile.assertMatches("cli/show-given.txt", grader.out().replace('\\', '/'));
  }

  @Test
  void generatedCaseIsShownAsItIsDrawn() {
    useAnOracle();
    assertEquals(0, grader.run("cases", "show", "one", "--tests", GENERATED), grader.err());
    GoldenFile.assertMatches("cli/show-generated.txt", grader.out().replace('\\', '/'));
    String first = grader.out();
    grader.run("cases", "show", "one", "--tests", GENERATED, "--seed", "0");
    assertEquals(first, grader.out());
    grader.run("cases", "show", "one", "--tests", GENERATED, "--seed", "1");
    assertNotEquals(first, grader.out());
    assertTrue(grader.out().contains("in a run with --seed 1\n"), grader.out());
  }

  @Test
  void narrowTerminalIsNotExceededButByWhatIsAskedForInFull() {
    useAnOracle();
    grader.isTerminal = true;
    grader.environment = Map.of("COLUMNS", "40", "NO_COLOR", "1");
    grader.run("cases", "show", "one", "--tests", GENERATED);
    assertTrue(
        grader.out().lines().noneMatch(line -> line.length() > 40 && !line.contains(GENERATED)),
        grader.out());
  }

  @Test
  void asciiTerminalGetsAscii() {
    useAnOracle();
    grader.charset = StandardCharsets.US_ASCII;
    grader.run("cases", "show", "one", "--tests", GENERATED);
    assertTrue(grader.out().chars().allMatch(c -> c < 0x7f), grader.out());
    assertFalse(grader.out().contains("?"), grader.out());
  }

  @Test
  void jsonIsACaseFileInWhichEverythingIsGiven() throws IOException {
    useAnOracle();
    assertEquals(0, grader.run("cases", "show", "one", "--tests", GENERATED, "--json"));
    Path file = Files.writeString(folder.resolve("given.json"), grader.out());
    assertFalse(grader.out().contains("generator"), grader.out());
    grader.oracle = null;
    assertEquals(0, grader.run("cases", "validate", file.toString()), grader.out());
    assertEquals(0, grader.run("cases", "show", "one", "--tests", file.toString()));
    assertTrue(grader.out().contains("Expected, by the file"), grader.out());
    assertTrue(grader.out().contains("0.75"), grader.out());
  }

  @Test
  void withoutAnIdTheCasesAreListed() {
    assertEquals(0, grader.run("cases", "show", "--tests", GIVEN));
    assertEquals("Loss\n  one  One (1 point)\n", grader.out());
    assertEquals(2, grader.run("cases", "show", "--json", "--tests", GIVEN));
    assertTrue(grader.err().startsWith("grader: Missing the ID"), grader.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"onee", "on"})
  void nearestIdIsSuggested(String id) {
    assertEquals(2, grader.run("cases", "show", id, "--tests", GIVEN));
    assertEquals(
        "grader: There is no case '%s'; did you mean 'one'?\nTry 'grader cases show --help'.\n"
            .formatted(id),
        grader.err());
  }

  @Test
  void whereNoIdIsNearTheListIsNamed() {
    assertEquals(2, grader.run("cases", "show", "backward", "--tests", GIVEN));
    assertTrue(grader.err().contains("'grader cases show' lists the 1 there are"), grader.err());
  }

  @Test
  void filesThatAreWrongAndNumbersThatNobodyKnowsAreCaseProblems() {
    assertEquals(5, grader.run("cases", "show", "one", "--tests", "missing.json"));
    assertEquals("grader: missing.json: no such file or folder\n", grader.err());
    assertEquals(5, grader.run("cases", "show", "one", "--tests", GENERATED));
    assertTrue(grader.err().contains("this edition of the grader has no reference"), grader.err());
  }
}
