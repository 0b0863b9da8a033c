package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import grader.oracle.Expectation;
import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PreparedCaseFileTest {
  private static final String CASES =
      """
      {
        "schemaVersion": 1, "suite": "two", "title": "Two cases", "visibility": "hidden",
        "tolerance": {"rtol": 0.001, "atol": 0},
        "cases": [
          {
            "id": "loss", "title": "MSE", "operation": "loss", "loss": "mse",
            "outFeatures": 3, "batch": 2, "seed": 1,
            "data": {"y": {"generator": "normal"}, "yHat": {"generator": "normal"}},
            "checks": {"J": {"points": 1}}
          },
          {
            "id": "law", "title": "Twice", "operation": "property",
            "network": {
              "inFeatures": 2, "hiddenFeatures": 3, "outFeatures": 2, "f": "sigmoid", "g": "identity"
            },
            "batch": 2, "seed": 2,
            "data": {
              "W1": {"generator": "normal"}, "b1": {"generator": "normal"},
              "W2": {"generator": "normal"}, "b2": {"generator": "normal"},
              "x": {"generator": "normal"}, "dJdyHat": {"generator": "normal"},
              "y": {"generator": "normal"}, "yHat": {"generator": "normal"}
            },
            "checks": {"same-answer-twice": {"points": 1}}
          }
        ]
      }
      """;

  @TempDir private Path folder;
  private List<TestSuite> suites = List.of();
  private Map<String, PreparedCase> prepared = Map.of();
  private Path file = Path.of("");

  @BeforeEach
  void prepare() throws IOException, InvalidCasesException {
    suites = suites(CASES);
    prepared =
        new CasePreparation(
                request ->
                    new Expectation(
                        Map.of("J", Tensor.scalar(0.1), "dJdW1", Tensor.scalar(1)),
                        Tensor.vector(1, 1)),
                7)
            .prepare(suites);
    file = folder.resolve("prepared-cases");
  }

  @Test
  void whatWasRecordedIsReadBack() throws IOException {
    record("build 1");
    Map<String, PreparedCase> read = read("build 1", suites, 7);
    assertNotNull(read);
    assertEquals(List.copyOf(prepared.keySet()), List.copyOf(read.keySet()));
    for (PreparedCase each : prepared.values()) {
      PreparedCase again = read.get(each.testCase().id());
      assertNotNull(again);
      assertEquals(each.requests(), again.requests());
      assertEquals(each.expected(), again.expected());
    }
  }

  @Test
  void whatStandsBeforeThePropertiesCanBeAskedBeforeAnyCaseIsRead() throws IOException {
    record("build 1");
    PreparedCase loss = prepared.get("loss");
    assertNotNull(loss);
    assertEquals(
        List.of(loss.request()),
        reading("build 1").read(digests(suites), 7).requestsBeforeProperties());
    assertEquals(List.of(), reading("build 2").read(digests(suites), 7).requestsBeforeProperties());
  }

  @Test
  void everyRequestHasANumberOfItsOwn() throws IOException {
    record("build 1");
    Map<String, PreparedCase> read = read("build 1", suites, 7);
    assertNotNull(read);
    List<Long> numbers =
        read.values().stream()
            .flatMap(each -> each.requests().stream())
            .map(CaseRequest::number)
            .toList();
    assertEquals(numbers.stream().distinct().toList(), numbers);
  }

  @Test
  void anotherSeedAnotherBuildOrOtherCasesAreNotThere() throws IOException, InvalidCasesException {
    record("build 1");
    assertNull(read("build 1", suites, 8));
    assertNull(read("build 2", suites, 7));
    assertNull(read("build 1", suites(CASES.replace("\"points\": 1", "\"points\": 2")), 7));
  }

  @Test
  void aFileThatIsCutShortOrDamagedIsNotUsed() throws IOException {
    record("build 1");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertNull(read("build 1", suites, 7), length + " bytes");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    assertNull(read("build 1", suites, 7));
  }

  @Test
  void numbersOfWhichOneIsMissingAreNone() {
    List<Message> whole = PreparedNumbers.of(suites, prepared).messages();
    assertNotNull(PreparedNumbers.ofMessages(whole).casesOf(suites));
    for (int missing = 0; missing < whole.size(); missing++) {
      List<Message> rest = new ArrayList<>(whole);
      rest.remove(missing);
      assertNull(PreparedNumbers.ofMessages(rest).casesOf(suites));
    }
  }

  @Test
  void onlyItsOwnerCanReadTheAnswers() throws IOException {
    record("build 1");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aRunThatReadsWritesNothing() throws IOException {
    reading("build 1").record(suites, 7, prepared);
    assertFalse(Files.exists(file));
    PreparedCaseFile.NONE.record(suites, 7, prepared);
    assertNull(PreparedCaseFile.NONE.read(digests(suites), 7).casesOf(suites));
  }

  private void record(String build) throws IOException {
    new PreparedCaseFile(file, build, PreparedCaseFile.Use.RECORD).record(suites, 7, prepared);
  }

  private @Nullable Map<String, PreparedCase> read(String build, List<TestSuite> of, long runSeed) {
    return reading(build).read(digests(of), runSeed).casesOf(of);
  }

  private static List<String> digests(List<TestSuite> suites) {
    return suites.stream().map(TestSuite::sha256).toList();
  }

  private PreparedCaseFile reading(String build) {
    return new PreparedCaseFile(file, build, PreparedCaseFile.Use.READ);
  }

  private List<TestSuite> suites(String cases) throws IOException, InvalidCasesException {
    return CaseReader.read(List.of(Files.writeString(folder.resolve("cases.json"), cases)));
  }
}
