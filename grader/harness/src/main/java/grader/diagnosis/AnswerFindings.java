package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestSuite;
import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.scoring.Finding.CheckName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with what a submission answered, whatever its checks are worth: nothing of it needs
 * to know how they were judged, so that it can be looked for while they are.
 *
 * <p>It is most of a {@link Diagnosis}, and for one alone.
 */
public final class AnswerFindings {
  private final RunAnswers answers;
  private final List<Observation> observations;
  private final PartExplanations explanations;
  private final List<Draft> ofMethods;
  private final List<Draft> all;
  private final MistakeTable table;

  private AnswerFindings(RunAnswers answers, Predictions predictions) {
    this.answers = answers;
    this.observations = Observations.of(answers, predictions);
    this.explanations = PartExplanations.of(observations, predictions);
    this.ofMethods = FailureFindings.of(answers);
    this.all = new ArrayList<>(ofMethods);
    all.addAll(PartFindings.of(answers, observations, explanations, predictions));
    numericalKinks();
    otherSizes();
    for (Explanation each : explanations.all()) {
      impossibleSizes(each, predictions);
    }
    this.table = MistakeTable.read();
  }

  /**
   * The findings of a run.
   *
   * @param suites that are run
   * @param prepared every case of the suites, by id
   * @param answers gives what was answered to each request of a case; it may wait for it
   * @param alternatives what known mistakes answer; beside them, what can be known from expected
   *     values alone is found
   */
  public static AnswerFindings of(
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      Function<CaseRequest, CaseOutcome> answers,
      Alternatives alternatives) {
    return new AnswerFindings(
        new RunAnswers(suites, prepared, answers), new Predictions(alternatives));
  }

  RunAnswers answers() {
    return answers;
  }

  List<Observation> observations() {
    return observations;
  }

  PartExplanations explanations() {
    return explanations;
  }

  /** Of methods that did not end well. */
  List<Draft> ofMethods() {
    return ofMethods;
  }

  /** Of methods and of values, in the order of computation. */
  List<Draft> all() {
    return all;
  }

  /** What is said of each mistake. */
  MistakeTable table() {
    return table;
  }

  /** Half of a slope at ReLU's kink is what numerical differentiation gives. */
  private void numericalKinks() {
    Draft numerical = find("backward.numerical-differentiation");
    Draft kink = find("backward.relu-derivative.at-zero-half");
    if (numerical != null && kink != null) {
      numerical.explain(List.copyOf(kink.explains()));
      all.remove(kink);
    }
  }

  /** What goes on with the sizes of another network returns something wrong in its place. */
  private void otherSizes() {
    for (Draft thrown : ofMethods) {
      // What is wrong in forward already may have taken in what backward does not survive.
      HardCodedSizes sizes =
          thrown.id().endsWith(".sizes-hard-coded-throws") && all.contains(thrown)
              ? HardCodedSizes.of(answers, thrown.word("method"))
              : null;
      if (sizes == null) {
        continue;
      }
      for (Draft each : List.copyOf(all)) {
        if (each != thrown && !each.isLoss() && isOfOtherSizes(each, sizes)) {
          thrown.explain(List.copyOf(each.explains()));
          all.remove(each);
        }
      }
    }
  }

  private boolean isOfOtherSizes(Draft draft, HardCodedSizes sizes) {
    for (CheckName check : draft.explains()) {
      Sizes ofCase = answers.sizes(check.caseId());
      if (ofCase == null || !sizes.isOther(ofCase)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A mistake that cannot be made in some sizes ends with an exception there, and gives wrong
   * values in others: both are one.
   */
  private void impossibleSizes(Explanation explanation, Predictions predictions) {
    String key = explanation.mistake();
    Draft wrong = key.isEmpty() ? null : find(MistakeFindings.mistake(explanation));
    for (Draft thrown : ofMethods) {
      boolean isOfPart =
          thrown.word("method").equals(PartNames.function(explanation.part()))
              && all.contains(thrown);
      if (wrong != null && isOfPart && isImpossible(key, explanation.part(), thrown, predictions)) {
        wrong.explain(List.copyOf(thrown.explains()));
        wrong.evidence(wrong.evidence() + " " + thrown.evidence()).numbers(thrown.numbers());
        for (CheckName check : thrown.follows()) {
          wrong.follow(check);
        }
        all.remove(thrown);
      }
    }
  }

  private boolean isImpossible(String key, Part part, Draft thrown, Predictions predictions) {
    for (CheckName check : thrown.explains()) {
      CaseRequest question = answers.question(check.caseId(), part);
      if (question == null || !predictions.isImpossible(key, question)) {
        return false;
      }
    }
    return !thrown.explains().isEmpty();
  }

  private @Nullable Draft find(String id) {
    return Drafts.find(all, id);
  }
}
