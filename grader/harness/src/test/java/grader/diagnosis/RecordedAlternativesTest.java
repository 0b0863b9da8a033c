package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Activation;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.cases.Visibility;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.SampleRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One training step of a network that passes x on, and of what two mistakes make of it. */
class RecordedAlternativesTest {
  private static final String DOUBLED = "forward.doubled@hidden";
  private static final String WITHOUT_LABELS = "mse.gradient.without-labels";
  private static final double THIRD = 1.0 / 3;

  /** yHat is x, J is its sum, dJdyHat is yHat − y, and dJdW1 is dJdyHat. */
  private static final Alternatives COMPUTED =
      new Alternatives() {
        @Override
        public List<Alternative> all() {
          return List.of(
              new Alternative(DOUBLED, Part.FORWARD, Set.of("yHat", "dJdW1")),
              new Alternative(WITHOUT_LABELS, Part.MSE, Set.of("dJdyHat")));
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> {
            boolean isDoubled = common.contains(DOUBLED) || mistakes.contains(DOUBLED);
            double labels = mistakes.contains(WITHOUT_LABELS) ? 0 : 1;
            return switch (request.operation()) {
              case "forward" -> Map.of("yHat", plus(tensor(request, "x"), isDoubled ? 1 : 0, "x"));
              case "loss" ->
                  Map.of(
                      "J",
                      Tensor.scalar(tensor(request, "yHat").get(0) * THIRD),
                      "dJdyHat",
                      plus(tensor(request, "yHat"), -labels, "y"));
              default ->
                  Map.of("dJdW1", plus(tensor(request, "dJdyHat"), isDoubled ? 1 : 0, "dJdyHat"));
            };
          };
        }

        private Tensor plus(Tensor tensor, double factor, String other) {
          double[] values = tensor.toArray();
          double[] others = other.equals("y") ? labels().toArray() : values.clone();
          for (int i = 0; i < values.length; i++) {
            values[i] += factor * others[i];
          }
          return Tensor.of(tensor.shape(), values);
        }
      };

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private RecordedAlternatives recorded;

  private static Tensor tensor(CaseRequest request, String name) {
    Tensor tensor = request.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name);
    }
    return tensor;
  }

  private static Tensor labels() {
    return Tensor.of(new int[] {2, 2}, new double[] {0, 1, 1, 0});
  }

  private static Tensor input(double scale) {
    return Tensor.of(
        new int[] {2, 2}, new double[] {0.1 * scale, 0.7 * scale, -0.3 * scale, 0.9 * scale});
  }

  private static CaseRequest request(String operation, String name, Tensor tensor) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    if (!operation.equals("loss")) {
      for (String parameter : List.of("W1", "b1", "W2", "b2")) {
        tensors.put(parameter, Tensor.scalar(1));
      }
      tensors.put("x", input(1));
    }
    if (!operation.equals("forward") && !operation.equals("backward")) {
      tensors.put("y", labels());
    }
    tensors.put(name, tensor);
    return new CaseRequest(7, operation, Map.of("loss", "mse"), tensors);
  }

  private static PreparedCase trainingStep() {
    Tensor right = input(1);
    TestCase testCase =
        new TestCase(
            "step",
            "step",
            Operation.TRAIN_STEP,
            new Sizes(2, 2, 2, 2),
            Activation.IDENTITY,
            Activation.IDENTITY,
            LossFunction.MSE,
            null,
            Map.of(),
            List.of(
                SampleRun.check("yHat", "1"),
                SampleRun.check("J", "1"),
                SampleRun.check("dJdyHat", "1"),
                SampleRun.check("dJdW1", "1")),
            Map.of(),
            Visibility.VISIBLE);
    Tensor gradient = Tensor.of(new int[] {2, 2}, new double[] {0.1, -0.3, -1.3, 0.9});
    return new PreparedCase(
        testCase,
        request("train-step", "x", right),
        Map.of(
            "yHat",
            right,
            "J",
            Tensor.scalar(0.1 * THIRD),
            "dJdyHat",
            gradient,
            "dJdW1",
            gradient));
  }

  @BeforeEach
  void recordAndRead() throws IOException {
    Path file = folder.resolve("recorded");
    Files.write(file, AlternativesRecorder.record(List.of(trainingStep()), COMPUTED));
    recorded = RecordedAlternatives.read(file);
  }

  private void assertAnswer(
      CaseRequest request, String quantity, Set<String> common, Set<String> own) {
    Tensor expected = COMPUTED.question(common, request).answer(own).get(quantity);
    Tensor actual = recorded.question(common, request).answer(own).get(quantity);
    assertTrue(
        expected != null && actual != null && Fit.residual(expected, actual, 1) < 1e-6,
        () -> quantity + " of " + request.operation() + " with " + common + own);
  }

  @Test
  void everyAlternativeIsKept() {
    assertEquals(COMPUTED.all(), recorded.all());
  }

  @Test
  void aMistakeIsAnsweredWhereTheStepsBeforeItAreRight() {
    assertAnswer(request("forward", "x", input(1)), "yHat", Set.of(), Set.of(DOUBLED));
    assertAnswer(request("loss", "yHat", input(1)), "dJdyHat", Set.of(), Set.of(WITHOUT_LABELS));
  }

  @Test
  void theStepsBehindAMistakeAreAnsweredAsRightOnesWould() {
    assertAnswer(request("loss", "yHat", input(2)), "dJdyHat", Set.of(), Set.of());
    Tensor behind = Tensor.of(new int[] {2, 2}, new double[] {0.2, 0.4, -1.6, 1.8});
    assertAnswer(request("backward", "dJdyHat", behind), "dJdW1", Set.of(), Set.of());
    assertAnswer(request("backward", "dJdyHat", behind), "dJdW1", Set.of(DOUBLED), Set.of());
    // Behind the loss that leaves out the labels, backward is given yHat.
    assertAnswer(request("backward", "dJdyHat", input(1)), "dJdW1", Set.of(), Set.of());
  }

  @Test
  void roundingOfTheStepsBeforeItMakesNoOtherQuestion() {
    assertAnswer(
        request("loss", "yHat", input(1 + 1e-12)), "dJdyHat", Set.of(), Set.of(WITHOUT_LABELS));
  }

  @Test
  void aNumberAloneKeepsAllItsDigits() {
    Tensor loss =
        recorded.question(Set.of(), request("loss", "yHat", input(1))).answer(Set.of()).get("J");
    assertEquals(Tensor.scalar(0.1 * THIRD), loss);
  }

  @Test
  void nothingIsKnownOfOtherNumbersAndOtherMistakes() {
    assertEquals(
        Map.of(),
        recorded.question(Set.of(), request("loss", "yHat", input(1.1))).answer(Set.of()));
    assertEquals(
        Map.of(),
        recorded
            .question(Set.of(), request("forward", "x", input(1)))
            .answer(Set.of(DOUBLED, WITHOUT_LABELS)));
  }

  @Test
  void aFileOfSomethingElseIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no archive");
    assertThrows(IOException.class, () -> RecordedAlternatives.read(text));
    Path other = folder.resolve("other");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(other))) {
      out.write("compressed, and nothing of ours".getBytes(StandardCharsets.UTF_8));
    }
    assertThrows(IOException.class, () -> RecordedAlternatives.read(other));
  }
}
