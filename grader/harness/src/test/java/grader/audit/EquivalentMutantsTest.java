package grader.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.cases.InvalidCasesException;
import grader.cases.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EquivalentMutantsTest {
  private static final Mutant BOUNDARY = mutant(4);
  private static final Mutant SAME_LINE = mutant(9);

  private static final String ENTRY =
      """
      # a comment
      class: Sigmoid
      method: value
      mutator: ConditionalsBoundaryMutator
      line: if (z >= 0) {
      change: changed conditional boundary
      reason: At z = 0 both
       are 1/2.
      """;

  @TempDir private Path folder = Path.of("");

  private static Mutant mutant(int index) {
    return new Mutant(
        "grader.reference.Sigmoid",
        "value",
        "ConditionalsBoundaryMutator",
        index,
        7,
        "if (z >= 0) {",
        "changed conditional boundary",
        Path.of("Sigmoid.class"));
  }

  private EquivalentMutants read(String text) throws IOException, InvalidCasesException {
    return EquivalentMutants.read(Files.writeString(folder.resolve("list.txt"), text));
  }

  @Test
  void namesTheMutantAndTheReason() throws Exception {
    assertEquals(Map.of(BOUNDARY, "At z = 0 both are 1/2."), read(ENTRY).among(List.of(BOUNDARY)));
  }

  @Test
  void ofMutantsThatAreAlikeTheOccurrenceTellsWhich() throws Exception {
    assertEquals(
        Map.of(SAME_LINE, "At z = 0 both are 1/2."),
        read(ENTRY + "occurrence: 2\n").among(List.of(BOUNDARY, SAME_LINE)));
  }

  @Test
  void anEntryDescribesExactlyOneMutant() throws Exception {
    assertEquals(
        "2:1: there is no such mutant; has the reference changed?",
        problem(() -> read(ENTRY).among(List.of())));
    assertEquals(
        "2:1: there are 2 such mutants; say which by 'occurrence: 1'",
        problem(() -> read(ENTRY).among(List.of(BOUNDARY, SAME_LINE))));
    assertEquals(
        "2:1: there are only 1 such mutants",
        problem(() -> read(ENTRY + "occurrence: 2\n").among(List.of(BOUNDARY))));
    assertEquals(
        "11:1: this mutant is listed twice",
        problem(() -> read(ENTRY + "\n" + ENTRY).among(List.of(BOUNDARY))));
  }

  @Test
  void whatCannotBeReadIsNamedByItsLine() {
    assertEquals(
        "2:1: the key 'reason' is missing",
        problem(() -> read(ENTRY.substring(0, ENTRY.indexOf("reason")))));
    assertEquals(
        "3:1: unknown key 'metod'; expected one of [class, method, mutator, line, change, reason]",
        problem(() -> read(ENTRY.replace("method", "metod") + "method: value\n")));
    assertEquals("3:1: the key 'class' stands here twice", problem(() -> read(twice())));
    assertEquals(
        "9:1: expected 'key: value', found 'nothing'", problem(() -> read(ENTRY + "nothing\n")));
    assertEquals(
        "2:1: 'occurrence' is no number from 1 on",
        problem(() -> read(ENTRY + "occurrence: first\n")));
  }

  private static String twice() {
    return ENTRY.replace("class: Sigmoid\n", "class: Sigmoid\nclass: ReLU\n");
  }

  private interface Reading {
    void run() throws IOException, InvalidCasesException;
  }

  private static String problem(Reading reading) {
    List<Problem> problems = assertThrows(InvalidCasesException.class, reading::run).problems();
    assertEquals(1, problems.size(), problems::toString);
    Problem problem = problems.get(0);
    return problem.line() + ":" + problem.column() + ": " + problem.message();
  }
}
