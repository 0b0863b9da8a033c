package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CaseReader;
import grader.evidence.Calibration.Refusal;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real workers, and submissions whose ŷ does not look at x; 2 is right, to a quarter. */
@Tag("long")
@Timeout(120)
class CalibratorTest {
  private static final String SOURCE =
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
          return MatrixUtils.createRealMatrix(new double[][] {{ANSWER}});
        }
        public void backward(RealMatrix dJdyHat) {}
        public void clearGradAndCache() {}
        public static Loss mseLoss(RealMatrix y, RealMatrix yHat) { return null; }
        public static Loss bceLoss(RealMatrix y, RealMatrix yHat) { return null; }
      }
      """;

  private static final String CASE =
      """
      {
        "id": "ID", "title": "Two", "operation": "forward",
        "network": {"inFeatures": 1, "hiddenFeatures": 1, "outFeatures": 1, "f": "identity", "g": "identity"},
        "batch": 1, "seed": 1,
        "data": {
          "W1": {"generator": "normal"}, "b1": {"generator": "normal"},
          "W2": {"generator": "normal"}, "b2": {"generator": "normal"}, "x": {"generator": "normal"}
        },
        "checks": {"yHat": {"points": POINTS}}
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

  private Path submission(String name, String answer) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name).resolve("mlp"));
    Files.writeString(sources.resolve("MLP.java"), SOURCE.replace("ANSWER", answer));
    return folder.resolve(name);
  }

  private Calibration calibrate(List<Path> right, List<Path> wrong, String... cases)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("suite.json"),
            """
            {
              "schemaVersion": 1, "suite": "two", "title": "Two", "visibility": "hidden",
              "tolerance": {"rtol": 0, "atol": 0.25},
              "cases": [CASES]
            }
            """
                .replace("CASES", String.join(", ", cases)));
    List<Path> classPath = List.of(locationOf(MessageChannel.class), locationOf(RealMatrix.class));
    try (SubmissionCompiler compiler = new SubmissionCompiler(classPath)) {
      return new Calibrator(
              compiler,
              new JvmWorkerLauncher(classPath, ClassDataArchive.NONE, LIMITS),
              LIMITS,
              new SuiteDraws(CaseReader.read(List.of(file)), TWO),
              2)
          .calibrate(right, wrong, List.of(0L, 1L, 2L));
    }
  }

  private static String testCase(String id, int points) {
    return CASE.replace("ID", id).replace("POINTS", Integer.toString(points));
  }

  private static Path locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theFarthestRightAnswerAndTheNearestWrongOneStandOnEitherSide() throws Exception {
    Calibration calibration =
        calibrate(
            List.of(submission("correct-a", "2"), submission("correct-b", "2 + 0.0078125 * calls")),
            List.of(submission("wrong-a", "66"), submission("wrong-b", "2 + 64.0 / calls")),
            testCase("two", 1));
    CheckMargins margins = calibration.checks().get(0);
    assertEquals("two/yHat", margins.id());
    assertEquals(new Distance("correct-b", 2, 3 * 0.0078125 / 0.25), margins.farthestRight());
    assertEquals(new Distance("wrong-b", 2, 64.0 / 3 / 0.25), margins.nearestWrong());
    assertTrue(margins.toRight() > 10 && margins.toRight() < 11, margins::toString);
    assertTrue(calibration.isSound(), calibration::toString);
    assertEquals(List.of(0L, 1L, 2L), calibration.seeds());
  }

  @Test
  void rightAnswersThatTakeMoreThanATenthLeaveTooLittle() throws Exception {
    Calibration calibration =
        calibrate(List.of(submission("correct", "2.03125")), List.of(), testCase("two", 1));
    assertEquals(8, calibration.checks().get(0).toRight());
    assertNull(calibration.checks().get(0).nearestWrong());
    assertEquals(List.of(), calibration.refusals());
    assertFalse(calibration.isSound());
  }

  @Test
  void wrongAnswersWithinTenTolerancesLeaveTooLittle() throws Exception {
    Calibration calibration =
        calibrate(
            List.of(submission("correct", "2")),
            List.of(submission("wrong", "4")),
            testCase("two", 1));
    assertEquals(8, calibration.checks().get(0).toWrong());
    assertFalse(calibration.isSound());
  }

  @Test
  void mistakesThatAppearOnALaterDrawAloneAreNotWhatTheCheckFinds() throws Exception {
    Calibration calibration =
        calibrate(
            List.of(submission("correct", "2")),
            List.of(submission("wrong", "calls == 2 ? 4 : 2")),
            testCase("two", 1));
    assertNull(calibration.checks().get(0).nearestWrong());
    assertTrue(calibration.isSound());
  }

  @Test
  void everyRefusalOfARightAnswerIsNamed() throws Exception {
    Calibration calibration =
        calibrate(
            List.of(submission("correct", "calls == 2 ? 4 : 2"), submission("unbound", "no()")),
            List.of(submission("wrong-unbound", "no()")),
            testCase("two", 1));
    assertEquals(2, calibration.refusals().size());
    assertEquals(
        new Refusal("correct", 1, "two/yHat", "WRONG_ANSWER: expected 2, got 4"),
        calibration.refusals().get(0));
    assertTrue(calibration.refusals().get(1).reason().contains("does not compile"));
    assertEquals(List.of("wrong-unbound"), calibration.ungradable());
    assertFalse(calibration.isSound());
  }

  @Test
  void checksWithoutPointsCountWhereNoneHasAny() throws Exception {
    Path right = submission("correct", "2");
    Calibration some = calibrate(List.of(right), List.of(), testCase("a", 1), testCase("b", 0));
    assertEquals(List.of("a/yHat"), some.checks().stream().map(CheckMargins::id).toList());
    Calibration none = calibrate(List.of(right), List.of(), testCase("a", 0), testCase("b", 0));
    assertEquals(2, none.checks().size());
  }
}
