package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.checking.Verdict;
import grader.evidence.SubmissionCompiler;
import grader.evidence.SuiteDraw;
import grader.evidence.SuiteDraws;
import grader.evidence.UngradableSubmissionException;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever numbers the hidden suite is drawn with, a submission fails on the checks that its {@code
 * expected.json} names, but for a draw in which the mistake changes nothing, and on no other, and
 * the first finding is the mistake that it names: none of what is right. The edition of students,
 * which has the examples and no reference, names the same where they show it. {@code
 * -Dfixtures.seeds=N} tries the seeds from 1 to N; {@link FixturesTest} has tried 0.
 */
@Tag("evidence")
@Execution(ExecutionMode.CONCURRENT)
class FixtureSeedsTest {
  private static final int SEEDS = Integer.getInteger("fixtures.seeds", 50);

  /** The share of the seeds on which a check may miss a mistake. */
  private static final double MOST_UNSEEN = 0.5;

  /** The share on which a mistake may fail a law more: of gradients that are zero by chance. */
  private static final double MOST_FAILED_BY_CHANCE = 0.04;

  private static final Oracle REFERENCE =
      ServiceLoader.load(Oracle.class).findFirst().orElseThrow();

  @SuppressWarnings("NullAway.Init")
  private static SuiteDraws draws;

  /** What the edition of students grades with. */
  @SuppressWarnings("NullAway.Init")
  private static SuiteDraw examples;

  /** And what it knows of mistakes. */
  @SuppressWarnings("NullAway.Init")
  private static Alternatives ofStudents;

  @SuppressWarnings("NullAway.Init")
  private static SubmissionCompiler compiler;

  @BeforeAll
  static void readTheSuite(@TempDir Path folder) throws IOException, InvalidCasesException {
    // The examples too, as in every full run: some mistakes are those of what only they have.
    Path given = Product.CLONE.resolve("tests/examples");
    List<Path> tests = List.of(given, Product.CLONE.resolve("tests/hidden"));
    draws = new SuiteDraws(CaseReader.read(tests), REFERENCE);
    examples = new SuiteDraws(CaseReader.read(List.of(given)), null).of(0);
    ofStudents = StudentKit.recordedAlternatives(folder);
    compiler = new SubmissionCompiler(Product.jars("worker"));
  }

  @AfterAll
  static void deleteTheJars() {
    compiler.close();
  }

  @TestFactory
  Stream<DynamicTest> failsAndIsNamedAlikeWhateverTheNumbers() throws IOException {
    return Fixture.all().stream()
        .filter(each -> each.name().startsWith("correct-") || each.name().startsWith("wrong-"))
        // An attack's allowed twin is compiled with the sample's.
        .filter(fixture -> Files.exists(fixture.folder().resolve("mlp/MLP.java")))
        .map(fixture -> dynamicTest(fixture.name(), () -> assertEndsAlike(fixture)));
  }

  private static void assertEndsAlike(Fixture fixture)
      throws IOException, InvalidCasesException, UngradableSubmissionException {
    List<String> differences = new ArrayList<>();
    // By chance a mistake changes nothing, as where all units are off: of few draws.
    Map<String, Integer> unseen = new TreeMap<>();
    Map<String, Integer> failedBesides = new TreeMap<>();
    try (SeededGrader grader = new SeededGrader(compiler.compile(fixture.folder()))) {
      // First, as at a student's: some mistakes keep what was computed before.
      GradeReport inKit = grader.grade(examples, ofStudents);
      String forStudents = inKit.verdict() == Verdict.PASSED ? "" : fixture.diagnosisForStudents();
      if (!forStudents.equals(named(inKit).get(0))) {
        differences.add("students are told " + named(inKit) + " and not " + forStudents);
      }
      for (int seed = 1; seed <= SEEDS; seed++) {
        GradeReport report = grader.grade(draws.of(seed), REFERENCE.alternatives());
        Map<String, String> verdicts = verdicts(report);
        Map<String, String> expected = fixture.failures(verdicts.keySet());
        verdicts.forEach(
            (check, verdict) -> {
              String wanted = expected.getOrDefault(check, "PASSED");
              if (fixture.failsByChance(check)) {
                return;
              }
              if (verdict.equals("PASSED") && !wanted.equals("PASSED")) {
                unseen.merge(check, 1, Integer::sum);
              } else if (!verdict.equals(wanted) && isChancePossible(fixture, check)) {
                failedBesides.merge(check, 1, Integer::sum);
              } else if (!verdict.equals(wanted)) {
                differences.add(
                    check + " is " + verdict + " on seed " + report.environment().seed());
              }
            });
        List<String> named = named(report);
        if (!fixture.diagnosis().equals(named.get(0))) {
          differences.add("seed " + seed + " is said to be " + named);
        }
      }
    }
    unseen.values().removeIf(draws -> draws <= MOST_UNSEEN * SEEDS);
    failedBesides.values().removeIf(draws -> draws <= MOST_FAILED_BY_CHANCE * SEEDS);
    assertEquals(Map.of(), failedBesides, "failed besides on so many seeds");
    assertEquals(Map.of(), unseen, "passed on so many seeds");
    assertEquals(List.of(), differences);
  }

  private static boolean isChancePossible(Fixture fixture, String check) {
    return fixture.name().startsWith("wrong-") && check.startsWith("property-");
  }

  /** The ids of all findings; an empty one when there is none. */
  private static List<String> named(GradeReport report) {
    return report.findings().isEmpty()
        ? List.of("")
        : report.findings().stream().map(Finding::id).toList();
  }

  /** How each check ended, by {@code case/check}. */
  private static Map<String, String> verdicts(GradeReport report) {
    Map<String, String> verdicts = new TreeMap<>();
    for (SuiteReport suite : report.suites()) {
      for (CaseReport testCase : suite.cases()) {
        for (CheckReport check : testCase.checks()) {
          verdicts.put(testCase.id() + "/" + check.id(), check.verdict().name());
        }
      }
    }
    return verdicts;
  }
}
