package grader.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.golden.GoldenFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message about a case file, word for word, with its place. */
class ProblemMessagesTest {
  @ParameterizedTest
  @ValueSource(strings = {"bad", "reader-only", "several", "syntax"})
  void messagesAreWhatTheyWere(String kind) {
    StringBuilder text = new StringBuilder();
    for (Path file : Corpus.files(kind)) {
      for (Problem problem : Corpus.problems(file)) {
        assertEquals(file, problem.file());
        text.append(problem.toString().replace(file.toString(), Corpus.name(file))).append('\n');
      }
    }
    GoldenFile.assertMatches("cases/messages-" + kind + ".txt", text.toString());
  }

  static Stream<Path> syntaxErrors() {
    return Corpus.files("syntax").stream();
  }

  @ParameterizedTest
  @MethodSource("syntaxErrors")
  void syntaxErrorHasAPlaceAndWordsThatNeedNoLibrary(Path file) {
    List<Problem> problems = Corpus.problems(file);
    assertEquals(1, problems.size());
    Problem problem = problems.get(0);
    assertTrue(problem.line() > 0 && problem.column() > 0, problem::toString);
    assertTrue(problem.message().startsWith("syntax error: "), problem::toString);
    for (String foreign : List.of("JsonReader", "lenient", "strict", "http", "gson", "line ")) {
      assertFalse(problem.message().contains(foreign), problem::toString);
    }
    assertEquals(1, problem.message().lines().count());
  }

  @Test
  void problemsOfAFileAreInTheOrderOfItsLines() {
    for (Path file : Corpus.files("several")) {
      List<Problem> problems = Corpus.problems(file);
      assertTrue(problems.size() > 1, "a file with several defects has several problems");
      assertEquals(
          problems.stream()
              .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
              .toList(),
          problems);
    }
  }

  @Test
  void problemOfAWholeFileHasNoPlace() {
    assertEquals("a.json: is empty", new Problem(Path.of("a.json"), 0, 0, "is empty").toString());
    assertEquals("a.json:3:5: odd", new Problem(Path.of("a.json"), 3, 5, "odd").toString());
  }
}
