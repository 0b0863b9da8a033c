package grader.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.CaseReader;
import grader.cases.InvalidCasesException;
import grader.diagnosis.AnswerFindings;
import grader.diagnosis.Diagnosis;
import grader.diagnosis.Rehearsal;
import grader.engine.EngineRun;
import grader.evidence.SuiteDraw;
import grader.evidence.SuiteDraws;
import grader.host.CaseOutcome;
import grader.oracle.Alternatives;
import grader.oracle.Oracle;
import grader.policy.PolicyFindings;
import grader.policy.PolicyMode;
import grader.protocol.CaseRequest;
import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SubmissionFacts;
import grader.scoring.Scorer;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is rehearsed is diagnosed, and there is much to be said of it. */
@Tag("long")
class RehearsalTest {
  private static final Alternatives KNOWN =
      ServiceLoader.load(Oracle.class).findFirst().orElseThrow().alternatives();

  @Test
  void findingsOfEveryPartAndOfEveryKindAreRehearsed() throws InvalidCasesException {
    SuiteDraw draw =
        new SuiteDraws(
                CaseReader.read(List.of(Product.CLONE.resolve("tests/hidden"))),
                ServiceLoader.load(Oracle.class).findFirst().orElseThrow())
            .of(0);
    Set<String> found = new TreeSet<>();
    for (Function<CaseRequest, CaseOutcome> each : Rehearsal.submissions(draw.prepared(), KNOWN)) {
      for (Finding finding : diagnosed(draw, each).findings()) {
        found.add(finding.id());
      }
    }
    for (String kind :
        List.of("forward.", "mse.loss.", "mse.gradient.", "bce.", "backward.", "unexplained")) {
      assertTrue(
          found.stream().filter(id -> id.contains(kind)).count() >= 2,
          () -> kind + " is not in " + found);
    }
    assertTrue(found.size() > 40, found::toString);
  }

  private static GradeReport diagnosed(
      SuiteDraw draw, Function<CaseRequest, CaseOutcome> submission) {
    GradeReport report =
        new Scorer(draw.suites(), null)
            .score(
                EngineRun.run(
                    draw.suites(), draw.prepared(), each -> submission.apply(each.request())),
                new SubmissionFacts("", null, List.of(), PolicyFindings.none(PolicyMode.OFF)),
                new Environment(
                    "", null, "", "none", List.of(), 0, 256, Duration.ofSeconds(1), Duration.ZERO));
    return Diagnosis.of(
        report, AnswerFindings.of(draw.suites(), draw.prepared(), submission, KNOWN), submission);
  }
}
