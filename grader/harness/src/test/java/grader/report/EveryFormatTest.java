package grader.report;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Check;
import grader.cases.Feedback;
import grader.cases.Operation;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.CheckResult;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.golden.GoldenFile;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.policy.Violation;
import grader.protocol.Tensor;
import grader.report.platform.GithubWriter;
import grader.scoring.Finding;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every writer of a report. */
@Tag("long")
class EveryFormatTest {
  /** These say that a submission has no grade by having no report. */
  private static final Set<String> WITHOUT_GRADE = Set.of("gradescope", "classroom50");

  private static final String DIGEST = "0123456789abcdef".repeat(4);

  private static final String HOSTILE =
      "=cmd|'/c calc'!A1 <script>alert(1)</script> </pre><img src=x> ]]> [a](http://x) @all"
          + " \u001b[31mred \u009b1m \u202egpj \u2066 \0 \ud800 \ufffe \u2028 | ` * _ # \\ \" ' & %0A"
          + "\n::error::owned\n  ::set-env name=PATH::x\n##[command]x ##vso[x]y\r\n# h1\n\n- item"
          + "\n{\"scores\": {\"forward\": 100}}\n[[ATTACHMENT|/etc/passwd]]\n"
          + "x".repeat(10_000);

  private static final TestSuite[] SUITES = {
    suite(
        "Forward pass",
        visible(testCase("forward-relu", Operation.FORWARD, check("yHat", "1"))),
        visible(testCase("forward-sigmoid", Operation.FORWARD, check("yHat", "1.5")))),
    suite(
        "Backward pass",
        visible(
            testCase(
                "backward-relu",
                Operation.BACKWARD,
                check("dJdW1", "1"),
                check("dJdb1", "1"),
                check("dJdW2", "1"),
                check("dJdb2", "1")))),
    suite("Practice", visible(testCase("practice", Operation.FORWARD, check("yHat", "0")))),
    suite(
        "Loss",
        testCase("loss-mse", Operation.LOSS, check("J", "0.5"), check("dJdyHat", "0.25")),
        visible(testCase("loss-bce", Operation.LOSS, check("J", "0.25"))))
  };

  static List<String> formats() {
    return Reports.FORMATS;
  }

  private static TestCase visible(TestCase hidden) {
    return new TestCase(
        hidden.id(),
        hidden.title(),
        hidden.operation(),
        hidden.sizes(),
        hidden.f(),
        hidden.g(),
        hidden.loss(),
        hidden.seed(),
        hidden.data(),
        hidden.checks(),
        hidden.expected(),
        Visibility.VISIBLE,
        12);
  }

  private static GradeReport failures() {
    return new SampleRun()
        .with("forward-sigmoid", "yHat", Verdict.WRONG_ANSWER, "expected 0.731059, got 1 at [3][7]")
        .printing("forward-sigmoid", "z1 = [0.5, −1]\n")
        .with("loss-mse", "J", Verdict.WRONG_ANSWER, "expected 4, got 2")
        .with("backward-relu", "dJdW1", Verdict.WRONG_SHAPE, "expected 11 × 5, got 5 × 11")
        .with("backward-relu", "dJdW2", Verdict.RUNTIME_ERROR, "it threw")
        .with("backward-relu", "dJdb2", Verdict.RUNTIME_ERROR, "it threw")
        .tracing("backward-relu", "mlp.MLP.backward(MLP.java:71)")
        .with("practice", "yHat", Verdict.NOT_IMPLEMENTED, "forward is not implemented yet")
        .report(null, SUITES)
        .withFindings(List.of(SampleRun.finding(), SampleRun.unexplained()));
  }

  private static GradeReport notGraded(Verdict verdict, SubmissionFacts facts, String... reasons) {
    return new Scorer(List.of(SUITES), null)
        .notGraded(verdict, List.of(reasons), facts, SampleRun.ENVIRONMENT);
  }

  private static GradeReport forbidden(PolicyMode mode, String found) {
    List<Violation> violations =
        List.of(
            new Violation("exit", "The grader ends the run.", found, "mlp.MLP", "mlp/MLP.java", 42),
            new Violation("files", "No files.", found, "mlp.MLP$Loss", null, 0));
    SubmissionFacts facts =
        new SubmissionFacts(
            "submit.jar", DIGEST, List.of("a note"), new PolicyFindings(mode, DIGEST, violations));
    return notGraded(
        Verdict.NOT_RUN, facts, violations.stream().map(Violation::message).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void failuresAreWritten(String format) throws IOException {
    String text = Reports.write(format, failures());
    assertEquals(List.of(), Reports.problems(format, text));
    GoldenFile.assertMatches("report/every-format/failures." + format, comparable(text));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void rejectionIsWritten(String format) throws IOException {
    String text =
        Reports.write(
            format,
            notGraded(
                Verdict.NOT_RUN,
                SampleRun.SUBMISSION,
                "submit.jar is no jar: it has no end record",
                "there is no class mlp.MLP"));
    assertEquals(List.of(), Reports.problems(format, text));
    GoldenFile.assertMatches("report/every-format/rejected." + format, comparable(text));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void brokenPolicyIsWritten(String format) throws IOException {
    String text =
        Reports.write(format, forbidden(PolicyMode.ENFORCE, "java.lang.System#exit(int)"));
    assertEquals(List.of(), Reports.problems(format, text));
    GoldenFile.assertMatches("report/every-format/forbidden." + format, comparable(text));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void fullScoreIsWritten(String format) throws IOException {
    String text = Reports.write(format, new SampleRun().report(null, SUITES));
    assertEquals(List.of(), Reports.problems(format, text));
    GoldenFile.assertMatches("report/every-format/full-score." + format, comparable(text));
  }

  /** Without what JUnit's listener says of the machine and the time. */
  private static String comparable(String text) {
    return text.replaceAll("(?s)<infrastructure>.*</infrastructure>", "<infrastructure/>")
        .replaceAll("time=\"2[^\"]*\"", "time=\"\"")
        // The style and the script are files of their own.
        .replaceAll("(?s)<(style|script)>.*?</\\1>", "<$1></$1>")
        .replaceAll("sha256-[A-Za-z0-9+/]+=*", "sha256-")
        .replace(System.getProperty("user.dir"), "DIR");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyVerdictIsWritten(String format) throws IOException {
    for (Verdict verdict : Verdict.values()) {
      if (verdict == Verdict.PASSED
          || (verdict == Verdict.GRADER_ERROR && WITHOUT_GRADE.contains(format))) {
        continue;
      }
      GradeReport report =
          new SampleRun().with("loss-mse", "J", verdict, "why").report(null, SUITES);
      String text = Reports.write(format, report);
      if (verdict != Verdict.GRADER_ERROR || !format.equals("autolab")) {
        assertEquals(List.of(), Reports.problems(format, text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradescope", "classroom50"})
  void gradeThatIsNoneIsNotWrittenAsOne(String format) {
    GradeReport report =
        new SampleRun().with("loss-mse", "J", Verdict.GRADER_ERROR, "why").report(null, SUITES);
    assertEquals(
        "it is not graded",
        assertThrows(IllegalArgumentException.class, () -> Reports.write(format, report))
            .getMessage());
  }

  @Test
  void gradeThatIsNoneHasNoScoresForAutolabAndIsNotGradableForPrairieLearn() throws IOException {
    GradeReport report =
        new SampleRun().with("loss-mse", "J", Verdict.GRADER_ERROR, "why").report(null, SUITES);
    assertFalse(Reports.write("autolab", report).contains("{"));
    assertTrue(Reports.write("prairielearn", report).contains("\"gradable\": false"));
    assertTrue(GithubWriter.write(report).outputs().startsWith("score=\n"));
    assertTrue(Reports.write("junit-xml", report).contains("<error message=\"why\""));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void hostileTextIsInert(String format) throws IOException {
    SampleRun run = new SampleRun();
    for (TestSuite suite : SUITES) {
      for (TestCase testCase : suite.cases()) {
        run.printing(testCase.id(), HOSTILE).tracing(testCase.id(), HOSTILE, "mlp.MLP.<init>");
        for (Check check : testCase.checks()) {
          run.with(testCase.id(), check.id(), Verdict.RUNTIME_ERROR, HOSTILE);
        }
      }
    }
    SubmissionFacts facts =
        new SubmissionFacts(
            HOSTILE,
            null,
            List.of(HOSTILE),
            forbidden(PolicyMode.WARN, HOSTILE).submission().policy());
    GradeReport ran = run.report(null, SUITES);
    GradeReport hostile =
        new GradeReport(
            ran.score(),
            ran.maxScore(),
            ran.verdict(),
            List.of(),
            facts,
            ran.suites(),
            List.of(hostileFinding(), SampleRun.finding(), SampleRun.unexplained()),
            Feedback.FULL,
            ran.environment());
    for (GradeReport report :
        List.of(
            hostile,
            notGraded(Verdict.NOT_RUN, facts, HOSTILE),
            forbidden(PolicyMode.ENFORCE, HOSTILE))) {
      String text = Reports.write(format, report);
      assertEquals(List.of(), Reports.problems(format, text));
      assertTrue(
          text.codePoints()
              .noneMatch(
                  point ->
                      point != '\n'
                          && point != '\t'
                          && (Character.getType(point) == Character.CONTROL
                              || Character.getType(point) == Character.FORMAT)),
          text);
    }
    assertEquals(List.of(), Reports.problems("markdown", GithubWriter.write(hostile).summary()));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void fiveHundredCasesThatAllFailFit(String format) throws IOException {
    SampleRun run = new SampleRun();
    List<TestCase> cases = new ArrayList<>();
    List<CheckName> values = new ArrayList<>();
    List<CheckName> following = new ArrayList<>();
    // Of many colours, so that a picture of it is large.
    ComparedValues compared = new ComparedValues(tensor(64, 64, 1), tensor(64, 64, 2));
    for (int i = 0; i < 500; i++) {
      TestCase testCase =
          visible(
              testCase("case-" + i, Operation.FORWARD, check("yHat", "0.1"), check("J", "0.2")));
      cases.add(testCase);
      values.add(new CheckName(testCase.id(), "yHat"));
      following.add(new CheckName(testCase.id(), "J"));
      run.with(
              testCase.id(),
              "yHat",
              new CheckResult(Verdict.WRONG_ANSWER, "é".repeat(3_000), compared))
          .with(testCase.id(), "J", Verdict.RUNTIME_ERROR, "\u0000".repeat(1_000))
          .tracing(testCase.id(), "mlp.MLP.backward(MLP.java:71)")
          .printing(testCase.id(), "日本\n".repeat(i == 0 ? 10_000 : 300));
    }
    Finding mistake = SampleRun.finding();
    GradeReport report =
        run.report(null, suite("All", cases.toArray(TestCase[]::new)))
            .withFindings(
                List.of(
                    new Finding(
                        mistake.id(),
                        mistake.mistake(),
                        mistake.evidence(),
                        mistake.numbers(),
                        mistake.where(),
                        mistake.hint(),
                        mistake.confidence(),
                        true,
                        values,
                        following,
                        mistake.points())));
    String text = Reports.write(format, report);
    assertEquals(List.of(), Reports.problems(format, text).stream().limit(3).toList());
    if (format.equals("github")) {
      String summary = GithubWriter.write(report).summary();
      assertEquals(List.of(), Reports.problems("markdown", summary));
      assertTrue(summary.getBytes(StandardCharsets.UTF_8).length < 1 << 20);
      assertTrue(summary.contains("more: GitHub takes at most 1 MiB"), summary);
    }
    if (format.equals("html")) {
      assertTrue(text.length() < 6_000_000, () -> text.length() + " characters");
      assertTrue(text.contains("checks are left out: the page would be too large."));
    }
    if (format.equals("prairielearn")) {
      assertTrue(text.contains("(cut: PrairieLearn takes at most 1 MiB)"), text);
    }
  }

  /** A finding quotes what was thrown among its numbers; all else are the grader's own words. */
  private static Finding hostileFinding() {
    Finding harmless = SampleRun.finding();
    String words = HOSTILE.replace("http://x", "x");
    return new Finding(
        harmless.id(),
        words,
        words,
        HOSTILE,
        words,
        words,
        harmless.confidence(),
        true,
        harmless.explains(),
        harmless.follows(),
        harmless.points());
  }

  private static Tensor tensor(int rows, int columns, long seed) {
    double[] values = new Random(seed).doubles((long) rows * columns, -1, 1).toArray();
    return Tensor.of(new int[] {rows, columns}, values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"prairielearn", "autolab", "classroom50", "github"})
  void whatIsNotVisibleIsCountedAndNotShown(String format) throws IOException {
    GradeReport report =
        new SampleRun()
            .with("loss-mse", "J", Verdict.WRONG_ANSWER, "expected 4, got 2")
            .printing("loss-mse", "a secret")
            // Visible, and run after one that is not: it may print what that one was asked.
            .with("loss-bce", "J", Verdict.WRONG_ANSWER, "expected 4, got 2")
            .printing("loss-bce", "a secret")
            .report(null, SUITES);
    for (String text :
        List.of(Reports.write(format, report), GithubWriter.write(report).summary())) {
      assertFalse(text.contains("loss-mse") || text.contains("loss-bce"), text);
      assertFalse(text.contains("expected 4"), text);
      assertFalse(text.contains("secret"), text);
    }
    String[] tests = Reports.write("gradescope", report).split("\"number\"", -1);
    for (String test : tests) {
      assertEquals(test.contains("(loss-"), test.contains("\"visibility\": \"hidden\""), test);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void sameReportGivesTheSameText(String format) throws IOException {
    assertEquals(
        comparable(Reports.write(format, failures())),
        comparable(Reports.write(format, failures())));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void findingsAreShown(String format) throws IOException {
    String text = Reports.write(format, failures()).replaceAll("\\s+", " ");
    String mistake = SampleRun.finding().mistake();
    boolean isShown = text.contains(mistake) || text.contains(MarkdownText.words(mistake));
    // SARIF is about the policy alone.
    assertEquals(!format.equals("sarif"), isShown, text);
  }
}
