package grader.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import grader.cases.CaseFileWriter;
import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.cases.Problem;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.WithoutLines;
import grader.oracle.Expectation;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No case file makes the reader fail, and no file that it accepts makes preparation fail. */
@Tag("long")
class CaseFileFuzzTest {
  private static final int INPUTS = 8000;

  /** Explicit tensors of a file of a few kilobytes, and its problems. */
  private static final long BYTES = 64 << 20;

  private static final Path GOOD =
      Path.of("src", "test", "resources", "grader", "cases", "corpus", "good");
  private static final Path SCHEMA = Path.of("..", "..", "tests", "case-file-v1.schema.json");

  private static final Validator VALIDATOR =
      new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

  @TempDir private Path folder = Path.of("");

  private static JsonMutator mutator() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(GOOD)) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return new JsonMutator(texts);
  }

  @Test
  void everyFileIsAcceptedOrItsProblemsHaveAPlaceInIt() throws IOException {
    URI schema = VALIDATOR.registerSchema(Files.readString(SCHEMA));
    Fuzzing.run("cases", INPUTS, BYTES, mutator(), file -> isAccepted(file, schema));
  }

  private boolean isAccepted(byte[] bytes, URI schema) throws Exception {
    Path file = Files.write(folder.resolve("fuzzed.json"), bytes);
    TestSuite suite;
    try {
      suite = CaseReader.read(List.of(file)).get(0);
    } catch (InvalidCasesException e) {
      assertFalse(e.problems().isEmpty());
      // A line ends with a line feed, as everywhere in Unix, and not with a carriage return.
      List<String> lines = List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1));
      for (Problem problem : e.problems()) {
        assertTrue(isPlaced(problem, lines), problem::toString);
      }
      return false;
    }
    if (bytes.length % 8 == 0) {
      assertEquals("[]", schemaErrors(schema, new String(bytes, StandardCharsets.UTF_8)));
    }
    // What was understood can be said again.
    Path again = folder.resolve("again.json");
    Files.writeString(again, CaseFileWriter.write(suite, null, List.of()));
    assertEquals(
        WithoutLines.of(suite.cases()),
        WithoutLines.of(CaseReader.read(List.of(again)).get(0).cases()));
    return true;
  }

  /** What the schema, which is never stricter than the reader, finds wrong with a text. */
  private static String schemaErrors(URI schema, String text) {
    try {
      return VALIDATOR.validate(schema, text).getErrors().toString();
    } catch (NumberFormatException e) {
      // The validator reads no exponent of nine digits; the reader takes it for 0.
      return "[]";
    }
  }

  private static boolean isPlaced(Problem problem, List<String> lines) {
    if (problem.message().isBlank() || problem.message().contains("Exception")) {
      return false;
    }
    if (problem.line() == 0) {
      return problem.column() == 0;
    }
    // The end of the file is a place too, on a line of its own when the last one is ended.
    int length = problem.line() <= lines.size() ? lines.get(problem.line() - 1).length() : 0;
    return problem.line() >= 1
        && problem.line() <= lines.size() + 1
        && problem.column() >= 1
        && problem.column() <= length + 1;
  }

  @Test
  void everyAcceptedFileIsPreparedOrSaysWhyNot() throws IOException {
    Fuzzing.run("prepared", INPUTS / 8, Long.MAX_VALUE, mutator(), this::isPrepared);
  }

  private boolean isPrepared(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("fuzzed.json"), bytes);
    try {
      List<TestSuite> suites = CaseReader.read(List.of(file));
      Map<String, PreparedCase> prepared =
          new CasePreparation(CaseFileFuzzTest::answer, bytes.length).prepare(suites);
      List<String> ids = suites.get(0).cases().stream().map(TestCase::id).toList();
      assertEquals(ids, List.copyOf(prepared.keySet()));
      return true;
    } catch (InvalidCasesException e) {
      assertFalse(e.problems().isEmpty());
      return false;
    }
  }

  /** An oracle that finds a row at a knife edge now and then, and a gradient dead. */
  private static Expectation answer(CaseRequest request) {
    Map<String, Tensor> inputs = request.tensors();
    int batch = rows(inputs, "x", rows(inputs, "y", 1));
    double[] margins = new double[batch];
    Tensor x = inputs.get("x");
    for (int row = 0; row < batch; row++) {
      double first = x == null ? 1 : x.get(row * x.extent(1));
      margins[row] = Math.abs(first) < 0.1 ? 0 : 1;
    }
    Map<String, Tensor> outputs = new HashMap<>();
    int out = rows(inputs, "W2", 1);
    double[] ones = new double[batch * out];
    Arrays.fill(ones, inputs.hashCode() % 8 == 0 ? 0 : 1);
    for (String name : List.of("yHat", "dJdyHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2")) {
      outputs.put(name, Tensor.of(new int[] {batch, out}, ones));
    }
    outputs.put("J", Tensor.scalar(1));
    return new Expectation(outputs, Tensor.vector(margins));
  }

  private static int rows(Map<String, Tensor> tensors, String name, int otherwise) {
    Tensor tensor = tensors.get(name);
    return tensor == null ? otherwise : tensor.extent(0);
  }
}
