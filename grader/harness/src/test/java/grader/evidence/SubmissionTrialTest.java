package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.checking.Verdict;
import grader.host.ClassDataArchive;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.oracle.Expectation;
import grader.oracle.Oracle;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, and a submission whose every answer is the number of its calls in its process. */
@Timeout(60)
class SubmissionTrialTest {
  private static final String COUNTS_ITS_CALLS =
      """
      package mlp;

      import org.apache.commons.math3.linear.*;

      public class MLP {
        public enum Activation { RELU, SIGMOID, IDENTITY }
        public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}
        public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}
        public record Loss(double J, RealMatrix dJdyHat) {}
        public Parameters parameters;
        public Gradients grads;
        private static int calls;
        public MLP(int in1, int out1, Activation f, int in2, int out2, Activation g) {}
        public RealMatrix forward(RealMatrix x) {
          calls++;
          return MatrixUtils.createRealMatrix(new double[][] {{calls}});
        }
        public void backward(RealMatrix dJdyHat) {}
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return null; }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return null; }
      }
      """;

  private static final String SUITE =
      """
      {
        "schemaVersion": 1, "suite": "counting", "title": "Counting", "visibility": "hidden",
        "tolerance": {"rtol": 0, "atol": 0.25},
        "cases": [{
          "id": "count", "title": "How many calls there were", "operation": "forward",
          "network": {"inFeatures": 1, "hiddenFeatures": 1, "outFeatures": 1, "f": "identity", "g": "identity"},
          "batch": 1, "seed": 1,
          "data": {
            "W1": {"generator": "normal"}, "b1": {"generator": "normal"},
            "W2": {"generator": "normal"}, "b2": {"generator": "normal"}, "x": {"generator": "normal"}
          },
          "checks": {"yHat": {"points": 1}}
        }]
      }
      """;

  private static final Oracle TWO =
      request ->
          new Expectation(
              Map.of("yHat", Tensor.of(new int[] {1, 1}, new double[] {2})), Tensor.vector());

  private static final WorkerLimits LIMITS =
      new WorkerLimits(64, Duration.ofSeconds(30), Duration.ofSeconds(30));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @Test
  void oneProcessAnswersForEverySeed() throws Exception {
    SuiteDraws draws = draws();
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath());
        SubmissionTrial trial = trial(compiler, COUNTS_ITS_CALLS)) {
      CheckObservation first = only(trial.observe(draws.of(5)));
      assertEquals(5, first.seed());
      assertEquals("count", first.caseId());
      assertEquals("yHat", first.checkId());
      assertEquals(Verdict.WRONG_ANSWER, first.result().verdict());
      assertEquals(4, first.ratio());
      CheckObservation second = only(trial.observe(draws.of(6)));
      assertEquals(Verdict.PASSED, second.result().verdict());
      assertEquals(0, second.ratio());
    }
    assertEquals(List.of(), ProcessHandle.current().children().toList());
  }

  @Test
  void whatWasNotReturnedIsInfinitelyFarOff() throws Exception {
    String fails = COUNTS_ITS_CALLS.replace("calls++;", "if (true) throw new Error();");
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath());
        SubmissionTrial trial = trial(compiler, fails)) {
      CheckObservation observation = only(trial.observe(draws().of(0)));
      assertEquals(Verdict.RUNTIME_ERROR, observation.result().verdict());
      assertEquals(Double.POSITIVE_INFINITY, observation.ratio());
    }
  }

  @Test
  void whatIsTooSlowIsWaitedForOnce() throws Exception {
    String slow = COUNTS_ITS_CALLS.replace("calls++;", "while (true) { calls++; }");
    slow = slow.replace("return MatrixUtils.createRealMatrix(new double[][] {{calls}});", "");
    WorkerLimits limits = new WorkerLimits(64, Duration.ofSeconds(30), Duration.ofSeconds(2));
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath());
        SubmissionTrial trial = trial(compiler, slow, limits)) {
      SuiteDraws draws = draws();
      CheckObservation first = only(trial.observe(draws.of(0)));
      assertEquals(Verdict.TIME_LIMIT_EXCEEDED, first.result().verdict());
      assertEquals(Double.POSITIVE_INFINITY, first.ratio());
      long start = System.nanoTime();
      for (long seed = 1; seed <= 20; seed++) {
        assertEquals(first.result(), only(trial.observe(draws.of(seed))).result());
      }
      assertTrue(System.nanoTime() - start < limits.perCase().toNanos() * 10);
    }
  }

  @Test
  void aSubmissionThatCannotBeBoundHasNoTrial() throws Exception {
    String unbound = COUNTS_ITS_CALLS.replace("mseLoss", "meanSquares");
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath())) {
      assertThrows(UngradableSubmissionException.class, () -> trial(compiler, unbound));
    }
    assertEquals(List.of(), ProcessHandle.current().children().toList());
  }

  @Test
  void everySeedHasNumbersOfItsOwnAndKeepsThem() throws Exception {
    SuiteDraws draws = draws();
    SuiteDraw draw = draws.of(1);
    assertSame(draw, draws.of(1));
    assertNotEquals(tensors(draw), tensors(draws.of(2)));
  }

  private static Map<String, Tensor> tensors(SuiteDraw draw) {
    return draw.prepared().values().iterator().next().request().tensors();
  }

  private static CheckObservation only(List<CheckObservation> observations) {
    assertEquals(1, observations.size());
    return observations.get(0);
  }

  private SubmissionTrial trial(SubmissionCompiler compiler, String source)
      throws IOException, UngradableSubmissionException {
    return trial(compiler, source, LIMITS);
  }

  private SubmissionTrial trial(SubmissionCompiler compiler, String source, WorkerLimits limits)
      throws IOException, UngradableSubmissionException {
    Path sources = Files.createDirectories(folder.resolve("submission/mlp"));
    Files.writeString(sources.resolve("MLP.java"), source);
    return new SubmissionTrial(
        new JvmWorkerLauncher(classPath(), ClassDataArchive.NONE, limits),
        compiler.compile(folder.resolve("submission")),
        limits);
  }

  private SuiteDraws draws() throws IOException, InvalidCasesException {
    Path file = folder.resolve("suite.json");
    Files.writeString(file, SUITE);
    return new SuiteDraws(CaseReader.read(List.of(file)), TWO);
  }

  private static List<Path> classPath() {
    return List.of(locationOf(MessageChannel.class), locationOf(RealMatrix.class));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
