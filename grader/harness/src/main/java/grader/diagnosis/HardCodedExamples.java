package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.List;

/** Finds gradients that are right for the examples, and for nothing else, however simple. */
final class HardCodedExamples {
  private HardCodedExamples() {}

  /**
   * Adds the finding, when it is so.
   *
   * @param open explanations without a name yet; those of backward are taken out
   */
  static void add(
      RunAnswers answers, List<Observation> observations, List<Explanation> open, Drafts drafts) {
    int right = 0;
    List<Observation> hidden = new ArrayList<>();
    for (Observation each : Observations.comparable(observations, Part.BACKWARD)) {
      boolean isExample = answers.isVisible(each.caseId());
      if (isExample && !each.isRight()) {
        return;
      }
      right += isExample ? 1 : 0;
      if (!isExample) {
        if (!each.isWrong()) {
          return;
        }
        hidden.add(each);
      }
    }
    if (right < 2 || hidden.isEmpty()) {
      return;
    }
    for (Explanation each : open) {
      if (each.part() == Part.BACKWARD && !each.factor().isZero()) {
        return;
      }
    }
    open.removeIf(each -> each.part() == Part.BACKWARD);
    drafts.add(
        drafts
            .draft("backward.examples-hard-coded", Confidence.HIGH, Part.BACKWARD, hidden)
            .evidence(
                "Every gradient of the examples is right, and no gradient of any other case is."));
  }
}
