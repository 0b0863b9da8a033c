package grader.report;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.cases.Operation;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.golden.GoldenFile;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleReportWriterTest {
  private static final Style PLAIN = new Style(false, true, 80);
  private static final Style ASCII = new Style(false, false, 80);
  private static final Style NARROW = new Style(false, true, 40);

  private static final TestSuite[] SUITES = {
    suite(
        "Forward pass",
        testCase("forward-relu", Operation.FORWARD, check("yHat", "1")),
        testCase("forward-sigmoid", Operation.FORWARD, check("yHat", "1.5"))),
    suite("Loss", testCase("loss-mse", Operation.LOSS, check("J", "0.5"), check("dJdyHat", "0.5"))),
    suite(
        "Backward pass",
        testCase(
            "backward-relu",
            Operation.BACKWARD,
            check("dJdW1", "1"),
            check("dJdb1", "1"),
            check("dJdW2", "1"),
            check("dJdb2", "1"))),
    suite("Practice", testCase("practice", Operation.FORWARD, check("yHat", "0")))
  };

  @Test
  void notesStandBelowTheScoreAndAreInert() {
    GradeReport report = new SampleRun().report(null, SUITES);
    GradeReport noted =
        new GradeReport(
            report.score(),
            report.maxScore(),
            report.verdict(),
            report.reasons(),
            new SubmissionFacts(
                "submit.jar",
                "",
                List.of("lib/\u001b[31m.jar: not used: it is a jar in a jar"),
                PolicyFindings.none(PolicyMode.ENFORCE)),
            report.suites(),
            List.of(),
            report.feedback(),
            report.environment());
    List<String> lines = ConsoleReportWriter.write(noted, NARROW).lines().toList();
    assertEquals(
        List.of("  note: lib/\\u001b[31m.jar: not used: it", "    is a jar in a jar", ""),
        lines.subList(1, 4));
  }

  private static GradeReport failures() {
    String exception =
        "java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 5";
    return new SampleRun()
        .with(
            "forward-sigmoid",
            "yHat",
            Verdict.WRONG_ANSWER,
            "expected 0.731059, got 1 at [3][7]; 2 of 77 values differ")
        .printing("forward-sigmoid", "z1 = [0.5, −1]\n")
        .with("backward-relu", "dJdW1", Verdict.WRONG_SHAPE, "expected 11 × 5, got 5 × 11")
        .with("backward-relu", "dJdW2", Verdict.RUNTIME_ERROR, exception)
        .with("backward-relu", "dJdb2", Verdict.RUNTIME_ERROR, exception)
        .tracing("backward-relu", "mlp.MLP.backward(MLP.java:71)")
        .with("practice", "yHat", Verdict.NOT_IMPLEMENTED, "forward is not implemented yet")
        .report(null, SUITES);
  }

  private static GradeReport notGraded(Verdict verdict, String... reasons) {
    return new Scorer(List.of(SUITES), null)
        .notGraded(verdict, List.of(reasons), SampleRun.SUBMISSION, SampleRun.ENVIRONMENT);
  }

  @Test
  void fullScoreIsShort() {
    GoldenFile.assertMatches(
        "report/full-score.txt",
        ConsoleReportWriter.write(new SampleRun().report(null, SUITES), PLAIN));
  }

  @Test
  void fullScoreOfTheHiddenSuiteFitsOnAScreen() throws InvalidCasesException {
    Path hidden = Path.of("..", "..", "tests", "hidden");
    TestSuite[] suites = CaseReader.read(List.of(hidden)).toArray(TestSuite[]::new);
    String text = ConsoleReportWriter.write(new SampleRun().report(null, suites), PLAIN);
    assertTrue(text.lines().count() <= 24, text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
  }

  @Test
  void fullScoreOfVisibleCasesAloneSaysThatHiddenOnesMayAskMore() throws InvalidCasesException {
    Path tests = Path.of("..", "..", "tests");
    List<TestSuite> visible = CaseReader.read(List.of(tests.resolve("examples")));
    List<TestSuite> hidden = CaseReader.read(List.of(tests.resolve("hidden")));
    List<TestSuite> both = Stream.concat(visible.stream(), hidden.stream()).toList();
    String more = "note: all of these cases are visible ones; hidden cases may have";
    assertTrue(fullScore(visible).contains(more), fullScore(visible));
    assertFalse(fullScore(both).contains("hidden cases"), fullScore(both));
  }

  private static String fullScore(List<TestSuite> suites) {
    GradeReport report = new SampleRun().report(null, suites.toArray(TestSuite[]::new));
    return ConsoleReportWriter.write(report, PLAIN).replaceAll("\\s+", " ");
  }

  @Test
  void failedCasesAreShownWithTheirReasonsAndNoOthers() {
    GoldenFile.assertMatches("report/failures.txt", ConsoleReportWriter.write(failures(), PLAIN));
  }

  @Test
  void asciiStandsForSignsThatTheTerminalLacks() {
    String text = ConsoleReportWriter.write(failures(), ASCII);
    GoldenFile.assertMatches("report/failures-ascii.txt", text);
    assertTrue(text.chars().allMatch(c -> c < 0x7f), text);
  }

  @Test
  void narrowTerminalGetsNarrowLines() {
    String text = ConsoleReportWriter.write(failures(), NARROW);
    GoldenFile.assertMatches("report/failures-narrow.txt", text);
    for (String line : text.lines().toList()) {
      boolean isOneWord = line.strip().replaceFirst("^[│├└─ ]+", "").indexOf(' ') < 0;
      assertTrue(line.length() <= 40 || isOneWord, line);
    }
  }

  @Test
  void coloursAreAddedAndNothingElse() {
    for (int width : new int[] {80, 40}) {
      String colored = ConsoleReportWriter.write(failures(), new Style(true, true, width));
      assertTrue(colored.contains("\u001b[32m✔\u001b[0m"), colored);
      assertTrue(colored.contains("\u001b[31m✘\u001b[0m"), colored);
      assertEquals(
          ConsoleReportWriter.write(failures(), new Style(false, true, width)),
          colored.replaceAll("\u001b\\[\\d+m", ""));
      // What is begun is ended on its line: a pager or a log may show lines apart.
      for (String line : colored.lines().toList()) {
        int begun = line.split("\u001b\\[[1-9]\\d*m", -1).length;
        assertEquals(begun, line.split("\u001b\\[0m", -1).length, line);
      }
    }
  }

  @Test
  void findingsStandBetweenTheScoreAndTheCases() {
    GradeReport report =
        failures().withFindings(List.of(SampleRun.finding(), SampleRun.unexplained()));
    GoldenFile.assertMatches("report/findings.txt", ConsoleReportWriter.write(report, PLAIN));
    GoldenFile.assertMatches("report/findings-ascii.txt", ConsoleReportWriter.write(report, ASCII));
  }

  @Test
  void rejectedSubmissionIsToldWhyAndNotCaseByCase() {
    GoldenFile.assertMatches(
        "report/rejected.txt",
        ConsoleReportWriter.write(
            notGraded(
                Verdict.NOT_RUN,
                "has no class mlp.MLP: the package is the first line of MLP.java, and the file"
                    + " stands in src/main/java/mlp",
                "has a class compiled for Java 25; the newest that can be run is 17"),
            PLAIN));
  }

  @Test
  void failureOfTheGraderIsNotTheSubmissionsFault() {
    GoldenFile.assertMatches(
        "report/not-graded.txt",
        ConsoleReportWriter.write(
            notGraded(Verdict.GRADER_ERROR, "the worker did not start within 60 s"), PLAIN));
    GoldenFile.assertMatches(
        "report/some-not-graded.txt",
        ConsoleReportWriter.write(
            new SampleRun()
                .with("loss-mse", "J", Verdict.GRADER_ERROR, "there is nothing to compare")
                .report(null, SUITES),
            PLAIN));
  }

  @Test
  void casesThatWereNotRunAreNamed() {
    GoldenFile.assertMatches(
        "report/some-not-run.txt",
        ConsoleReportWriter.write(
            new SampleRun()
                .with("loss-mse", "J", Verdict.NOT_RUN, "the total time limit of 1.0 s was used up")
                .report(null, SUITES),
            PLAIN));
  }

  @Test
  void scoreAloneIsOneLine() {
    assertEquals(
        "✔ score 7.5 / 7.5  9 of 9 checks passed\n",
        ConsoleReportWriter.writeScore(new SampleRun().report(null, SUITES), PLAIN));
    assertEquals(
        "✘ score 3 / 7.5  4 of 9 checks passed\n",
        ConsoleReportWriter.writeScore(failures(), PLAIN));
    assertEquals(
        "X score 0 / 7.5  cannot be graded\n",
        ConsoleReportWriter.writeScore(notGraded(Verdict.NOT_RUN, "is empty"), ASCII));
    assertEquals(
        "✘ score 0 / 7.5  not graded\n",
        ConsoleReportWriter.writeScore(notGraded(Verdict.GRADER_ERROR, "no worker"), PLAIN));
  }

  @Test
  void whatTheCompilerSaysKeepsItsLinesAndColumns() {
    String reason =
        "does not compile; javac says:\nMLP.java:3: error: ';' expected\n  int x\n       ^";
    String text = ConsoleReportWriter.write(notGraded(Verdict.NOT_RUN, reason), PLAIN);
    assertTrue(
        text.contains(
            """
              - does not compile; javac says:
                MLP.java:3: error: ';' expected
                  int x
                       ^
            """),
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[31mred",
        "two\nlines\r\nand a return\rover",
        "\u202egnp.exe\u202c",
        "nul\0byte",
        "csi \u009b31m",
        "line\u2028separator",
        "half \ud83d of a pair",
      })
  void whatASubmissionWritesIsInert(String hostile) {
    SampleRun run =
        new SampleRun()
            .with("forward-relu", "yHat", Verdict.RUNTIME_ERROR, hostile)
            .printing("forward-relu", hostile);
    String graded = ConsoleReportWriter.write(run.report(null, SUITES), PLAIN);
    String rejected = ConsoleReportWriter.write(notGraded(Verdict.NOT_RUN, hostile), PLAIN);
    for (String text : List.of(graded, rejected)) {
      assertTrue(text.codePoints().noneMatch(ConsoleReportWriterTest::acts), text);
      assertTrue(text.contains("\\u") || text.contains("\\n"), "it is written out");
    }
    assertEquals(
        ConsoleReportWriter.write(
                new SampleRun()
                    .with("forward-relu", "yHat", Verdict.RUNTIME_ERROR, "x")
                    .printing("forward-relu", "x")
                    .report(null, SUITES),
                PLAIN)
            .lines()
            .count(),
        graded.lines().count(),
        "no line is added");
  }

  private static boolean acts(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point != '\n';
      case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR -> true;
      default -> false;
    };
  }

  @Test
  void longOutputIsCutAndNoCharacterWithIt() {
    String text =
        ConsoleReportWriter.write(
            new SampleRun()
                .with("forward-relu", "yHat", Verdict.WRONG_ANSWER, "no")
                .printing("forward-relu", "x".repeat(119) + "𝄞" + "y".repeat(1000))
                .report(null, SUITES),
            PLAIN);
    assertTrue(text.contains("x".repeat(119) + "…\n"), text);
    assertFalse(text.contains("xy"), text);
  }

  @Test
  void blankOutputIsNotShown() {
    String text =
        ConsoleReportWriter.write(
            new SampleRun()
                .with("forward-relu", "yHat", Verdict.WRONG_ANSWER, "no")
                .printing("forward-relu", "\n\n  \n")
                .report(null, SUITES),
            PLAIN);
    assertFalse(text.contains("printed"), text);
  }

  @Test
  void outputOfACaseThatPassedIsNotShown() {
    String text =
        ConsoleReportWriter.write(
            new SampleRun().printing("forward-relu", "debug").report(null, SUITES), PLAIN);
    assertFalse(text.contains("debug"), text);
  }
}
