package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CasesNewCommandTest {
  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  private String inFolder(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @EnumSource
  void everyOperationHasAFileThatIsValid(Operation operation) {
    String file = inFolder("started.json");
    assertEquals(
        0,
        grader.run("cases", "new", "--operation", operation.id(), "--output", file),
        grader.err());
    assertEquals("wrote " + file + "\n", grader.out());
    assertEquals(0, grader.run("cases", "validate", file), grader.out());
    assertTrue(grader.out().contains("1 file, 1 case, "), grader.out());
    assertTrue(
        grader.out().contains(operation.checkIds().size() + " check"), "every check is in it");
  }

  @Test
  void whatIsAskedForIsInTheFile() throws IOException {
    String file = inFolder("my-suite.json");
    assertEquals(
        0,
        grader.run(
            "cases new --operation train-step --f sigmoid --g identity --loss mse --in-features 2"
                .concat(" --hidden-features 3 --out-features 4 --batch 5 --seed -6")
                .concat(" --id my-case --visibility after_published --output")
                .concat(" " + file)
                .split(" ", -1)),
        grader.err());
    String text = Files.readString(Path.of(file));
    for (String part :
        new String[] {
          "\"suite\": \"my-suite\"",
          "\"id\": \"my-case\"",
          "\"visibility\": \"after_published\"",
          "{\"inFeatures\": 2, \"hiddenFeatures\": 3, \"outFeatures\": 4, \"f\": \"sigmoid\","
              + " \"g\": \"identity\"}",
          "\"loss\": \"mse\"",
          "\"batch\": 5",
          "\"seed\": -6",
          "\"description\": ["
        }) {
      assertTrue(text.contains(part), () -> part + " is not in " + text);
    }
  }

  @Test
  void fileIsOverwrittenOnlyWhenThatIsSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("old.json"), "precious");
    assertEquals(2, grader.run("cases", "new", "--output", file.toString()));
    assertEquals(
        "grader: "
            + file
            + " exists; give --force to overwrite it\n"
            + "Try 'grader cases new --help'.\n",
        grader.err());
    assertEquals("precious", Files.readString(file));
    assertEquals(0, grader.run("cases", "new", "--force", "--output", file.toString()));
    assertEquals(0, grader.run("cases", "validate", file.toString()), grader.out());
  }

  @Test
  void withoutAFileItIsPrinted() throws IOException {
    assertEquals(0, grader.run("cases", "new"));
    assertTrue(grader.out().chars().allMatch(c -> c < 0x7f), grader.out());
    Path file = Files.writeString(folder.resolve("printed.json"), grader.out());
    assertEquals(0, grader.run("cases", "validate", file.toString()), grader.out());
  }

  @Test
  void schemaIsTheNearestOneAbove() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("tests").resolve("hidden"));
    String file = inner.resolve("new.json").toString();
    assertEquals(0, grader.run("cases", "new", "--output", file));
    assertFalse(Files.readString(Path.of(file)).contains("$schema"), "there is none");
    Files.createFile(folder.resolve("tests").resolve("case-file-v1.schema.json"));
    assertEquals(0, grader.run("cases", "new", "--force", "--output", file));
    assertTrue(
        Files.readString(Path.of(file)).contains("\"$schema\": \"../case-file-v1.schema.json\""));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createFile(folder.resolve("elsewhere").resolve("case-file-v1.schema.json"));
    grader.install(elsewhere);
    assertEquals(0, grader.run("cases", "new", "--output", inFolder("installed.json")));
    assertTrue(
        Files.readString(folder.resolve("installed.json"))
            .contains("\"$schema\": \"elsewhere/case-file-v1.schema.json\""));
  }

  @ParameterizedTest
  @CsvSource({
    "--operation loss --f relu, 'Option ''--f'' has no place here: the operation loss runs no network'",
    "--operation forward --loss mse, 'Option ''--loss'' has no place here: the operation forward calls no loss function'",
    "--loss bce --g relu, '''--loss bce'' needs ''--g sigmoid'': its yHat lies between 0 and 1'",
    "--operation trainstep, 'Invalid value for option ''--operation'': ''trainstep'' is not known; did you mean ''train-step''?'",
    "--f tanh, 'Invalid value for option ''--f'': ''tanh'' is none of: relu, sigmoid, identity'",
    "--batch 0, 'Invalid value for option ''--batch'': ''0'' is no whole number above zero'",
    "--batch 999999999, 'the case would not be valid: the case is too large: a tensor has at most 1048576 values'",
    "--suite My, 'the case would not be valid: ''suite'' must be lower-case letters, digits and hyphens, no hyphen first; found \"My\"'"
  })
  void whatCannotBeMeantIsNotWritten(String options, String message) {
    String file = inFolder("never.json");
    assertEquals(2, grader.run(("cases new --output " + file + " " + options).split(" ", -1)));
    assertEquals("grader: " + message + "\nTry 'grader cases new --help'.\n", grader.err());
    assertFalse(Files.exists(Path.of(file)));
  }

  @Test
  void missingFolderIsNamed() {
    assertEquals(2, grader.run("cases", "new", "--output", inFolder("no/new.json")));
    assertTrue(grader.err().contains("there is no folder " + folder.resolve("no")), grader.err());
  }
}
