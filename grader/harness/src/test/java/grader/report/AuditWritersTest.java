package grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import grader.audit.AuditReport;
import grader.audit.AuditReport.Equivalent;
import grader.audit.AuditReport.Mutants;
import grader.audit.AuditReport.Refused;
import grader.audit.AuditReport.TrivialAnswers;
import grader.audit.AuditReport.TrivialPass;
import grader.audit.AuditReport.WrongSubmissions;
import grader.audit.Fault;
import grader.audit.Fault.Kind;
import grader.audit.KillMatrix;
import grader.audit.KillMatrix.Row;
import grader.audit.TrivialAnswer;
import grader.golden.GoldenFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditWritersTest {
  private static final Style TERMINAL = new Style(false, true, 80);

  private static Row row(Kind kind, String name, String... cases) {
    Map<String, List<String>> killers = new LinkedHashMap<>();
    for (String each : cases) {
      killers.put(each, List.of("yHat", "J"));
    }
    return new Row(new Fault(kind, name), killers);
  }

  private static AuditReport report(
      List<Row> rows, WrongSubmissions submissions, Mutants mutants, List<TrivialPass> passed) {
    KillMatrix matrix = new KillMatrix(List.of("forward-relu", "loss-mse", "train-step-bce"), rows);
    return new AuditReport(
        List.of(),
        7,
        matrix,
        submissions,
        mutants,
        new TrivialAnswers(200, 11, passed),
        matrix.smallestCover());
  }

  private static AuditReport good() {
    return report(
        List.of(
            row(Kind.WRONG_SUBMISSION, "wrong-bias", "forward-relu", "train-step-bce"),
            row(Kind.WRONG_SUBMISSION, "wrong-mean", "loss-mse"),
            row(Kind.MUTANT, "MLP.forward:9#1 MathMutator: plus for minus", "train-step-bce")),
        new WrongSubmissions(2, List.of()),
        new Mutants(
            2,
            List.of(
                new Equivalent(
                    new Fault(Kind.MUTANT, "Sigmoid.value:7#4 ConditionalsBoundaryMutator: moved"),
                    "At z = 0 both formulas are exactly 1/2.")),
            List.of()),
        List.of());
  }

  private static AuditReport bad() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      rows.add(row(Kind.WRONG_SUBMISSION, "wrong-" + i, i < 50 ? "loss-mse" : "forward-relu"));
    }
    rows.add(row(Kind.WRONG_SUBMISSION, "wrong-and-alive"));
    rows.add(row(Kind.MUTANT, "MLP.backward:12#3 MathMutator: alive"));
    return report(
        rows,
        new WrongSubmissions(
            92, List.of(new Refused("wrong-syntax", "does not compile:\n\u001b[2J"))),
        new Mutants(1, List.of(), List.of(new Fault(Kind.MUTANT, "ReLU.value:3#1 killed"))),
        List.of(new TrivialPass(TrivialAnswer.ZEROS, "loss-mse/J", 3, 14)));
  }

  @Test
  void aTerminalShowsThatNothingSurvivesAndWhatIsRedundant() {
    GoldenFile.assertMatches("report/audit-good.txt", ConsoleAuditWriter.write(good(), TERMINAL));
  }

  @Test
  void aTerminalShowsEverySurvivorAndFaultsThatShareAColumn() {
    GoldenFile.assertMatches("report/audit-bad.txt", ConsoleAuditWriter.write(bad(), TERMINAL));
  }

  @Test
  void asciiAloneWillDo() {
    String text = ConsoleAuditWriter.write(good(), new Style(false, false, 80));
    assertTrue(text.chars().allMatch(c -> c < 0x7f), text);
  }

  @Test
  void whatWasNotLookedAtIsSaid() {
    AuditReport report =
        new AuditReport(
            List.of(),
            0,
            new KillMatrix(List.of("forward-relu"), List.of()),
            null,
            null,
            new TrivialAnswers(200, 1, List.of()),
            new KillMatrix.Cover(List.of(), true));
    String text = ConsoleAuditWriter.write(report, TERMINAL);
    assertTrue(text.contains("✘ wrong submissions: not looked at"), text);
    assertTrue(text.contains("✘ mutants of the reference: not looked at"), text);
    JsonObject json = JsonParser.parseString(JsonAuditWriter.write(report)).getAsJsonObject();
    assertTrue(json.get("wrongSubmissions").isJsonNull());
    assertTrue(json.get("mutants").isJsonNull());
  }

  @Test
  void jsonHoldsTheWholeMatrix() {
    GoldenFile.assertMatches("report/audit-good.json", JsonAuditWriter.write(good()));
  }

  @Test
  void jsonTellsWhatSurvives() {
    JsonObject json = JsonParser.parseString(JsonAuditWriter.write(bad())).getAsJsonObject();
    assertFalse(json.get("passed").getAsBoolean());
    assertEquals(2, json.getAsJsonArray("survivors").size());
    assertEquals(92, json.getAsJsonArray("matrix").size());
    assertEquals(
        "loss-mse/J",
        json.getAsJsonObject("trivialAnswers")
            .getAsJsonArray("passed")
            .get(0)
            .getAsJsonObject()
            .get("check")
            .getAsString());
  }
}
