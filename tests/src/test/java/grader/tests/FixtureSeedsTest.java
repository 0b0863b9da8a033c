package grader.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.checking.Verdict;
import grader.evidence.CheckObservation;
import grader.evidence.SubmissionCompiler;
import grader.evidence.SubmissionTrial;
import grader.evidence.SuiteDraws;
import grader.evidence.UngradableSubmissionException;
import grader.host.ClassDataArchive;
import grader.host.JvmWorkerLauncher;
import grader.host.WorkerLimits;
import grader.oracle.Oracle;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever numbers the hidden suite is drawn with, a submission fails on the checks that its {@code
 * expected.json} names and on no other. {@code -Dfixtures.seeds=N} tries the seeds from 1 to N;
 * {@link FixturesTest} has tried 0.
 */
@Tag("evidence")
class FixtureSeedsTest {
  private static final int SEEDS = Integer.getInteger("fixtures.seeds", 2);

  /** What each of these does takes all its time on every seed, and does not depend on numbers. */
  private static final Set<String> SLOW =
      Set.of("wrong-finite-difference-backward", "wrong-backward-recomputes-for-every-entry");

  private static final WorkerLimits LIMITS =
      new WorkerLimits(256, Duration.ofSeconds(60), Duration.ofSeconds(30));

  @SuppressWarnings("NullAway.Init")
  private static SuiteDraws draws;

  @SuppressWarnings("NullAway.Init")
  private static SubmissionCompiler compiler;

  @BeforeAll
  static void readTheSuite() throws IOException, InvalidCasesException {
    Oracle reference = ServiceLoader.load(Oracle.class).findFirst().orElseThrow();
    draws =
        new SuiteDraws(CaseReader.read(List.of(Product.CLONE.resolve("tests/hidden"))), reference);
    compiler = new SubmissionCompiler(Product.jars("worker"));
  }

  @AfterAll
  static void deleteTheJars() {
    compiler.close();
  }

  @TestFactory
  Stream<DynamicTest> failsOnTheSameChecksWhateverTheNumbers() throws IOException {
    return Fixture.all().stream()
        .filter(fixture -> fixture.name().startsWith("correct-") || isWrong(fixture))
        // An attack's allowed twin is compiled with the sample's.
        .filter(fixture -> Files.exists(fixture.folder().resolve("mlp/MLP.java")))
        .map(fixture -> dynamicTest(fixture.name(), () -> assertFailsAlike(fixture)));
  }

  private static boolean isWrong(Fixture fixture) {
    return fixture.name().startsWith("wrong-") && !SLOW.contains(fixture.name());
  }

  private static void assertFailsAlike(Fixture fixture)
      throws IOException, InvalidCasesException, UngradableSubmissionException {
    JvmWorkerLauncher launcher =
        new JvmWorkerLauncher(Product.jars("worker"), ClassDataArchive.NONE, LIMITS);
    try (SubmissionTrial trial =
        new SubmissionTrial(launcher, compiler.compile(fixture.folder()), LIMITS)) {
      for (int seed = 1; seed <= SEEDS; seed++) {
        Set<String> checks = new TreeSet<>();
        Map<String, String> failed = new TreeMap<>();
        for (CheckObservation observation : trial.observe(draws.of(seed))) {
          String check = observation.caseId() + "/" + observation.checkId();
          checks.add(check);
          if (observation.result().verdict() != Verdict.PASSED) {
            failed.put(check, observation.result().verdict().name());
          }
        }
        assertEquals(fixture.failures(checks), failed, "on seed " + seed);
      }
    }
  }
}
