package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Submissions that nobody handed in, to be diagnosed while the class-data archive is recorded: so
 * that it has whatever a diagnosis may need. What it lacks, a later run has to load from the jar or
 * to make, which takes as long as to find a mistake.
 *
 * <p>None of them runs: what it returns is what known mistakes answer, one or two in each part,
 * times a factor, or spoiled in a way that nobody knows.
 */
public final class Rehearsal {
  /** More of them run no other code. */
  private static final int SUBMISSIONS = 30;

  /** From one mistake to the next, since those that stand side by side are alike. */
  private static final int STRIDE = 37;

  private static final List<Part> PARTS = List.of(Part.values());

  /** Cases of more numbers than this run into a time limit where nothing is returned. */
  private static final int LARGE = 200;

  /** What is done with what a submission returns, beside its mistakes: one after the other. */
  private enum Spoiling {
    NONE,
    LOSSES_HALVED,
    GRADIENTS_UNKNOWN,
    ALL_UNKNOWN,
    TRANSPOSED,
    NOTHING_RETURNED
  }

  private final Alternatives alternatives;
  private final Map<String, PreparedCase> prepared;

  private Rehearsal(Alternatives alternatives, Map<String, PreparedCase> prepared) {
    this.alternatives = alternatives;
    this.prepared = prepared;
  }

  /**
   * What each of them answers.
   *
   * @param prepared every case of the suites, by id
   * @return outcomes of the requests of small cases, and of nothing else
   */
  public static List<Function<CaseRequest, CaseOutcome>> submissions(
      Map<String, PreparedCase> prepared, Alternatives alternatives) {
    Rehearsal rehearsal = new Rehearsal(alternatives, prepared);
    List<Function<CaseRequest, CaseOutcome>> submissions = new ArrayList<>();
    for (int i = 0; i < SUBMISSIONS; i++) {
      Map<Long, CaseOutcome> outcomes = rehearsal.outcomes(i);
      submissions.add(request -> outcomes.getOrDefault(request.number(), outcome(Map.of())));
    }
    return submissions;
  }

  private Map<Long, CaseOutcome> outcomes(int submission) {
    Map<Long, CaseOutcome> outcomes = new HashMap<>();
    Spoiling[] all = Spoiling.values();
    Spoiling spoiling = all[submission % all.length];
    for (PreparedCase each : prepared.values()) {
      if (each.inquiry() == null && Observations.isSmall(each.request())) {
        outcomes.put(
            each.request().number(),
            spoiling == Spoiling.NOTHING_RETURNED
                ? failure(each)
                : outcome(answer(each, submission, spoiling)));
      }
    }
    return outcomes;
  }

  /** An exception or a time limit. */
  private static CaseOutcome failure(PreparedCase prepared) {
    CheckResult failure =
        Observations.size(prepared.request()) > LARGE
            ? new CheckResult(Verdict.TIME_LIMIT_EXCEEDED, "backward took too long")
            : new CheckResult(
                Verdict.RUNTIME_ERROR,
                "backward threw java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for"
                    + " length 3");
    return new CaseOutcome(
        Map.of(),
        failure,
        List.of("mlp.MLP.backward(MLP.java:99)"),
        CapturedOutput.NONE,
        Duration.ZERO);
  }

  /** Each part is given what those before it returned. */
  private Map<String, Tensor> answer(PreparedCase prepared, int submission, Spoiling spoiling) {
    Map<String, Tensor> returned = new LinkedHashMap<>();
    Set<String> ofForward = Set.of();
    for (Part part : Observations.parts(prepared)) {
      CaseRequest question = Observations.question(prepared, part, returned);
      if (question != null) {
        Set<String> own = mistakes(part, submission);
        Set<String> common = part == Part.BACKWARD ? ofForward : Set.of();
        alternatives
            .question(common, question)
            .answer(own)
            .forEach((name, tensor) -> returned.put(name, spoiled(tensor, part, spoiling)));
        ofForward = part == Part.FORWARD ? own : ofForward;
      }
    }
    return returned;
  }

  /** None, one or two of a part. */
  private Set<String> mistakes(Part part, int submission) {
    List<Alternative> ofPart = alternatives.of(part);
    Set<String> mistakes = new LinkedHashSet<>();
    int count = ofPart.isEmpty() ? 0 : (submission / 2 + PARTS.indexOf(part)) % 3;
    for (int i = 0; i < count; i++) {
      mistakes.add(ofPart.get((2 * submission + i) * STRIDE % ofPart.size()).key());
    }
    return mistakes;
  }

  private static Tensor spoiled(Tensor tensor, Part part, Spoiling spoiling) {
    boolean isOfLoss = part == Part.MSE || part == Part.BCE;
    return switch (spoiling) {
      case NONE, NOTHING_RETURNED -> tensor;
      case LOSSES_HALVED -> isOfLoss ? Fit.scaled(tensor, 0.5) : tensor;
      case GRADIENTS_UNKNOWN -> part == Part.BACKWARD ? unknown(tensor) : tensor;
      case ALL_UNKNOWN -> unknown(tensor);
      case TRANSPOSED -> tensor.rank() == 2 ? Fit.transposed(tensor) : tensor;
    };
  }

  /** Something that no mistake gives. */
  private static Tensor unknown(Tensor tensor) {
    double[] values = tensor.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.sin(values[i] + i);
    }
    return Tensor.of(tensor.shape(), values);
  }

  private static CaseOutcome outcome(Map<String, Tensor> returned) {
    return new CaseOutcome(returned, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }
}
