package grader.worker;

import static grader.worker.SubmissionSources.mlpWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.protocol.CaseRequest;
import grader.protocol.Failure;
import grader.protocol.Failure.Kind;
import grader.protocol.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each operation calls, and what is left of it when a call fails. */
class MlpDriverTest {
  /** Returns what it was called with, so that a test sees what the driver did. */
  private static final String FORWARD = "public RealMatrix forward(RealMatrix x) { return x; }";

  private static final String BACKWARD =
      "grads = new Gradients("
          + "parameters.W1(), parameters.b1(), parameters.W2(), parameters.b2());";
  private static final String MSE_LOSS = "{ return new Loss(1, yHat); }";

  // 2 inputs, 3 hidden units, 1 output, batch 4.
  private static final Tensor W1 = matrix(3, 2, 10);
  private static final Tensor B1 = Tensor.vector(21, 22, 23);
  private static final Tensor W2 = matrix(1, 3, 30);
  private static final Tensor B2 = Tensor.vector(41);
  private static final Tensor X = matrix(4, 2, 50);
  private static final Tensor Y = matrix(4, 1, 60);
  private static final Tensor GIVEN = matrix(4, 1, 70);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private final Map<String, Tensor> returned = new LinkedHashMap<>();

  /** The names of what was kept, each time that it was. */
  private final List<List<String>> progress = new ArrayList<>();

  /** Counts up from a number, row by row. */
  private static Tensor matrix(int rows, int columns, int first) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i;
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  private static CaseRequest request(String operation) {
    Map<String, Tensor> tensors =
        switch (operation) {
          case "forward" -> Map.of("W1", W1, "b1", B1, "W2", W2, "b2", B2, "x", X);
          case "loss" -> Map.of("y", Y, "yHat", GIVEN);
          case "backward" ->
              Map.of("W1", W1, "b1", B1, "W2", W2, "b2", B2, "x", X, "dJdyHat", GIVEN);
          default -> Map.of("W1", W1, "b1", B1, "W2", W2, "b2", B2, "x", X, "y", Y);
        };
    return new CaseRequest(
        1, operation, Map.of("f", "sigmoid", "g", "identity", "loss", "mse"), tensors);
  }

  private MlpDriver driver(String mlp) {
    SubmissionSources sources = new SubmissionSources(directory).source("mlp/MLP.java", mlp);
    MlpDriver driver =
        new MlpDriver(
            new SubmissionClassLoader(sources.classFiles()),
            reached -> progress.add(List.copyOf(reached.keySet())));
    assertEquals(List.of(), driver.bind());
    return driver;
  }

  private void run(String mlp, String operation) throws CaseFailedException {
    driver(mlp).run(request(operation), returned);
  }

  private Failure failure(String mlp, String operation) {
    MlpDriver driver = driver(mlp);
    return assertThrows(CaseFailedException.class, () -> driver.run(request(operation), returned))
        .failure();
  }

  private List<String> returnedNames() {
    return List.copyOf(returned.keySet());
  }

  @Test
  void theNetworkIsMadeWithTheSizesAndActivationsOfTheCase() throws CaseFailedException {
    String mlp =
        mlpWith(
                "int in2, int out2, Activation g) {}",
                """
                int in2, int out2, Activation g) {
                  made = new double[][] {{in1, out1, f.ordinal(), in2, out2, g.ordinal()}};
                }
                private final double[][] made;
                """)
            .replace("{ return x; }", "{ return MatrixUtils.createRealMatrix(made); }");
    run(mlp, "forward");
    Tensor expected = Tensor.of(new int[] {1, 6}, new double[] {2, 3, 1, 3, 1, 2});
    assertEquals(Map.of("yHat", expected), returned);
  }

  @Test
  void parametersAreSetBeforeTheNetworkIsCleared() throws CaseFailedException {
    String mlp =
        mlpWith(
                "public void clearGradAndCache() {}",
                """
                public void clearGradAndCache() { w1 = parameters.W1(); }
                private RealMatrix w1;
                """)
            .replace("{ return x; }", "{ return w1; }");
    run(mlp, "forward");
    assertEquals(Map.of("yHat", W1), returned);
  }

  @Test
  void forwardIsCalledWithX() throws CaseFailedException {
    run(SubmissionSources.MLP, "forward");
    assertEquals(Map.of("yHat", X), returned);
  }

  @Test
  void theLossIsCalledWithTheLabelsFirst() throws CaseFailedException {
    run(SubmissionSources.MLP, "loss");
    assertEquals(Map.of("J", Tensor.scalar(1), "dJdyHat", GIVEN), returned);
  }

  @Test
  void theOtherLossIsCalledWhenItIsAskedFor() throws CaseFailedException {
    CaseRequest mse = request("loss");
    driver(SubmissionSources.MLP)
        .run(new CaseRequest(1, "loss", Map.of("loss", "bce"), mse.tensors()), returned);
    assertEquals(Map.of("J", Tensor.scalar(2), "dJdyHat", Y), returned);
  }

  @Test
  void backwardIsCalledWithTheGivenGradientAfterForward() throws CaseFailedException {
    String mlp =
        mlpWith(
                FORWARD,
                "public RealMatrix forward(RealMatrix x) { return cache = x; } RealMatrix cache;")
            .replace(
                BACKWARD,
                "grads = new Gradients(cache, cache.getRowVector(0), dJdyHat, parameters.b2());");
    run(mlp, "backward");
    assertEquals(
        Map.of("dJdW1", X, "dJdb1", Tensor.vector(50, 51), "dJdW2", GIVEN, "dJdb2", B2), returned);
    assertEquals(List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2"), returnedNames());
  }

  @Test
  void aTrainingStepChainsTheSubmissionsOwnResults() throws CaseFailedException {
    String mlp =
        mlpWith(MSE_LOSS, "{ return new Loss(1, yHat.scalarMultiply(2)); }")
            .replace(
                BACKWARD,
                "grads = new Gradients(dJdyHat, parameters.b1(), parameters.W2(), parameters.b2());");
    run(mlp, "train-step");
    assertEquals(
        List.of("yHat", "J", "dJdyHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2"), returnedNames());
    assertEquals(X, returned.get("yHat"));
    assertEquals(doubled(X), returned.get("dJdyHat"));
    assertEquals(doubled(X), returned.get("dJdW1"));
  }

  private static Tensor doubled(Tensor tensor) {
    double[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 2;
    }
    return Tensor.of(tensor.shape(), values);
  }

  @Test
  void gradientsAreFoundByTheirNamesWhateverTheirOrder() throws CaseFailedException {
    String mlp =
        mlpWith(
                "record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector"
                    + " dJdb2)",
                "record Gradients(RealVector b2, RealMatrix W2, RealVector b1, RealMatrix W1)")
            .replace(
                BACKWARD,
                "grads = new Gradients(parameters.b2(), parameters.W2(), parameters.b1(),"
                    + " parameters.W1());");
    run(mlp, "backward");
    assertEquals(Map.of("dJdW1", W1, "dJdb1", B1, "dJdW2", W2, "dJdb2", B2), returned);
  }

  @Test
  void aCaseThatChangesItsInputsChangesThemForNobodyElse() throws CaseFailedException {
    String mlp =
        mlpWith(
            FORWARD,
            """
            public RealMatrix forward(RealMatrix x) {
              RealMatrix seen = x.copy();
              x.setEntry(0, 0, -1);
              parameters.W1().setEntry(0, 0, -1);
              return seen;
            }
            """);
    MlpDriver driver = driver(mlp);
    CaseRequest request = request("forward");
    for (int i = 0; i < 2; i++) {
      driver.run(request, returned);
      assertEquals(Map.of("yHat", X), returned);
    }
    assertEquals(request("forward"), request);
  }

  @Test
  void whatWasReturnedIsReadBeforeLaterCallsChangeIt() throws CaseFailedException {
    String mlp = mlpWith(MSE_LOSS, "{ yHat.setEntry(0, 0, -1); return new Loss(1, yHat); }");
    run(mlp, "train-step");
    assertEquals(X, returned.get("yHat"));
    assertEquals(-1, returned.getOrDefault("dJdyHat", X).get(0));
  }

  @Test
  void aLossThatThrowsLeavesThePrediction() {
    Failure failure =
        failure(
            mlpWith(MSE_LOSS, "{ throw new IllegalStateException(\"shapes\"); }"), "train-step");
    assertEquals(Kind.THREW, failure.kind());
    assertEquals("mseLoss", failure.during());
    assertEquals("IllegalStateException: shapes", failure.message());
    assertEquals(1, failure.trace().size());
    assertTrue(failure.trace().get(0).matches("mlp\\.MLP\\.mseLoss\\(MLP\\.java:\\d+\\)"));
    assertEquals(Map.of("yHat", X), returned);
  }

  /** Backward may end the process, and what came before it is right or wrong by itself. */
  @Test
  void aTrainingStepKeepsWhatItHasBeforeEachFurtherCall() throws CaseFailedException {
    run(SubmissionSources.MLP, "train-step");
    assertEquals(List.of(List.of("yHat"), List.of("yHat", "J", "dJdyHat")), progress);
  }

  /** There forward is no result that counts. */
  @Test
  void aBackwardCaseKeepsNothingOfItsForward() throws CaseFailedException {
    run(SubmissionSources.MLP, "backward");
    assertEquals(List.of(), progress);
  }

  @Test
  void aLossWithoutAGradientLeavesItsValue() {
    Failure failure = failure(mlpWith(MSE_LOSS, "{ return new Loss(3, null); }"), "train-step");
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("dJdyHat of mseLoss's result is null", failure.message());
    assertEquals(Map.of("yHat", X, "J", Tensor.scalar(3)), returned);
  }

  @Test
  void aLossThatIsNullIsToldSo() {
    Failure failure = failure(mlpWith(MSE_LOSS, "{ return null; }"), "loss");
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("mseLoss returned null", failure.message());
  }

  @Test
  void aPredictionThatIsNullIsToldSo() {
    Failure failure = failure(mlpWith("{ return x; }", "{ return null; }"), "forward");
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("forward returned null", failure.message());
  }

  @Test
  void aGradientThatIsNullLeavesTheOthers() {
    Failure failure =
        failure(mlpWith(BACKWARD, BACKWARD.replace("parameters.b1()", "null")), "backward");
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("dJdb1 is null after backward", failure.message());
    assertEquals(Map.of("dJdW1", W1, "dJdW2", W2, "dJdb2", B2), returned);
  }

  @Test
  void everyGradientThatIsNullIsNamed() {
    Failure failure =
        failure(mlpWith(BACKWARD, "grads = new Gradients(null, null, null, null);"), "backward");
    assertEquals("dJdW1, dJdb1, dJdW2, dJdb2 are null after backward", failure.message());
    assertEquals(Map.of(), returned);
  }

  @Test
  void gradsThatNobodySetAreToldSo() {
    Failure failure = failure(mlpWith(BACKWARD, ""), "backward");
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("grads is null after backward", failure.message());
  }

  @Test
  void aFailedForwardOfABackwardCaseIsToldAsForward() {
    Failure failure =
        failure(
            mlpWith("{ return x; }", "{ throw new UnsupportedOperationException(\"todo\"); }"),
            "backward");
    assertEquals(Kind.NOT_IMPLEMENTED, failure.kind());
    assertEquals("forward", failure.during());
  }

  @Test
  void anUnmodifiableListIsAMistakeAndNotAMissingImplementation() {
    Failure failure =
        failure(
            mlpWith("{ return x; }", "{ java.util.List.of().add(null); return x; }"), "forward");
    assertEquals(Kind.THREW, failure.kind());
  }

  @Test
  void aConstructorThatThrowsIsToldAsSuch() {
    Failure failure =
        failure(
            mlpWith("Activation g) {}", "Activation g) { throw new IllegalArgumentException(); }"),
            "forward");
    assertEquals("new MLP", failure.during());
    assertEquals("IllegalArgumentException", failure.message());
  }

  @Test
  void anInitializerThatThrowsIsToldByItsCause() {
    Failure failure =
        failure(
            mlpWith(
                "public Parameters parameters;",
                "static final double[] TABLE = new double[-1]; public Parameters parameters;"),
            "forward");
    assertEquals(Kind.THREW, failure.kind());
    assertEquals("new MLP", failure.during());
    assertEquals("NegativeArraySizeException: -1", failure.message());
  }

  @Test
  void anEndlessRecursionIsTold() {
    Failure failure = failure(mlpWith("{ return x; }", "{ return forward(x); }"), "forward");
    assertEquals(Kind.THREW, failure.kind());
    assertEquals("StackOverflowError", failure.message());
  }

  @Test
  void aMatrixAboveTheLimitIsNotRead() {
    Failure failure =
        failure(
            mlpWith("{ return x; }", "{ return new OpenMapRealMatrix(4096, 1025); }"), "forward");
    assertEquals(Kind.TENSOR_TOO_LARGE, failure.kind());
    assertEquals("yHat is 4096 × 1025, more than 1048576 elements", failure.message());
    assertEquals(Map.of(), returned);
  }

  @Test
  void aMatrixOfTheSubmissionsOwnThatThrowsIsItsMistake() {
    String mlp =
        mlpWith(
            "{ return x; }",
            """
            {
              return new Array2DRowRealMatrix(2, 2) {
                @Override public double getEntry(int row, int column) {
                  throw new IllegalStateException("not computed");
                }
              };
            }
            """);
    Failure failure = failure(mlp, "forward");
    assertEquals(Kind.THREW, failure.kind());
    assertEquals("IllegalStateException: not computed", failure.message());
  }

  @Test
  void aMatrixOfNegativeExtentsIsAMistakeOfTheSubmission() {
    String mlp =
        mlpWith(
            "{ return x; }",
            """
            {
              return new Array2DRowRealMatrix(1, 1) {
                @Override public int getRowDimension() { return -1; }
                @Override public int getColumnDimension() { return -1; }
              };
            }
            """);
    assertEquals(Kind.THREW, failure(mlp, "forward").kind());
  }

  @Test
  void aRequestThatCannotBeRunIsNotTheSubmissionsFault() {
    MlpDriver driver = driver(SubmissionSources.MLP);
    CaseRequest forward = request("forward");
    Map<String, Tensor> withoutX = new HashMap<>(forward.tensors());
    withoutX.remove("x");
    for (CaseRequest request :
        List.of(
            new CaseRequest(1, "backwards", forward.attributes(), forward.tensors()),
            new CaseRequest(1, "forward", Map.of("f", "relu"), forward.tensors()),
            new CaseRequest(1, "forward", forward.attributes(), withoutX))) {
      assertThrows(IllegalArgumentException.class, () -> driver.run(request, returned));
    }
  }

  @Test
  void nothingRunsUnlessTheSubmissionIsBound() {
    MlpDriver driver = new MlpDriver(new SubmissionClassLoader(Map.of()), returned -> {});
    assertEquals(1, driver.bind().size());
    assertThrows(IllegalStateException.class, () -> driver.run(request("forward"), returned));
  }
}
