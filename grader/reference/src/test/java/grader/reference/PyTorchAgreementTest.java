package grader.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import grader.cases.CasePreparation;
import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.checking.Checker;
import grader.checking.Comparison;
import grader.checking.Tolerance;
import grader.protocol.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference gives what PyTorch gave, on every vector under tests/golden. */
class PyTorchAgreementTest {
  private static final Path GOLDEN = Path.of("..", "..", "tests", "golden");
  private static final Tolerance AGREEMENT = new Tolerance.Elementwise(1e-12, 0);

  @TestFactory
  Stream<DynamicNode> everyQuantityAgreesTo1eMinus12() throws InvalidCasesException {
    return prepared().values().stream()
        .map(
            prepared ->
                dynamicContainer(
                    prepared.testCase().id(),
                    prepared.expected().entrySet().stream()
                        .map(
                            expected ->
                                dynamicTest(
                                    expected.getKey(), () -> assertAgrees(prepared, expected)))));
  }

  private static void assertAgrees(PreparedCase prepared, Map.Entry<String, Tensor> expected) {
    Tensor actual =
        new ReferenceOracle().expect(prepared.request()).tensors().get(expected.getKey());
    Comparison comparison =
        Checker.compare(expected.getValue(), Objects.requireNonNull(actual), AGREEMENT);
    assertInstanceOf(Comparison.Match.class, comparison, comparison::toString);
  }

  @Test
  void thereAreAtLeast40Vectors() throws InvalidCasesException {
    assertTrue(prepared().size() >= 40, () -> "only a part of the vectors was found");
  }

  @Test
  void theConstantsOfBceAreExactlyPyTorchs() {
    BCE bce = new BCE();
    assertEquals(100, bce.term(1, 0));
    assertEquals(100, bce.term(0, 1));
    assertEquals(-1 / 9.999999960041972e-13, bce.termGradient(1, 0));
    assertEquals(0, bce.termGradient(1, 1));
  }

  @Test
  void theDerivativeOfReluAtZeroIsZero() {
    assertEquals(0, new ReLU().gradient(1, 0.0));
    assertEquals(0, new ReLU().gradient(1, -0.0));
  }

  private static Map<String, PreparedCase> prepared() throws InvalidCasesException {
    List<TestSuite> suites = CaseReader.read(List.of(GOLDEN));
    return new CasePreparation(null, 0).prepare(suites);
  }
}
