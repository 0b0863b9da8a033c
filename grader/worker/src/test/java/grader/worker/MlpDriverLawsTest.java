package grader.worker;

import static grader.worker.SubmissionSources.mlpWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.protocol.CaseRequest;
import grader.protocol.Failure;
import grader.protocol.Failure.Kind;
import grader.protocol.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operations that make several calls do with one object, or with two. */
class MlpDriverLawsTest {
  private static final List<String> GRADIENTS = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");

  /** ŷ is the number of forwards so far, and every gradient the number of backwards. */
  private static final String COUNTING =
      mlpWith(
              "public RealMatrix forward(RealMatrix x) { return x; }",
              """
              private int forwards;
              private int backwards;
              public RealMatrix forward(RealMatrix x) { return matrix(++forwards); }
              private static RealMatrix matrix(double value) {
                return MatrixUtils.createRealMatrix(new double[][] {{value}});
              }
              """)
          .replace(
              "new Gradients(parameters.W1(), parameters.b1(), parameters.W2(), parameters.b2())",
              "new Gradients(matrix(++backwards), matrix(backwards).getRowVector(0),"
                  + " matrix(backwards), matrix(backwards).getRowVector(0))");

  /** The same, counted from 10 and 20 on after each clear. */
  private static final String CLEARED =
      COUNTING.replace(
          "public void clearGradAndCache() {}",
          "public void clearGradAndCache() { forwards = 10; backwards = 20; }");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private final Map<String, Tensor> returned = new LinkedHashMap<>();

  private static Tensor matrix(double value) {
    return Tensor.of(new int[] {1, 1}, new double[] {value});
  }

  /** A request with the parameters 1, 2, 3, 4 and these matrices of one number. */
  private static CaseRequest request(String operation, Map<String, Double> matrices) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("W1", matrix(1));
    tensors.put("b1", Tensor.vector(2));
    tensors.put("W2", matrix(3));
    tensors.put("b2", Tensor.vector(4));
    matrices.forEach((name, value) -> tensors.put(name, matrix(value)));
    return new CaseRequest(1, operation, Map.of("f", "relu", "g", "identity"), tensors);
  }

  private static final Map<String, Double> TWO =
      Map.of("x.1", 5.0, "dJdyHat.1", 6.0, "x.2", 7.0, "dJdyHat.2", 8.0);
  private static final Map<String, Double> ONE =
      Map.of("x", 5.0, "dJdyHat", 6.0, "y", 7.0, "yHat", 8.0);
  private static final Map<String, Double> FORWARD_TWICE =
      Map.of("x", 5.0, "dJdyHat", 6.0, "x.0", 7.0);

  private MlpDriver driver(String mlp) {
    SubmissionSources sources = new SubmissionSources(directory).source("mlp/MLP.java", mlp);
    MlpDriver driver =
        new MlpDriver(new SubmissionClassLoader(sources.classFiles()), returned -> {});
    assertEquals(List.of(), driver.bind());
    return driver;
  }

  private void run(String mlp, String operation, Map<String, Double> matrices)
      throws CaseFailedException {
    driver(mlp).run(request(operation, matrices), returned);
  }

  private @Nullable Double value(String name) {
    Tensor tensor = returned.get(name);
    return tensor == null ? null : tensor.get(0);
  }

  @Test
  void passesUseANewNetworkEachTime() throws CaseFailedException {
    run(COUNTING, "passes", TWO);
    for (String name : returned.keySet()) {
      assertEquals(1, value(name), name);
    }
    assertEquals(10, returned.size());
  }

  @Test
  void aPassWithoutAGradientIsAForwardAlone() throws CaseFailedException {
    run(COUNTING, "passes", Map.of("x.1", 5.0, "x.2", 6.0, "dJdyHat.2", 7.0));
    assertEquals(
        List.of("yHat.1", "yHat.2", "dJdW1.2", "dJdb1.2", "dJdW2.2", "dJdb2.2"),
        List.copyOf(returned.keySet()));
  }

  @Test
  void aPassHasItsOwnParametersWhereThereAreAnyAndElseThoseOfAll() throws CaseFailedException {
    Map<String, Double> matrices = new LinkedHashMap<>(TWO);
    matrices.put("W2.2", 9.0);
    run(SubmissionSources.MLP, "passes", matrices);
    assertEquals(3, value("dJdW2.1"));
    assertEquals(9, value("dJdW2.2"));
    assertEquals(1, value("dJdW1.2"));
  }

  @Test
  void everyPassHasItsOwnInput() throws CaseFailedException {
    run(SubmissionSources.MLP, "passes", TWO);
    assertEquals(5, value("yHat.1"));
    assertEquals(7, value("yHat.2"));
  }

  @Test
  void everyPassHasItsOwnGradientAtThePrediction() throws CaseFailedException {
    String echoing = mlpWith("new Gradients(parameters.W1()", "new Gradients(dJdyHat");
    run(echoing, "passes", TWO);
    assertEquals(6, value("dJdW1.1"));
    assertEquals(8, value("dJdW1.2"));
  }

  @Test
  void roundsUseOneNetwork() throws CaseFailedException {
    run(COUNTING, "rounds", TWO);
    assertEquals(1, value("yHat.1"));
    assertEquals(2, value("yHat.2"));
    assertEquals(1, value("dJdb2.1"));
    assertEquals(2, value("dJdb2.2"));
  }

  @Test
  void aNetworkIsClearedBeforeEachRound() throws CaseFailedException {
    run(CLEARED, "rounds", TWO);
    for (int round = 1; round <= 2; round++) {
      assertEquals(11, value("yHat." + round));
      assertEquals(21, value("dJdW1." + round));
    }
  }

  @Test
  void aRoundReplacesTheParametersWhereItHasAnyAndThenClears() throws CaseFailedException {
    Map<String, Double> matrices = new LinkedHashMap<>(TWO);
    matrices.put("W2.1", 8.0);
    matrices.put("W2.2", 9.0);
    String remembering =
        COUNTING
            .replace("matrix(++forwards)", "matrix(cleared)")
            .replace("private int forwards;", "private double cleared;")
            .replace(
                "public void clearGradAndCache() {}",
                "public void clearGradAndCache() { cleared = parameters.W2().getEntry(0, 0); }");
    run(remembering, "rounds", matrices);
    assertEquals(8, value("yHat.1"));
    assertEquals(9, value("yHat.2"));
  }

  /** ŷ is in how many rounds one after another x was the same matrix. */
  private static final String RECOGNIZING =
      COUNTING
          .replace("private int forwards;", "private int forwards; private RealMatrix last;")
          .replace(
              "return matrix(++forwards);",
              "forwards = x == last ? forwards + 1 : 1; last = x; return matrix(forwards);");

  @Test
  void roundsOnTheSameBatchPassTheSameMatrix() throws CaseFailedException {
    Map<String, Double> matrices = Map.of("x.1", 5.0, "x.2", 5.0, "x.3", 7.0, "x.4", 7.0);
    run(RECOGNIZING, "rounds", matrices);
    assertEquals(
        List.of(1.0, 2.0, 1.0, 2.0),
        List.of(value("yHat.1"), value("yHat.2"), value("yHat.3"), value("yHat.4")));
  }

  @Test
  void aBatchThatWasWrittenIntoIsNotPassedAgain() throws CaseFailedException {
    String writing = RECOGNIZING.replace("last = x;", "last = x; x.addToEntry(0, 0, 1);");
    run(writing, "rounds", Map.of("x.1", 5.0, "x.2", 5.0));
    assertEquals(1, value("yHat.2"));
  }

  @Test
  void passesHaveMatricesOfTheirOwn() throws CaseFailedException {
    String recognizing =
        RECOGNIZING.replace("private RealMatrix last", "private static RealMatrix last");
    run(recognizing, "passes", Map.of("x.1", 5.0, "x.2", 5.0));
    assertEquals(1, value("yHat.2"));
  }

  @Test
  void aRoundWithoutParametersKeepsWhatTheSubmissionMadeOfThem() throws CaseFailedException {
    String halving =
        COUNTING.replace(
            "return matrix(++forwards);",
            "parameters = new Parameters(parameters.W1(), parameters.b1(),"
                + " parameters.W2().scalarMultiply(0.5), parameters.b2()); return parameters.W2();");
    run(halving, "rounds", TWO);
    assertEquals(1.5, value("yHat.1"));
    assertEquals(0.75, value("yHat.2"));
  }

  @Test
  void twoBackwardsHaveNoClearBetweenThem() throws CaseFailedException {
    run(COUNTING, "backward-twice", ONE);
    assertEquals(1, value("yHat"));
    for (String name : GRADIENTS) {
      assertEquals(1, value(name + ".1"));
      assertEquals(2, value(name + ".2"));
    }
  }

  @Test
  void twoForwardsHaveNoClearBetweenThem() throws CaseFailedException {
    run(CLEARED, "forward-twice", FORWARD_TWICE);
    assertEquals(11, value("yHat.1"));
    assertEquals(12, value("yHat.2"));
    for (String name : GRADIENTS) {
      assertEquals(21, value(name + ".1"));
      assertEquals(21, value(name + ".2"));
    }
    assertEquals(10, returned.size());
  }

  @Test
  void betweenTwoForwardsIsOneOnOtherSamples() throws CaseFailedException {
    String adding =
        COUNTING.replace("matrix(++forwards)", "matrix(forwards += (int) x.getEntry(0, 0))");
    run(adding, "forward-twice", FORWARD_TWICE);
    assertEquals(5, value("yHat.1"));
    assertEquals(5 + 7 + 5, value("yHat.2"));
  }

  @Test
  void interleavedNetworksTakeTurns() throws CaseFailedException {
    // Counts for both networks together: forward, forward, backward, backward.
    String sharing =
        COUNTING
            .replace("private int forwards;", "private static int calls;")
            .replace("private int backwards;", "")
            .replace("++forwards", "++calls")
            .replace("++backwards", "++calls")
            .replace("backwards", "calls");
    run(sharing, "interleaved", TWO);
    assertEquals(1, value("yHat.1"));
    assertEquals(2, value("yHat.2"));
    assertEquals(3, value("dJdW1.1"));
    assertEquals(4, value("dJdW1.2"));
  }

  @Test
  void theFirstOfTwoIsReadWhenTheSecondHadItsTurn() throws CaseFailedException {
    String overwriting =
        mlpWith(
                "public RealMatrix forward(RealMatrix x) { return x; }",
                """
                private static final RealMatrix SHARED = MatrixUtils.createRealMatrix(1, 1);
                public RealMatrix forward(RealMatrix x) {
                  SHARED.setEntry(0, 0, x.getEntry(0, 0));
                  return SHARED;
                }
                """)
            .replace(
                "grads = new Gradients(parameters.W1()",
                "SHARED.setEntry(0, 0, dJdyHat.getEntry(0, 0));\n"
                    + "grads = new Gradients(SHARED");
    run(overwriting, "interleaved", TWO);
    assertEquals(7, value("yHat.1"));
    assertEquals(8, value("dJdW1.1"));
  }

  @Test
  void whatBecomesOfEachArgumentIsReturned() throws CaseFailedException {
    String writing =
        mlpWith(
                "public RealMatrix forward(RealMatrix x) { return x; }",
                """
                private RealMatrix x;
                public RealMatrix forward(RealMatrix x) {
                  this.x = x;
                  x.addToEntry(0, 0, 10);
                  return x.copy();
                }
                """)
            .replace(
                "grads = new", "x.addToEntry(0, 0, 20); dJdyHat.addToEntry(0, 0, 30); grads = new")
            .replace(
                "return new Loss(1, yHat)",
                "y.addToEntry(0, 0, 40); yHat.addToEntry(0, 0, 50); return new Loss(1, yHat)")
            .replace(
                "return new Loss(2, y)",
                "y.addToEntry(0, 0, 60); yHat.addToEntry(0, 0, 70); return new Loss(2, y)");
    run(writing, "inputs-after", ONE);
    assertEquals(15, value("x after forward"));
    assertEquals(35, value("x after backward"));
    assertEquals(36, value("dJdyHat after backward"));
    // Each loss gets arrays of its own.
    assertEquals(47, value("y after mseLoss"));
    assertEquals(58, value("yHat after mseLoss"));
    assertEquals(67, value("y after bceLoss"));
    assertEquals(78, value("yHat after bceLoss"));
    assertEquals(15, value("yHat"));
    assertEquals(1, value("dJdW1"));
  }

  @Test
  void whatBecomesOfEachParameterIsReturned() throws CaseFailedException {
    String writing =
        mlpWith(
                "public RealMatrix forward(RealMatrix x) { return x; }",
                """
                public RealMatrix forward(RealMatrix x) {
                  parameters.W1().addToEntry(0, 0, 10);
                  return x;
                }
                """)
            .replace(
                "grads = new",
                "parameters = new Parameters(parameters.W1(), parameters.b1(), parameters.W2(),"
                    + " parameters.b2().mapAdd(20)); grads = new");
    run(writing, "parameters-after", ONE);
    assertEquals(11, value("W1 after forward"));
    assertEquals(4, value("b2 after forward"));
    assertEquals(2, value("b1 after backward"));
    assertEquals(3, value("W2 after backward"));
    assertEquals(24, value("b2 after backward"));
  }

  @Test
  void parametersThatAreGoneAreNamed() {
    MlpDriver driver =
        driver(
            mlpWith(
                "public RealMatrix forward(RealMatrix x) { return x; }",
                "public RealMatrix forward(RealMatrix x) { parameters = null; return x; }"));
    Failure failure =
        assertThrows(
                CaseFailedException.class,
                () -> driver.run(request("parameters-after", ONE), returned))
            .failure();
    assertEquals(Kind.RETURNED_NULL, failure.kind());
    assertEquals("parameters is null after forward", failure.message());
  }

  @Test
  void aFailureInALaterRoundKeepsWhatCameBefore() {
    MlpDriver driver =
        driver(
            COUNTING.replace(
                "public void clearGradAndCache() {}",
                "public void clearGradAndCache() {"
                    + " if (forwards > 0) throw new IllegalStateException(\"twice\"); }"));
    Failure failure =
        assertThrows(CaseFailedException.class, () -> driver.run(request("rounds", TWO), returned))
            .failure();
    assertEquals(Kind.THREW, failure.kind());
    assertEquals("clearGradAndCache", failure.during());
    assertEquals(1, value("dJdb2.1"));
    assertNull(value("yHat.2"));
  }
}
