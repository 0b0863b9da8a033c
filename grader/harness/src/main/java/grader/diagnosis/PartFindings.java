package grader.diagnosis;

import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.List;

/** Findings of values that are wrong, part by part in the order of computation. */
final class PartFindings {
  private PartFindings() {}

  /**
   * The findings of a run, in the order of computation.
   *
   * @param observations all of the run
   * @param explanations of these observations
   */
  static List<Draft> of(
      RunAnswers answers,
      List<Observation> observations,
      PartExplanations explanations,
      Predictions predictions) {
    Drafts drafts = new Drafts(answers);
    ShapeFindings.add(observations, drafts);
    name(answers, observations, explanations, drafts);
    new UnexplainedFindings(observations, explanations, predictions, drafts).add();
    new LossFindings(drafts).mergeClamps();
    drafts.mergeSame();
    return drafts.all();
  }

  /** What several explanations have in common is named first, and then each that is left. */
  private static void name(
      RunAnswers answers,
      List<Observation> observations,
      PartExplanations explanations,
      Drafts drafts) {
    List<Explanation> open = new ArrayList<>();
    List<Explanation> ofSomeCases = new ArrayList<>();
    for (Explanation each : explanations.all()) {
      if (each.circumstance() == null) {
        open.addAll(LossFindings.apart(each));
      } else {
        ofSomeCases.add(each);
      }
    }
    LossFindings losses = new LossFindings(drafts);
    losses.movedMeans(open);
    losses.bothOfLoss(Part.MSE, open);
    losses.bothOfLoss(Part.BCE, open);
    HardCodedExamples.add(answers, observations, open, drafts);
    open.addAll(ofSomeCases);
    new MistakeFindings(drafts).add(open);
    losses.mergeOneOutput();
    losses.mergeParts();
  }
}
