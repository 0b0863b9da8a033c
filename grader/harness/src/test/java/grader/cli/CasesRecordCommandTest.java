package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.diagnosis.RecordedAlternatives;
import grader.oracle.Alternative.Part;
import grader.oracle.Expectation;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesRecordCommandTest {
  private static final String CASES =
      Path.of("src", "test", "resources", "grader", "cases", "corpus", "good", "loss-given.json")
          .toString();

  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  @Test
  void theFileIsWrittenAndCanBeReadBack() throws IOException {
    grader.oracle = request -> new Expectation(Map.of(), Tensor.vector());
    Path file = folder.resolve("recorded");
    assertEquals(0, grader.run("cases", "record", CASES, "--output", file.toString()));
    assertEquals("wrote " + file + System.lineSeparator(), grader.out());
    RecordedAlternatives recorded = RecordedAlternatives.read(file);
    for (Part part : Part.values()) {
      assertEquals(List.of(), recorded.of(part), "this oracle knows no mistake");
    }
  }

  @Test
  void anEditionWithoutAReferenceRecordsNothing() {
    Path file = folder.resolve("recorded");
    assertEquals(75, grader.run("cases", "record", CASES, "--output", file.toString()));
    assertEquals(
        "grader: this edition of the grader has no reference to ask what mistakes answer\n",
        grader.err());
    assertFalse(Files.exists(file));
  }

  @Test
  void theCasesAreNotWrittenOver() throws IOException {
    grader.oracle = request -> new Expectation(Map.of(), Tensor.vector());
    Path cases = Files.copy(Path.of(CASES), folder.resolve("cases.json"));
    String before = Files.readString(cases);
    assertEquals(2, grader.run("cases", "record", folder.toString(), "--output", cases.toString()));
    assertTrue(grader.err().contains("would write over what is read"), grader.err());
    assertEquals(before, Files.readString(cases));
  }

  @Test
  void bothTheCasesAndTheFileHaveToBeNamed() {
    assertEquals(2, grader.run("cases", "record", CASES));
    assertTrue(grader.err().contains("--output"), grader.err());
    assertEquals(2, grader.run("cases", "record", "--output", folder.toString()));
    assertTrue(grader.err().contains("PATH"), grader.err());
  }
}
