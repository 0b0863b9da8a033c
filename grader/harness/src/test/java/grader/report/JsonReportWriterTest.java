package grader.report;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.GsonNode;
import grader.cases.Named;
import grader.cases.Operation;
import grader.cases.TestSuite;
import grader.cases.Visibility;
import grader.checking.Verdict;
import grader.golden.GoldenFile;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.scoring.Finding.Confidence;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JsonReportWriterTest {
  private static final Validator VALIDATOR =
      new ValidatorFactory().withJsonNodeFactory(new GsonNode.Factory()).createValidator();

  private static URI schemaUri = URI.create("urn:none");
  private static String schema = "";

  private static final TestSuite[] SUITES = {
    suite(
        "Forward pass",
        testCase("forward-relu", Operation.FORWARD, check("yHat", "40")),
        testCase("forward-sigmoid", Operation.FORWARD, check("yHat", "8.5"))),
    suite(
        "Loss", testCase("loss-mse", Operation.LOSS, check("J", "0.75"), check("dJdyHat", "0.75")))
  };

  @BeforeAll
  static void schemaIsValidItself() throws IOException {
    try (InputStream stream =
        JsonReportWriter.class.getResourceAsStream("grade-report-v1.schema.json")) {
      assertNotNull(stream, "the schema stands beside the writer");
      schema = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    // Throws when the schema does not fit the meta-schema that it names.
    schemaUri = VALIDATOR.registerSchema(schema);
  }

  private static GradeReport failures() {
    return new SampleRun()
        .with("forward-sigmoid", "yHat", Verdict.RUNTIME_ERROR, "it threw")
        .printing("forward-sigmoid", "one\ntwo × 2\n")
        .tracing("forward-sigmoid", "mlp.MLP.forward(MLP.java:7)", "mlp.MLP.<init>(MLP.java:3)")
        .with("loss-mse", "J", Verdict.WRONG_ANSWER, "expected 1, got 2")
        .report(null, SUITES);
  }

  @Test
  void everyFactIsWritten() {
    GoldenFile.assertMatches("report/failures.json", JsonReportWriter.write(failures()));
  }

  @Test
  void findingsAreWritten() {
    String json =
        JsonReportWriter.write(
            failures().withFindings(List.of(SampleRun.finding(), SampleRun.unexplained())));
    assertEquals("", errors(json));
    GoldenFile.assertMatches("report/findings.json", json);
  }

  @Test
  void fullScoreFitsTheSchema() {
    assertEquals("", errors(JsonReportWriter.write(new SampleRun().report(null, SUITES))));
  }

  @Test
  void failuresFitTheSchema() {
    assertEquals("", errors(JsonReportWriter.write(failures())));
  }

  @Test
  void runWithoutSuitesFitsTheSchema() {
    assertEquals("", errors(JsonReportWriter.write(new SampleRun().report(null))));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PASSED")
  void everyVerdictFitsTheSchema(Verdict verdict) {
    assertEquals(
        "",
        errors(
            JsonReportWriter.write(
                new SampleRun().with("loss-mse", "J", verdict, "why").report(null, SUITES))));
  }

  @Test
  void rejectionWithoutDigestFitsTheSchema() {
    GradeReport report =
        new Scorer(List.of(SUITES), null)
            .notGraded(
                Verdict.NOT_RUN,
                List.of("no such file"),
                new SubmissionFacts(
                    "missing.jar", null, List.of(), PolicyFindings.none(PolicyMode.ENFORCE)),
                SampleRun.ENVIRONMENT);
    String json = JsonReportWriter.write(report);
    assertEquals("", errors(json));
    assertTrue(object(json).getAsJsonObject("submission").get("sha256").isJsonNull());
    assertEquals("no such file", object(json).getAsJsonArray("reasons").get(0).getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"schemaVersion\": 1 | \"schemaVersion\": 2",
        "\"schemaVersion\": 1, | ''",
        "\"schemaVersion\": 1 | \"schemaVersion\": 1, \"extra\": 1",
        "\"score\": 40.75 | \"score\": \"40.75\"",
        "\"score\": 40.75 | \"score\": -1",
        "RUNTIME_ERROR | RUNTIME_FAILURE",
        "\"reasons\": [] | \"reasons\": [1]",
        "\"sha256\": \"01 | \"sha256\": \"0",
        "\"seed\": 42 | \"seed\": 4.2",
        "\"memoryMebibytes\": 256, | ''",
        "\"operation\": \"forward\" | \"operation\": \"forwards\"",
        "\"visibility\": \"hidden\" | \"visibility\": \"HIDDEN\"",
        "\"seconds\": 0.012 | \"seconds\": -0.012",
        "\"message\": \"\" | \"message\": \"why did this pass?\"",
        "\"trace\": [] | \"trace\": null",
        "\"totalBytes\": 0 | \"totalBytes\": 0.5",
        "\"id\": \"J\" | \"id\": \"j\"",
        "\"suite\": \"forward\" | \"suite\": 1",
      })
  void anyOtherReportDoesNotFit(String written, String other) {
    String json = JsonReportWriter.write(failures());
    assertTrue(json.contains(written), json);
    assertFalse(errors(json.replaceFirst(Pattern.quote(written), other)).isEmpty());
  }

  @Test
  void schemaNamesEveryConstantAndNoOther() {
    JsonObject definitions = object(schema).getAsJsonObject("definitions");
    assertEquals(
        Stream.of(Verdict.values()).map(Verdict::name).toList(),
        strings(definitions.getAsJsonObject("verdict").getAsJsonArray("enum")));
    JsonObject ofCase = definitions.getAsJsonObject("case").getAsJsonObject("properties");
    assertEquals(
        Stream.of(Operation.values()).map(Named::id).toList(),
        strings(ofCase.getAsJsonObject("operation").getAsJsonArray("enum")));
    assertEquals(
        Stream.of(Visibility.values()).map(Named::id).toList(),
        strings(ofCase.getAsJsonObject("visibility").getAsJsonArray("enum")));
    assertEquals(
        Stream.of(Operation.values())
            .flatMap(operation -> operation.checkIds().stream())
            .distinct()
            .toList(),
        strings(definitions.getAsJsonObject("checkId").getAsJsonArray("enum")));
    assertEquals(
        Stream.of(Confidence.values()).map(each -> each.name().toLowerCase(Locale.ROOT)).toList(),
        strings(
            definitions
                .getAsJsonObject("finding")
                .getAsJsonObject("properties")
                .getAsJsonObject("confidence")
                .getAsJsonArray("enum")));
  }

  @Test
  void sameReportGivesTheSameText() {
    assertEquals(JsonReportWriter.write(failures()), JsonReportWriter.write(failures()));
  }

  @Test
  void pointsAreNumbersAndExact() {
    JsonObject json = object(JsonReportWriter.write(failures()));
    assertEquals(new BigDecimal("40.75"), json.get("score").getAsBigDecimal());
    assertEquals("50", json.get("maxScore").getAsString());
    assertEquals(
        "40", json.getAsJsonArray("cases").get(0).getAsJsonObject().get("score").getAsString());
  }

  @Test
  void whatASubmissionWritesIsInertAndComplete() {
    String hostile = "\u001b[2J \0 \u009b31m \u202e \u2028 \ud800 \"}], </script> \\ ÿ 𝄞 \r\n";
    String json =
        JsonReportWriter.write(
            new SampleRun()
                .with("loss-mse", "J", Verdict.RUNTIME_ERROR, hostile)
                .printing("loss-mse", hostile)
                .tracing("loss-mse", hostile)
                .report(null, SUITES));
    assertEquals("", errors(json));
    assertTrue(json.chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), json);
    JsonObject last = object(json).getAsJsonArray("cases").get(2).getAsJsonObject();
    String complete = hostile.replace('\ud800', '\ufffd');
    assertEquals(complete, last.getAsJsonObject("output").get("text").getAsString());
    assertEquals(complete, last.getAsJsonArray("trace").get(0).getAsString());
    assertEquals(
        complete,
        last.getAsJsonArray("checks").get(0).getAsJsonObject().get("message").getAsString());
  }

  private static String errors(String json) {
    return VALIDATOR.validate(schemaUri, json).getErrors().stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getError())
        .collect(Collectors.joining("\n"));
  }

  private static JsonObject object(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }

  private static List<String> strings(JsonArray array) {
    return array.asList().stream().map(JsonElement::getAsString).toList();
  }
}
