package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.TensorSource.Bernoulli;
import grader.cases.TensorSource.Constant;
import grader.cases.TensorSource.Given;
import grader.cases.TensorSource.Normal;
import grader.cases.TensorSource.Uniform;
import grader.checking.Tolerance;
import grader.oracle.Expectation;
import grader.oracle.Oracle;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CasePreparationTest {
  private static final Sizes SIZES = new Sizes(3, 2, 4, 1);
  private static final Normal STANDARD = new Normal(0, 1);
  private static final double[] NO_EDGE = {1, 1, 1};

  /** Answers with ones, and what a test says of one request: its margins, its zeros. */
  private static final class FakeOracle implements Oracle {
    private final List<CaseRequest> requests = new ArrayList<>();
    private final List<double[]> margins;
    private final List<String> zeros;

    /**
     * @param margins per request; the last stands for all that follow
     * @param zeros per request, the gradient that is zero everywhere; none after the last
     */
    FakeOracle(List<double[]> margins, List<String> zeros) {
      this.margins = margins;
      this.zeros = zeros;
    }

    FakeOracle() {
      this(List.of(NO_EDGE), List.of());
    }

    @Override
    public Expectation expect(CaseRequest request) {
      int index = requests.size();
      requests.add(request);
      Map<String, Tensor> answers = new LinkedHashMap<>();
      for (Quantity quantity : Quantity.values()) {
        double[] values = new double[Tensor.sizeOf(quantity.shape(SIZES))];
        boolean isZero = index < zeros.size() && zeros.get(index).equals(quantity.id());
        Arrays.fill(values, isZero ? 0 : 1);
        answers.put(quantity.id(), Tensor.of(quantity.shape(SIZES), values));
      }
      double[] margin = margins.get(Math.min(index, margins.size() - 1));
      return new Expectation(answers, Tensor.vector(margin));
    }

    int calls() {
      return requests.size();
    }
  }

  @Test
  void numbersAreThoseOfTheWrittenAlgorithm() throws InvalidCasesException {
    Tensor weights = prepare(new FakeOracle(), 0, forward("a", 11)).request().tensors().get("W1");
    // As NumberStreamTest: run seed 0, case seed 11, W1, draw 0, row 0, attempt 0.
    assertEquals(Tensor.of(new int[] {4, 2}, rows("W1", 0, new long[4], 2)), weights);
    assertEquals(-0.3109712867036264, weights == null ? 0 : weights.get(0));
    assertEquals(-0.8012407849893816, weights == null ? 0 : weights.get(1));
  }

  @Test
  void sameSeedsGiveTheSameNumbersAndOthersGiveOthers() throws InvalidCasesException {
    Map<String, Tensor> tensors = tensors(0, forward("a", 11));
    assertEquals(tensors, tensors(0, forward("b", 11)));
    for (Map<String, Tensor> others :
        List.of(tensors(1, forward("a", 11)), tensors(0, forward("a", 12)))) {
      assertEquals(tensors.keySet(), others.keySet());
      tensors.forEach((name, tensor) -> assertNotEquals(tensor, others.get(name), name));
    }
  }

  @Test
  void oneMoreTensorChangesNoOther() throws InvalidCasesException {
    Map<String, Tensor> forward = tensors(0, forward("a", 11));
    Map<String, Tensor> trainStep = tensors(0, generated("a", Operation.TRAIN_STEP, 11L, Map.of()));
    Map<String, Tensor> backward =
        tensors(0, generated("a", Operation.BACKWARD, 11L, Map.of(Quantity.W1, new Constant(2))));
    assertTrue(trainStep.keySet().containsAll(forward.keySet()));
    forward.forEach(
        (name, tensor) -> {
          assertEquals(tensor, trainStep.get(name), name);
          if (!name.equals("W1")) {
            assertEquals(tensor, backward.get(name), name);
          }
        });
  }

  @Test
  void rowDoesNotDependOnHowManyThereAre() throws InvalidCasesException {
    Tensor few = tensor(tensors(0, forward("a", 11)), "x");
    TestCase larger = resized(forward("a", 11), new Sizes(5, 2, 4, 1));
    Oracle oracle =
        request -> new Expectation(Map.of("yHat", Tensor.scalar(1)), Tensor.vector(1, 1, 1, 1, 1));
    Tensor many = tensor(prepare(oracle, 0, larger).request().tensors(), "x");
    assertEquals(5, many.extent(0));
    assertEquals(few, Tensor.of(new int[] {3, 2}, Arrays.copyOf(many.toArray(), few.size())));
  }

  @Test
  void everyGeneratorDrawsWhatItSays() throws InvalidCasesException {
    Map<Quantity, TensorSource> sources =
        Map.of(
            Quantity.W1, new Uniform(-2, 6),
            Quantity.B1, new Constant(-0.5),
            Quantity.W2, new Bernoulli(0.25),
            Quantity.X, new Normal(10, 3));
    Sizes large = new Sizes(200, 300, 100, 1);
    TestCase testCase = resized(generated("a", Operation.FORWARD, 1L, sources), large);
    Oracle oracle = request -> new Expectation(Map.of("yHat", Tensor.vector(1)), Tensor.scalar(1));
    Map<String, Tensor> tensors = prepare(oracle, 0, testCase).request().tensors();

    double[] uniform = tensor(tensors, "W1").toArray();
    assertTrue(DoubleStream.of(uniform).allMatch(value -> value >= -2 && value < 6));
    assertEquals(2, mean(uniform), 5 * Math.sqrt(64 / 12.0 / uniform.length));
    assertTrue(DoubleStream.of(tensor(tensors, "b1").toArray()).allMatch(value -> value == -0.5));
    double[] coins = tensor(tensors, "W2").toArray();
    assertTrue(DoubleStream.of(coins).allMatch(value -> value == 0 || value == 1));
    assertEquals(0.25, mean(coins), 5 * Math.sqrt(0.1875 / coins.length));
    double[] normal = tensor(tensors, "x").toArray();
    assertEquals(10, mean(normal), 5 * 3 / Math.sqrt(normal.length));
    double variance = mean(DoubleStream.of(normal).map(z -> (z - 10) * (z - 10)).toArray());
    assertEquals(9, variance, 5 * 9 * Math.sqrt(2.0 / normal.length));
  }

  @Test
  void rowOfXAtAKnifeEdgeIsDrawnAgainAndNothingElse() throws InvalidCasesException {
    FakeOracle oracle =
        new FakeOracle(
            List.of(new double[] {1, 0.0009, 1}, new double[] {1, 0, 1e-4}, NO_EDGE), List.of());
    PreparedCase prepared = prepare(oracle, 0, forward("a", 11));
    assertEquals(3, oracle.calls());
    Map<String, Tensor> first = tensors(0, forward("a", 11));
    Map<String, Tensor> redrawn = new LinkedHashMap<>(first);
    redrawn.put("x", Tensor.of(new int[] {3, 2}, rows("x", 0, new long[] {0, 2, 1}, 2)));
    assertEquals(redrawn, prepared.request().tensors());
    assertNotEquals(first, redrawn);
  }

  @Test
  void marginOfAThousandthIsNoKnifeEdge() throws InvalidCasesException {
    FakeOracle oracle = new FakeOracle(List.of(new double[] {1e-3, 1, 1}), List.of());
    prepare(oracle, 0, forward("a", 11));
    assertEquals(1, oracle.calls());
  }

  @Test
  void everythingIsDrawnAgainWhenXIsNotRandom() throws InvalidCasesException {
    Tensor x = Tensor.of(new int[] {3, 2}, new double[] {1, 2, 3, 4, 5, 6});
    for (TensorSource fixed : List.of(new Given(x), new Constant(2))) {
      FakeOracle oracle = new FakeOracle(List.of(new double[] {1, 0, 1}, NO_EDGE), List.of());
      TestCase testCase = generated("a", Operation.FORWARD, 11L, Map.of(Quantity.X, fixed));
      Map<String, Tensor> tensors = prepare(oracle, 0, testCase).request().tensors();
      assertEquals(2, oracle.calls());
      assertEquals(Tensor.of(new int[] {4, 2}, rows("W1", 1, new long[4], 2)), tensors.get("W1"));
      assertEquals(oracle.requests.get(0).tensors().get("x"), tensors.get("x"));
    }
  }

  @Test
  void everythingIsDrawnAgainWhenACheckedGradientIsZero() throws InvalidCasesException {
    FakeOracle oracle = new FakeOracle(List.of(NO_EDGE), List.of("dJdb1", "dJdW2"));
    TestCase testCase = generated("a", Operation.BACKWARD, 11L, Map.of());
    Map<String, Tensor> tensors = prepare(oracle, 0, testCase).request().tensors();
    assertEquals(3, oracle.calls());
    assertEquals(Tensor.of(new int[] {3, 2}, rows("x", 2, new long[3], 2)), tensors.get("x"));
    assertEquals(Tensor.of(new int[] {4, 2}, rows("W1", 2, new long[4], 2)), tensors.get("W1"));
  }

  @Test
  void everythingIsDrawnAgainWhenACheckedOutputIsZero() throws InvalidCasesException {
    FakeOracle oracle = new FakeOracle(List.of(NO_EDGE), List.of("yHat"));
    prepare(oracle, 0, forward("a", 11));
    assertEquals(2, oracle.calls());
  }

  @Test
  void zerosThatAreNotCheckedAreKept() throws InvalidCasesException {
    FakeOracle oracle = new FakeOracle(List.of(NO_EDGE), List.of("dJdW1"));
    prepare(oracle, 0, forward("a", 11));
    assertEquals(1, oracle.calls());
  }

  @Test
  void numbersThatStandInTheFileAreUsedWhateverComesOfThem() throws InvalidCasesException {
    Map<Quantity, TensorSource> given = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Operation.BACKWARD.inputs()) {
      int[] shape = quantity.shape(SIZES);
      given.put(quantity, new Given(Tensor.of(shape, new double[Tensor.sizeOf(shape)])));
    }
    given.put(Quantity.B1, new Constant(0));
    FakeOracle oracle = new FakeOracle(List.of(new double[] {0, 0, 0}), List.of("dJdW1"));
    PreparedCase prepared = prepare(oracle, 0, generated("a", Operation.BACKWARD, null, given));
    assertEquals(1, oracle.calls());
    assertEquals(Tensor.vector(0, 0, 0, 0), prepared.request().tensors().get("b1"));
  }

  @Test
  void aLossThatStandsAmongItsInputsIsDrawnAgain() throws InvalidCasesException {
    TestCase testCase = generated("a", Operation.LOSS, 1L, Map.of());
    double copied =
        tensor(prepare(new FakeOracle(), 0, testCase).request().tensors(), "yHat").get(0);
    List<CaseRequest> asked = new ArrayList<>();
    Oracle oracle =
        request -> {
          asked.add(request);
          return new Expectation(
              Map.of(
                  "J",
                  Tensor.scalar(copied),
                  "dJdyHat",
                  Tensor.of(new int[] {1, 1}, new double[] {1})),
              Tensor.vector(NO_EDGE));
        };
    PreparedCase prepared = prepare(oracle, 0, testCase);
    assertEquals(2, asked.size());
    assertEquals(asked.get(1).tensors(), prepared.request().tensors());
    assertNotEquals(asked.get(0).tensors(), asked.get(1).tensors());
  }

  @Test
  void hundredUselessDrawsAreAProblemOfTheFile() {
    FakeOracle dead = new FakeOracle(List.of(NO_EDGE), Collections.nCopies(1000, "dJdW1"));
    TestSuite suite =
        suite(generated("dead", Operation.BACKWARD, 1L, Map.of()), forward("fine", 2));
    InvalidCasesException e =
        assertThrows(
            InvalidCasesException.class,
            () -> new CasePreparation(dead, 0).prepare(List.of(suite)));
    assertEquals(
        "suite.json: case \"dead\": 100 draws all had a checked quantity of zeros, a J among the"
            + " inputs or |z| < 0.001 at a ReLU; change its generators, or give the numbers",
        e.getMessage());
    assertEquals(101, dead.calls());

    FakeOracle edge = new FakeOracle(List.of(new double[] {0, 1, 1}), List.of());
    assertThrows(
        InvalidCasesException.class,
        () -> new CasePreparation(edge, 0).prepare(List.of(suite(forward("edge", 1)))));
    // A hundred attempts at the row in each of a hundred draws.
    assertEquals(100 * 100, edge.calls());
  }

  @Test
  void expectedValuesOfTheFileNeedNoReference() throws InvalidCasesException {
    Map<String, Tensor> expected = Map.of("yHat", Tensor.of(new int[] {3, 1}, new double[3]));
    TestCase testCase = withExpected(forward("a", 11), expected);
    FakeOracle oracle = new FakeOracle();
    assertEquals(expected, prepare(oracle, 0, testCase).expected());
    assertEquals(0, oracle.calls());
    assertEquals(expected, prepare(null, 0, testCase).expected());
  }

  @Test
  void withoutReferenceEveryCaseThatNeedsItIsNamed() {
    Map<String, Tensor> expected = Map.of("yHat", Tensor.of(new int[] {3, 1}, new double[3]));
    TestSuite suite =
        suite(forward("a", 1), withExpected(forward("b", 1), expected), forward("c", 1));
    InvalidCasesException e =
        assertThrows(
            InvalidCasesException.class,
            () -> new CasePreparation(null, 0).prepare(List.of(suite)));
    assertEquals(
        """
        suite.json: case "a": gives no 'expected' values, and this edition of the grader has no \
        reference
        suite.json: case "c": gives no 'expected' values, and this edition of the grader has no \
        reference""",
        e.getMessage());
  }

  @Test
  void expectedValuesAreThoseOfTheChecksAlone() throws InvalidCasesException {
    assertEquals(
        List.of("yHat"),
        List.copyOf(prepare(new FakeOracle(), 0, forward("a", 1)).expected().keySet()));
    Oracle forgetful = request -> new Expectation(Map.of(), Tensor.vector(NO_EDGE));
    assertThrows(IllegalStateException.class, () -> prepare(forgetful, 0, forward("a", 1)));
  }

  @Test
  void propertyNeedsNoReferenceAndIsTriedOnWhatBackwardNeeds() throws InvalidCasesException {
    TestCase property = generated("a", Operation.PROPERTY, 11L, Map.of());
    CaseRequest request = prepare(null, 0, property).request();
    assertEquals("backward", request.operation());
    assertEquals(Map.of("f", "relu", "g", "sigmoid"), request.attributes());
    assertEquals(
        List.of("W1", "b1", "W2", "b2", "x", "dJdyHat", "y", "yHat"),
        List.copyOf(request.tensors().keySet()));
    PreparedCase prepared = prepare(new FakeOracle(), 0, property);
    assertEquals(request.tensors(), prepared.request().tensors());
    assertEquals(Map.of(), prepared.expected());
  }

  @Test
  void propertyIsDrawnAgainWhereALawWouldSayNothing() throws InvalidCasesException {
    TestCase property = generated("a", Operation.PROPERTY, 11L, Map.of());
    FakeOracle dead = new FakeOracle(List.of(NO_EDGE), List.of("dJdb1"));
    assertNotEquals(
        prepare(null, 0, property).request().tensors(),
        prepare(dead, 0, property).request().tensors());
    assertEquals(2, dead.calls());
    FakeOracle edge = new FakeOracle(List.of(new double[] {1, 0, 1}, NO_EDGE), List.of());
    assertNotEquals(
        prepare(null, 0, property).request().tensors().get("x"),
        prepare(edge, 0, property).request().tensors().get("x"));
  }

  @Test
  void requestNamesTheOperationItsSettingsAndItsInputs() throws InvalidCasesException {
    CaseRequest request =
        prepare(new FakeOracle(), 0, generated("a", Operation.TRAIN_STEP, 1L, Map.of())).request();
    assertEquals("train-step", request.operation());
    assertEquals(Map.of("f", "relu", "g", "sigmoid", "loss", "mse"), request.attributes());
    assertEquals(
        List.of("W1", "b1", "W2", "b2", "x", "y"), List.copyOf(request.tensors().keySet()));
    CaseRequest loss =
        prepare(new FakeOracle(), 0, generated("a", Operation.LOSS, 1L, Map.of())).request();
    assertEquals(Map.of("loss", "mse"), loss.attributes());
    assertEquals(List.of("y", "yHat"), List.copyOf(loss.tensors().keySet()));
  }

  @Test
  void everyRequestHasANumberOfItsOwnAndTheOrderIsThatOfTheSuites() throws InvalidCasesException {
    Map<String, PreparedCase> prepared =
        new CasePreparation(new FakeOracle(), 0)
            .prepare(List.of(suite(forward("b", 1), forward("a", 1)), suite(forward("c", 1))));
    assertEquals(List.of("b", "a", "c"), List.copyOf(prepared.keySet()));
    assertEquals(
        3, prepared.values().stream().map(each -> each.request().number()).distinct().count());
  }

  @Test
  void anIntervalThatRefusesTheRightAnswerIsAnError() throws InvalidCasesException {
    Tensor one = Tensor.scalar(1);
    assertNotNull(prepare(new FakeOracle(), 0, accepting(one, Tensor.scalar(2))));
    InvalidCasesException thrown =
        assertThrows(
            InvalidCasesException.class,
            () -> prepare(new FakeOracle(), 0, accepting(Tensor.scalar(1.5), Tensor.scalar(2))));
    assertEquals(
        "case \"a\": does not accept the right answer; J: expected from 1.5 to 2, got 1 (why)",
        thrown.problems().get(0).message());
  }

  private static TestCase accepting(Tensor low, Tensor high) {
    TestCase from = generated("a", Operation.LOSS, 1L, Map.of());
    return new TestCase(
        from.id(),
        from.title(),
        from.operation(),
        from.sizes(),
        from.f(),
        from.g(),
        from.loss(),
        from.seed(),
        from.data(),
        List.of(new Check("J", BigDecimal.ONE, new Tolerance.Interval(low, high, "why"))),
        Map.of(),
        from.visibility());
  }

  /** The numbers of a tensor with a standard normal source, from their definition. */
  private static double[] rows(String name, int draw, long[] attempts, int columns) {
    double[] values = new double[attempts.length * columns];
    for (int row = 0; row < attempts.length; row++) {
      NumberStream numbers =
          new NumberStream(0, 11, NumberStream.key(name), draw, row, attempts[row]);
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = numbers.nextNormal();
      }
    }
    return values;
  }

  private static Map<String, Tensor> tensors(long runSeed, TestCase testCase)
      throws InvalidCasesException {
    return prepare(new FakeOracle(), runSeed, testCase).request().tensors();
  }

  private static PreparedCase prepare(@Nullable Oracle oracle, long runSeed, TestCase testCase)
      throws InvalidCasesException {
    PreparedCase prepared =
        new CasePreparation(oracle, runSeed).prepare(List.of(suite(testCase))).get(testCase.id());
    if (prepared == null) {
      throw new AssertionError("not prepared: " + testCase.id());
    }
    return prepared;
  }

  private static TestSuite suite(TestCase... cases) {
    return new TestSuite("suite", "Suite", Path.of("suite.json"), "", List.of(cases));
  }

  private static TestCase forward(String id, long seed) {
    return generated(id, Operation.FORWARD, seed, Map.of());
  }

  private static TestCase generated(
      String id, Operation operation, @Nullable Long seed, Map<Quantity, TensorSource> sources) {
    Map<Quantity, TensorSource> data = new EnumMap<>(Quantity.class);
    operation
        .inputs()
        .forEach(quantity -> data.put(quantity, sources.getOrDefault(quantity, STANDARD)));
    List<Check> checks =
        operation.checkIds().stream()
            .map(check -> new Check(check, BigDecimal.ONE, new Tolerance.Elementwise(0, 0)))
            .toList();
    return new TestCase(
        id,
        id,
        operation,
        SIZES,
        operation.hasNetwork() ? Activation.RELU : null,
        operation.hasNetwork() ? Activation.SIGMOID : null,
        operation.hasLoss() ? LossFunction.MSE : null,
        seed,
        data,
        checks,
        Map.of(),
        Visibility.HIDDEN);
  }

  private static TestCase resized(TestCase from, Sizes sizes) {
    return new TestCase(
        from.id(),
        from.title(),
        from.operation(),
        sizes,
        from.f(),
        from.g(),
        from.loss(),
        from.seed(),
        from.data(),
        from.checks(),
        from.expected(),
        from.visibility());
  }

  private static TestCase withExpected(TestCase from, Map<String, Tensor> expected) {
    return new TestCase(
        from.id(),
        from.title(),
        from.operation(),
        from.sizes(),
        from.f(),
        from.g(),
        from.loss(),
        from.seed(),
        from.data(),
        from.checks(),
        expected,
        from.visibility());
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no tensor " + name);
    }
    return tensor;
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }
}
