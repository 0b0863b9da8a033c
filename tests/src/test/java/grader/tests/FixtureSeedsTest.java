package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.evidence.SubmissionCompiler;
import grader.evidence.SuiteDraws;
import grader.evidence.UngradableSubmissionException;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever numbers the hidden suite is drawn with, a submission fails on the checks that its {@code
 * expected.json} names and on no other, and the first finding is the mistake that it names: none of
 * what is right. {@code -Dfixtures.seeds=N} tries the seeds from 1 to N; {@link FixturesTest} has
 * tried 0.
 */
@Tag("evidence")
@Execution(ExecutionMode.CONCURRENT)
class FixtureSeedsTest {
  private static final int SEEDS = Integer.getInteger("fixtures.seeds", 50);

  private static final Oracle REFERENCE =
      ServiceLoader.load(Oracle.class).findFirst().orElseThrow();

  @SuppressWarnings("NullAway.Init")
  private static SuiteDraws draws;

  @SuppressWarnings("NullAway.Init")
  private static SubmissionCompiler compiler;

  @BeforeAll
  static void readTheSuite() throws IOException, InvalidCasesException {
    // The examples too, as in every full run: some mistakes are those of what only they have.
    List<Path> tests =
        List.of(Product.CLONE.resolve("tests/examples"), Product.CLONE.resolve("tests/hidden"));
    draws = new SuiteDraws(CaseReader.read(tests), REFERENCE);
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
    try (SeededGrader grader = new SeededGrader(compiler.compile(fixture.folder()))) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        GradeReport report = grader.grade(draws.of(seed), REFERENCE);
        Map<String, String> verdicts = verdicts(report);
        Map<String, String> expected = fixture.failures(verdicts.keySet());
        verdicts.forEach(
            (check, verdict) -> {
              if (!verdict.equals(expected.getOrDefault(check, "PASSED"))) {
                differences.add(
                    check + " is " + verdict + " on seed " + report.environment().seed());
              }
            });
        List<String> named = report.findings().stream().map(Finding::id).toList();
        if (!fixture.diagnosis().equals(named.isEmpty() ? "" : named.get(0))) {
          differences.add("seed " + seed + " is said to be " + named);
        }
      }
    }
    assertEquals(List.of(), differences);
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
