package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.Tolerance;
import grader.protocol.Tensor;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseReaderTest {
  private static final String LOSS =
      """
      {
        "schemaVersion": 1,
        "suite": "SUITE",
        "title": "A suite",
        "visibility": "after_published",
        "tolerance": {"rtol": 1e-4, "atol": 1e-6},
        "cases": [
          {
            "id": "CASE",
            "title": "A case",
            "operation": "loss",
            "outFeatures": 2,
            "loss": "bce",
            "batch": 1,
            "data": {"y": [[1, 0]], "yHat": [[0.25, "NaN"]]},
            "checks": {"dJdyHat": {"points": 0.5, "tolerance": {"norm": 1e-3}}, "J": {"points": 1}},
            "expected": {"J": "-Infinity", "dJdyHat": [[-0, 1e-3]]}
          }
        ]
      }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void everyMemberOfAGivenCaseIsRead() throws Exception {
    Path file = write("a.json", LOSS);
    TestSuite suite = only(CaseReader.read(List.of(file)));
    Tolerance tolerance = new Tolerance.Elementwise(1e-4, 1e-6);
    assertEquals(
        new TestSuite(
            "suite",
            "A suite",
            file,
            suite.sha256(),
            List.of(
                new TestCase(
                    "case",
                    "A case",
                    Operation.LOSS,
                    new Sizes(1, 0, 0, 2),
                    null,
                    null,
                    LossFunction.BCE,
                    null,
                    Map.of(
                        Quantity.Y,
                        new Given(matrix(1, 2, 1, 0)),
                        Quantity.Y_HAT,
                        new Given(matrix(1, 2, 0.25, Double.NaN))),
                    // In the order of computation, not of the file.
                    List.of(
                        new Check("J", BigDecimal.ONE, tolerance),
                        new Check("dJdyHat", new BigDecimal("0.5"), new Tolerance.Norm(1e-3))),
                    Map.of(
                        "J",
                        Tensor.scalar(Double.NEGATIVE_INFINITY),
                        "dJdyHat",
                        matrix(1, 2, -0.0, 1e-3)),
                    Visibility.AFTER_PUBLISHED,
                    8))),
        suite);
  }

  @Test
  void everyMemberOfAGeneratedCaseIsRead() throws Exception {
    TestCase testCase = goodCase("generators");
    assertEquals(Operation.FORWARD, testCase.operation());
    assertEquals(new Sizes(2, 2, 3, 1), testCase.sizes());
    assertEquals(Activation.RELU, testCase.f());
    assertEquals(Activation.IDENTITY, testCase.g());
    assertNull(testCase.loss());
    assertEquals(7L, testCase.seed());
    assertEquals(
        Map.of(
            Quantity.W1, new Normal(0.5, 2),
            Quantity.B1, new Constant(-0.5),
            Quantity.W2, new Uniform(-1, 1),
            Quantity.B2, new Given(Tensor.vector(0.25)),
            Quantity.X, new Bernoulli(0.5)),
        testCase.data());
    assertEquals(Map.of(), testCase.expected());
  }

  @Test
  void deviationIsOneOverTheRootOfFanInUnlessGiven() throws Exception {
    TestCase testCase = goodCase("forward-generated");
    assertEquals(
        Map.of(
            Quantity.W1, new Normal(0, 1 / Math.sqrt(2)),
            Quantity.B1, new Normal(0, 1 / Math.sqrt(2)),
            Quantity.W2, new Normal(0, 1 / Math.sqrt(3)),
            Quantity.B2, new Normal(0, 1 / Math.sqrt(3)),
            Quantity.X, new Normal(0, 1)),
        testCase.data());
  }

  @Test
  void caseOverridesItsFileAndACheckItsCase() throws Exception {
    TestCase testCase = goodCase("overrides");
    assertEquals(Visibility.AFTER_DUE_DATE, testCase.visibility());
    assertEquals(new Tolerance.Elementwise(0, 1e-9), testCase.checks().get(0).tolerance());
    assertEquals(new Tolerance.Norm(0.5), testCase.checks().get(1).tolerance());
  }

  @Test
  void digestIsThatOfTheBytes() throws Exception {
    // As sha256sum prints it.
    assertEquals(
        "7a4de61449cc3e0225c78ac2e68775457ec42ecf4f2c431c8a346511ff8e6f69",
        only(CaseReader.read(List.of(write("a.json", loss("suite", "case"))))).sha256());
  }

  @Test
  void folderIsReadInTheOrderOfItsNames() throws Exception {
    write("b.json", loss("second", "two"));
    write("a.json", loss("first", "one"));
    write("c.json", loss("third", "three"));
    write("notes.txt", "no case file");
    Path last = Files.createDirectory(folder.resolve("sub")).resolve("z.json");
    Files.writeString(last, loss("zeroth", "zero"));
    assertEquals(
        List.of("zeroth", "first", "second", "third"),
        CaseReader.read(List.of(last, folder)).stream().map(TestSuite::id).toList());
  }

  @Test
  void whatIsNotThereIsSaid() throws Exception {
    assertEquals("missing: no such file or folder", problems(folder.resolve("missing")).get(0));
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertEquals(
        "empty: no case file in this folder; expected files *.json", problems(empty).get(0));
    Path fileLikeFolder = Files.createDirectory(folder.resolve("empty/folder.json"));
    assertEquals(
        List.of(fileLikeFolder),
        assertThrows(InvalidCasesException.class, () -> CaseReader.read(List.of(empty)))
            .problems()
            .stream()
            .map(Problem::file)
            .toList());
  }

  @Test
  void problemsOfAllFilesAreReportedAtOnceAndAfterEachOther() throws Exception {
    Path first = write("z.json", "{}");
    Path second = write("a.json", loss("suite", "case").replace("\"batch\": 1", "\"batch\": 0"));
    Path missing = folder.resolve("missing.json");
    List<String> found = problems(first, second, missing);
    // What is missing is known before any file is read.
    assertEquals("missing.json: no such file or folder", found.get(0));
    assertEquals("z.json:1:1: missing key 'schemaVersion'", found.get(1));
    assertEquals("a.json:14:16: 'batch' must be from 1 to 2147483647; found 0", found.get(7));
    assertEquals(8, found.size());
  }

  @Test
  void idsAreUniqueInARun() throws Exception {
    Path first = write("a.json", loss("suite", "case"));
    Path second = write("b.json", loss("suite", "case"));
    assertEquals(
        List.of(
            "b.json:3:3: the suite \"suite\" is already used in a.json; rename one",
            "b.json:9:7: the case id \"case\" is already used in a.json; rename one"),
        problems(first, second));
    // Another run starts anew.
    assertEquals(1, CaseReader.read(List.of(second)).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e99999999999",
        "1e-99999999999",
        "1e2147483647",
        "100e2147483647",
        "1e-2147483647",
        "1e-2147483649",
        "1e-999999999",
        "0.1e-999999999"
      })
  void absurdExponentsAreProblemsLikeOthers(String number) throws Exception {
    String text = loss("suite", "case");
    assertEquals(
        List.of(
            "a.json:16:91: 'points' must be a number from 0 to 1000000 with at most 6 decimals;"
                + " found "
                + number),
        problems(
            write(
                "a.json",
                text.replace("\"J\": {\"points\": 1}", "\"J\": {\"points\": " + number + "}"))));
    assertEquals(
        List.of("a.json:14:16: 'batch' must be a whole number; found " + number),
        problems(write("a.json", text.replace("\"batch\": 1", "\"batch\": " + number))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.100000000", "1e-1", "0.1", "100000e-6", "0.10"})
  void pointsAreExactHoweverTheyAreWritten(String number) throws Exception {
    Path file = write("a.json", loss("suite", "case").replace("0.5,", number + ","));
    Check check = only(only(CaseReader.read(List.of(file))).cases()).checks().get(1);
    assertEquals(new BigDecimal("0.1"), check.points());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text.replace("SUITE", "suite").replace("CASE", "case"));
    return file;
  }

  private static String loss(String suite, String testCase) {
    return LOSS.replace("SUITE", suite).replace("CASE", testCase);
  }

  private List<String> problems(Path... files) {
    return assertThrows(InvalidCasesException.class, () -> CaseReader.read(List.of(files)))
        .problems()
        .stream()
        .map(problem -> problem.toString().replace(folder + "/", ""))
        .toList();
  }

  private static TestCase goodCase(String name) throws InvalidCasesException {
    List<Path> files =
        Corpus.files("good").stream().filter(file -> file.endsWith(name + ".json")).toList();
    return only(only(CaseReader.read(files)).cases());
  }

  private static Tensor matrix(int rows, int columns, double... values) {
    return Tensor.of(new int[] {rows, columns}, values);
  }

  private static <T> T only(List<T> list) {
    assertEquals(1, list.size());
    return list.get(0);
  }
}
