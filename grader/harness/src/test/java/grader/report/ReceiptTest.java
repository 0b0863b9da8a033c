package grader.report;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Feedback;
import grader.cases.Operation;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptTest {
  private static final TestSuite[] SUITES = {
    suite("Forward pass", testCase("forward-relu", Operation.FORWARD, check("yHat", "1.5"))),
    suite("Loss", testCase("loss-mse", Operation.LOSS, check("J", "0.5"), check("dJdyHat", "0.5")))
  };

  private static final GradeReport REPORT = new SampleRun().report(null, SUITES);
  private static final String JSON = JsonReportWriter.write(REPORT);

  @Test
  void whatARunNeedsIsRead() throws Exception {
    Receipt receipt = Receipt.read(JSON);
    assertEquals(42, receipt.seed());
    assertEquals(256, receipt.memoryMebibytes());
    assertEquals(Duration.ofMillis(2500), receipt.timeout());
    assertEquals(Duration.ofMinutes(5), receipt.totalTimeout());
    assertEquals(new BigDecimal("2.5"), receipt.maxScore());
    assertEquals(PolicyMode.ENFORCE, receipt.policyMode());
    assertEquals(Feedback.FULL, receipt.feedback());
    assertEquals(List.of(Path.of("forward.json"), Path.of("loss.json")), receipt.suites());
  }

  @Test
  void sameRunHasNoDifference() throws Exception {
    assertEquals(List.of(), Receipt.read(JSON).differences(REPORT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"seconds\": 0.012 | \"seconds\": 3.5",
        "\"file\": \"target/submit.jar\" | \"file\": \"elsewhere.jar\"",
        "\"file\": \"loss.json\" | \"file\": \"/suites/loss.json\"",
        "\"score\": 1.5 | \"score\": 1.50",
      })
  void timesAndPlacesAndSpellingsAreNoDifference(String written, String other) throws Exception {
    assertTrue(JSON.contains(written), JSON);
    assertEquals(List.of(), Receipt.read(JSON.replace(written, other)).differences(REPORT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sandbox\": \"process\" | \"sandbox\": \"sealed\" | sandbox: recorded sealed, now process",
        "\"java\": \"17.0.1\" | \"java\": \"25\" | java: recorded 25, now 17.0.1",
        "\"it is a sample\" | \"other\" | sandboxNotes[0]: recorded other, now it is a sample",
      })
  void circumstancesAreNamedAndNoResult(String written, String other, String sentence)
      throws Exception {
    Difference only = only(JSON.replaceFirst(Pattern.quote(written), other));
    assertTrue(only.isCircumstance());
    assertEquals(sentence, only.sentence());
  }

  @Test
  void anotherVerdictIsNamedWithItsPlace() throws Exception {
    GradeReport wrong =
        new SampleRun()
            .with("loss-mse", "J", Verdict.WRONG_ANSWER, "expected 1, got 2")
            .report(null, SUITES);
    List<String> differences =
        Receipt.read(JSON).differences(wrong).stream().map(Difference::sentence).toList();
    assertTrue(
        differences.contains(
            "cases[loss-mse].checks[J].verdict: recorded PASSED, now WRONG_ANSWER"),
        differences::toString);
    assertTrue(differences.contains("score: recorded 2.5, now 2"), differences::toString);
  }

  @Test
  void anotherJarIsNamed() throws Exception {
    Difference only = only(JSON.replace("\"sha256\": \"0123", "\"sha256\": \"ffff"));
    assertEquals("submission.sha256", only.path());
    assertTrue(only.isInput());
    assertFalse(only.isCircumstance());
    assertEquals(
        "the submission is another one: recorded sha256 ffff456789ab…, now 0123456789ab…",
        only.sentence());
  }

  @Test
  void anotherCaseFileOrGraderIsNamed() throws Exception {
    String changed = JSON.replaceFirst("\"sha256\": \"fedc", "\"sha256\": \"ffff");
    assertEquals(
        "the case file of forward is another one: recorded sha256 ffffba987654…, now fedcba987654…",
        only(changed).sentence());
    Difference grader = only(JSON.replaceFirst("\"abcdef01", "\"00000000"));
    assertTrue(grader.isCircumstance());
    assertEquals(
        "the grader is another one: recorded sha256 000000002345…, now abcdef012345…",
        grader.sentence());
  }

  @Test
  void whatIsNoLongerThereIsNamedSo() throws Exception {
    GradeReport gone =
        new Scorer(List.of(SUITES), null)
            .notGraded(
                Verdict.NOT_RUN,
                List.of("no such file"),
                new SubmissionFacts(
                    "target/submit.jar", null, List.of(), PolicyFindings.none(PolicyMode.ENFORCE)),
                SampleRun.ENVIRONMENT);
    List<String> sentences =
        Receipt.read(JSON).differences(gone).stream().map(Difference::sentence).toList();
    assertTrue(
        sentences.contains(
            "the submission is another one: recorded sha256 0123456789ab…, now nothing"),
        sentences::toString);
    assertTrue(
        sentences.contains("reasons: recorded nothing, now no such file"), sentences::toString);
  }

  @Test
  void lostAndFoundCasesAreADifference() throws Exception {
    GradeReport fewer = new SampleRun().report(null, SUITES[0]);
    assertFalse(Receipt.read(JSON).differences(fewer).isEmpty());
    assertFalse(Receipt.read(JsonReportWriter.write(fewer)).differences(REPORT).isEmpty());
    assertEquals(
        "more: recorded 1, now nothing",
        only(JSON.replaceFirst("\\{", "{\"more\": 1,")).sentence());
  }

  @Test
  void whatAReportSaysIsInert() throws Exception {
    String sentence = only(JSON.replace("17.0.1", "\\u001b[31m")).sentence();
    assertEquals("java: recorded \\u001b[31m, now 17.0.1", sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "null",
        "{\"schemaVersion\": 2}",
        "{\"schemaVersion\": \"x\"}",
        "{\"schemaVersion\": 1, \"limits\": 3}",
      })
  void anythingElseIsNoReport(String json) {
    assertThrows(InvalidReportException.class, () -> Receipt.read(json));
  }

  private static Difference only(String json) throws InvalidReportException {
    List<Difference> differences = Receipt.read(json).differences(REPORT);
    assertEquals(1, differences.size(), differences::toString);
    return differences.get(0);
  }
}
