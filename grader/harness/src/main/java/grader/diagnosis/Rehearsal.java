package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.host.CaseOutcome;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.GradeReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A diagnosis of a submission that nobody handed in, made while the grader has nothing to do but
 * wait for its worker: nearly all the time of a diagnosis goes to code that runs for the first
 * time, and after this one it does so no more.
 *
 * <p>The submission makes the first known mistake of each part. It does not run: what it returns is
 * what the mistakes are known to answer.
 */
public final class Rehearsal {
  /** So many are diagnosed in about the time that a worker takes to start. */
  private static final int CASES = 8;

  /** Larger ones take longer, and run no other code. */
  private static final int NUMBERS = 400;

  private final Alternatives alternatives;
  private final Map<Part, Set<String>> mistakes = new EnumMap<>(Part.class);
  private final List<TestSuite> suites = new ArrayList<>();
  private final Map<Long, CaseOutcome> outcomes = new HashMap<>();

  private Rehearsal(Alternatives alternatives) {
    this.alternatives = alternatives;
    for (Alternative each : alternatives.all()) {
      mistakes.putIfAbsent(each.part(), Set.of(each.key()));
    }
  }

  /**
   * Diagnose what was not handed in.
   *
   * @param suites of the run
   * @param prepared every case of the suites, by id
   * @param alternatives those of the diagnosis to come: what was looked up is kept there
   * @param failed makes the report of suites in which every check failed
   * @return the report with findings, which are of no use to anybody but a test
   */
  public static GradeReport of(
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      Alternatives alternatives,
      Function<List<TestSuite>, GradeReport> failed) {
    Rehearsal rehearsal = new Rehearsal(alternatives);
    for (TestSuite suite : suites) {
      rehearsal.add(suite, prepared);
    }
    return Diagnosis.of(
        failed.apply(rehearsal.suites),
        rehearsal.suites,
        prepared,
        rehearsal::outcome,
        rehearsal::outcome,
        alternatives);
  }

  /** Adds the small cases of a suite, as long as there are not enough. */
  private void add(TestSuite suite, Map<String, PreparedCase> prepared) {
    List<TestCase> small = new ArrayList<>();
    for (TestCase each : suite.cases()) {
      PreparedCase known = prepared.get(each.id());
      if (outcomes.size() < CASES
          && known != null
          && known.inquiry() == null
          && Observations.size(known.request()) <= NUMBERS) {
        outcomes.put(known.request().number(), answer(known));
        small.add(each);
      }
    }
    if (!small.isEmpty()) {
      suites.add(new TestSuite(suite.id(), suite.title(), suite.file(), suite.sha256(), small));
    }
  }

  /** Each part is given what those before it returned. */
  private CaseOutcome answer(PreparedCase prepared) {
    Map<String, Tensor> returned = new LinkedHashMap<>();
    Set<String> ofForward = Set.of();
    for (Part part : Observations.parts(prepared)) {
      CaseRequest question = Observations.question(prepared, part, returned);
      if (question == null) {
        continue;
      }
      Set<String> common = part == Part.BACKWARD ? ofForward : Set.of();
      Set<String> own = mistakes.getOrDefault(part, Set.of());
      returned.putAll(alternatives.question(common, question).answer(own));
      ofForward = part == Part.FORWARD ? own : ofForward;
    }
    return outcome(returned);
  }

  /** Nothing, where a diagnosis asks a further request: nobody is there to answer it. */
  private CaseOutcome outcome(CaseRequest request) {
    return outcomes.getOrDefault(request.number(), outcome(Map.of()));
  }

  private static CaseOutcome outcome(Map<String, Tensor> returned) {
    return new CaseOutcome(returned, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }
}
