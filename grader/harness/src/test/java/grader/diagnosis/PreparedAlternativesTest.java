package grader.diagnosis;

import static grader.diagnosis.SampleAlternatives.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import grader.cases.PreparedCaseFile;
import grader.cases.PreparedCaseFile.Use;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedAlternativesTest {
  private static final CaseRequest FORWARD = request("forward", "x", input(1));
  private static final CaseRequest LOSS = request("loss", "yHat", input(1));

  @TempDir private Path place;
  private Path folder = Path.of("");

  /** What was asked of those who compute. */
  private final List<String> computed = new ArrayList<>();

  private final Alternatives computing =
      answering(
          (common, request) ->
              mistakes -> {
                computed.add(request.operation() + mistakes);
                return COMPUTED.question(common, request).answer(mistakes);
              });

  @BeforeEach
  void record() throws IOException {
    folder = place.resolve("prepared-alternatives");
    new PreparedAlternatives(folder, "build 1", Use.RECORD)
        .record(List.of(trainingStep()), COMPUTED);
  }

  private Alternatives.Question asked(String build, CaseRequest request) {
    Alternatives.Question question =
        new PreparedAlternatives(folder, build, Use.READ)
            .over(computing)
            .question(Set.of(), request);
    question.prefetch();
    return question;
  }

  private static Map<String, Tensor> right(CaseRequest request, Set<String> mistakes) {
    return COMPUTED.question(Set.of(), request).answer(mistakes);
  }

  /** Of which one mistake is answered with this. */
  private static Alternatives withDoubled(Map<String, Tensor> answer) {
    return answering(
        (common, request) ->
            mistakes ->
                mistakes.contains(DOUBLED)
                    ? answer
                    : COMPUTED.question(common, request).answer(mistakes));
  }

  /** Writes down who is told that more will be wanted. */
  private record Telling(CaseRequest request, List<CaseRequest> told)
      implements Alternatives.Question {
    @Override
    public Map<String, Tensor> answer(Set<String> mistakes) {
      return Map.of();
    }

    @Override
    public void prefetch() {
      told.add(request);
    }
  }

  @Test
  void whatWasRecordedIsNotComputedAgain() {
    assertEquals(
        right(FORWARD, Set.of(DOUBLED)), asked("build 1", FORWARD).answer(Set.of(DOUBLED)));
    assertEquals(
        right(LOSS, Set.of(WITHOUT_LABELS)), asked("build 1", LOSS).answer(Set.of(WITHOUT_LABELS)));
    assertEquals(right(LOSS, Set.of()), asked("build 1", LOSS).answer(Set.of()));
    assertEquals(List.of(), computed);
  }

  /** Of which nothing is prefetched. */
  private Alternatives.Question askedOnce(String build, CaseRequest request) {
    return new PreparedAlternatives(folder, build, Use.READ)
        .over(computing)
        .question(Set.of(), request);
  }

  private Path only(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (!List.of(names).contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    return folder.resolve(names[0]);
  }

  @Test
  void whatOneMistakeAnswersIsReadFromItsOwnFile() throws IOException {
    only(DOUBLED, "forward");
    Alternatives.Question question = askedOnce("build 1", FORWARD);
    assertEquals(right(FORWARD, Set.of(DOUBLED)), question.answer(Set.of(DOUBLED)));
    assertEquals(List.of(), computed);
    question.answer(Set.of(WITHOUT_LABELS));
    assertEquals(List.of("forward[" + WITHOUT_LABELS + "]"), computed);
  }

  @Test
  void whatIsRightIsReadFromAFileToo() throws IOException {
    only("right-forward", "right-loss", "forward", "loss");
    assertEquals(right(FORWARD, Set.of()), askedOnce("build 1", FORWARD).answer(Set.of()));
    assertEquals(right(LOSS, Set.of()), askedOnce("build 1", LOSS).answer(Set.of()));
    assertEquals(List.of(), computed);
    CaseRequest other = request("forward", "x", input(2));
    assertEquals(right(other, Set.of()), askedOnce("build 1", other).answer(Set.of()));
    assertEquals(List.of("forward[]"), computed);
  }

  @Test
  void whereMostMistakesAreTriedNoneIsReadFromItsOwnFile() throws IOException {
    only(DOUBLED, "forward");
    asked("build 1", FORWARD).answer(Set.of(DOUBLED));
    assertEquals(List.of("forward[" + DOUBLED + "]"), computed);
  }

  @Test
  void whatOneMistakeAnswersToOtherNumbersIsComputed() {
    CaseRequest other = request("forward", "x", input(1 + 1e-6));
    assertEquals(
        right(other, Set.of(DOUBLED)), askedOnce("build 1", other).answer(Set.of(DOUBLED)));
    assertEquals(List.of("forward[" + DOUBLED + "]"), computed);
  }

  @Test
  void whatOneMistakeCannotAnswerStaysSo() throws IOException {
    new PreparedAlternatives(folder, "build 1", Use.RECORD)
        .record(List.of(trainingStep()), withDoubled(Map.of()));
    assertEquals(Map.of(), askedOnce("build 1", FORWARD).answer(Set.of(DOUBLED)));
    assertEquals(List.of(), computed);
  }

  @Test
  void aMistakesFileThatIsCutShortIsNotUsed() throws IOException {
    Path file = only(DOUBLED, "forward");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      computed.clear();
      askedOnce("build 1", FORWARD).answer(Set.of(DOUBLED));
      assertEquals(1, computed.size(), length + " bytes");
    }
    computed.clear();
    Files.write(file, whole);
    askedOnce("build 2", FORWARD).answer(Set.of(DOUBLED));
    assertEquals(1, computed.size(), "another build");
  }

  @Test
  void whoComputesIsToldThatMoreWillBeWanted() {
    List<CaseRequest> told = new ArrayList<>();
    Alternatives telling = answering((common, request) -> new Telling(request, told));
    Alternatives over = new PreparedAlternatives(folder, "build 1", Use.READ).over(telling);
    Alternatives.Question known = over.question(Set.of(), FORWARD);
    known.prefetch();
    known.answer(Set.of(DOUBLED));
    assertEquals(List.of(), told);
    known.answer(Set.of(DOUBLED, WITHOUT_LABELS));
    assertEquals(List.of(FORWARD), told);
    CaseRequest other = request("forward", "x", input(2));
    over.question(Set.of(), other).answer(Set.of(DOUBLED));
    assertEquals(List.of(FORWARD), told);
    Alternatives.Question unknown = over.question(Set.of(), other);
    unknown.prefetch();
    unknown.answer(Set.of(DOUBLED));
    assertEquals(List.of(FORWARD, other), told);
  }

  @Test
  void roundingMakesNoOtherQuestionAndOtherNumbersDo() {
    asked("build 1", request("loss", "yHat", input(1 + 1e-14))).answer(Set.of(WITHOUT_LABELS));
    assertEquals(List.of(), computed);
    CaseRequest other = request("loss", "yHat", input(1 + 1e-6));
    assertEquals(
        right(other, Set.of(WITHOUT_LABELS)),
        asked("build 1", other).answer(Set.of(WITHOUT_LABELS)));
    assertEquals(List.of("loss[" + WITHOUT_LABELS + "]"), computed);
  }

  @Test
  void whatIsMoreThanOneMistakeIsComputed() {
    Set<String> both = Set.of(DOUBLED, WITHOUT_LABELS);
    assertEquals(right(FORWARD, both), asked("build 1", FORWARD).answer(both));
    assertEquals(1, computed.size());
    Alternatives.Question beside =
        new PreparedAlternatives(folder, "build 1", Use.READ)
            .over(computing)
            .question(Set.of(WITHOUT_LABELS), FORWARD);
    beside.prefetch();
    beside.answer(Set.of(DOUBLED));
    assertEquals(2, computed.size());
  }

  @Test
  void aMistakeThatIsImpossibleInTheseSizesStaysSo() throws IOException {
    Alternatives impossible = withDoubled(Map.of());
    new PreparedAlternatives(folder, "build 1", Use.RECORD)
        .record(List.of(trainingStep()), impossible);
    assertEquals(Map.of(), asked("build 1", FORWARD).answer(Set.of(DOUBLED)));
    assertEquals(List.of(), computed);
  }

  @Test
  void anAnswerOfAnotherShapeIsComputed() throws IOException {
    Alternatives transposed = withDoubled(Map.of("yHat", Tensor.vector(1, 2)));
    new PreparedAlternatives(folder, "build 1", Use.RECORD)
        .record(List.of(trainingStep()), transposed);
    asked("build 1", FORWARD).answer(Set.of(DOUBLED));
    assertEquals(1, computed.size());
  }

  @Test
  void whatAnotherBuildWroteIsNotUsed() {
    asked("build 2", FORWARD).answer(Set.of(DOUBLED));
    assertEquals(1, computed.size());
  }

  @Test
  void aFileThatIsCutShortIsNotUsed() throws IOException {
    Path file = folder.resolve("7-forward");
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      computed.clear();
      asked("build 1", FORWARD).answer(Set.of(DOUBLED));
      assertEquals(1, computed.size(), length + " bytes");
    }
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    computed.clear();
    asked("build 1", FORWARD).answer(Set.of(DOUBLED));
    assertEquals(1, computed.size());
  }

  @Test
  void onlyTheirOwnerCanReadTheAnswers() throws IOException {
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void aRunThatReadsWritesNothing() throws IOException {
    Path other = place.resolve("other");
    new PreparedAlternatives(other, "build 1", Use.READ).record(List.of(trainingStep()), COMPUTED);
    assertFalse(Files.exists(other));
    PreparedAlternatives none = PreparedAlternatives.beside(PreparedCaseFile.NONE);
    none.record(List.of(trainingStep()), COMPUTED);
    assertEquals(COMPUTED, none.over(COMPUTED));
  }
}
