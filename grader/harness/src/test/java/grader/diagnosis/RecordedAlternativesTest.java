package grader.diagnosis;

import static grader.diagnosis.SampleAlternatives.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAlternativesTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private RecordedAlternatives recorded;

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
    for (Part part : Part.values()) {
      assertEquals(COMPUTED.of(part), recorded.of(part));
    }
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

  /** Else two builds would differ: sets and maps have another order in each run of a JVM. */
  @Test
  void theOrderInWhichQuantitiesAreAnsweredIsNoPartOfTheFile() {
    Alternatives turned =
        SampleAlternatives.answering(
            (common, request) ->
                mistakes -> turned(COMPUTED.question(common, request).answer(mistakes)));
    assertArrayEquals(
        AlternativesRecorder.record(List.of(trainingStep()), COMPUTED),
        AlternativesRecorder.record(List.of(trainingStep()), turned));
  }

  private static Map<String, Tensor> turned(Map<String, Tensor> answer) {
    List<Map.Entry<String, Tensor>> entries = new ArrayList<>(answer.entrySet());
    Collections.reverse(entries);
    Map<String, Tensor> turned = new LinkedHashMap<>();
    entries.forEach(each -> turned.put(each.getKey(), each.getValue()));
    return turned;
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
