package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.Operation;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.diagnosis.Rehearsal;
import grader.evidence.SuiteDraw;
import grader.evidence.SuiteDraws;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rehearsed runs what a diagnosis runs, since it finds what there is to find. */
class RehearsalTest {
  private static final Oracle REFERENCE =
      ServiceLoader.load(Oracle.class).findFirst().orElseThrow();

  private final List<TestCase> rehearsed = new ArrayList<>();

  private List<String> found(@Nullable Oracle oracle, Alternatives alternatives, String... folders)
      throws InvalidCasesException {
    List<Path> tests = new ArrayList<>();
    for (String folder : folders) {
      tests.add(Product.CLONE.resolve(folder));
    }
    SuiteDraw draw = new SuiteDraws(CaseReader.read(tests), oracle).of(0);
    GradeReport report =
        Rehearsal.of(draw.suites(), draw.prepared(), alternatives, this::everythingFailed);
    return report.findings().stream().map(Finding::id).toList();
  }

  private GradeReport everythingFailed(List<TestSuite> suites) {
    suites.forEach(each -> rehearsed.addAll(each.cases()));
    return new Scorer(suites, null)
        .notGraded(
            Verdict.WRONG_ANSWER,
            List.of("nobody handed it in"),
            new SubmissionFacts("", null, List.of(), PolicyFindings.none(PolicyMode.OFF)),
            new Environment(
                "", null, "", "none", List.of(), 0, 256, Duration.ofSeconds(1), Duration.ZERO));
  }

  /** The first known mistake of each part: what comes behind the @ is a form of it. */
  private static Set<String> mistakes() {
    Map<Part, String> first = new EnumMap<>(Part.class);
    for (Alternative each : REFERENCE.alternatives().all()) {
      first.putIfAbsent(each.part(), each.key().split("@", -1)[0]);
    }
    return Set.copyOf(first.values());
  }

  @Test
  void findsTheMistakesThatAreMade() throws InvalidCasesException {
    List<String> found =
        found(REFERENCE, REFERENCE.alternatives(), "tests/examples", "tests/hidden");
    assertEquals(mistakes(), Set.copyOf(found));
  }

  @Test
  void findsOneInTheEditionOfStudents(@TempDir Path folder)
      throws IOException, InvalidCasesException {
    List<String> found = found(null, StudentKit.recordedAlternatives(folder), "tests/examples");
    assertTrue(mistakes().containsAll(found) && !found.isEmpty(), found.toString());
  }

  @Test
  void takesFewCasesAndNoLaws() throws InvalidCasesException {
    found(REFERENCE, REFERENCE.alternatives(), "tests/hidden");
    assertEquals(8, rehearsed.size());
    assertTrue(rehearsed.stream().noneMatch(each -> each.operation() == Operation.PROPERTY));
  }
}
