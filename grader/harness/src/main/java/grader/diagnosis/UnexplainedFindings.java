package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings of what no mistake explains: that it is wrong, and the facts. */
final class UnexplainedFindings {
  private final List<Observation> observations;
  private final PartExplanations explanations;
  private final Drafts drafts;

  UnexplainedFindings(
      List<Observation> observations, PartExplanations explanations, Drafts drafts) {
    this.observations = observations;
    this.explanations = explanations;
    this.drafts = drafts;
  }

  /** Adds them. */
  void add() {
    Map<String, List<Observation>> byQuantity = new LinkedHashMap<>();
    boolean isForwardExplained = explanations.isForwardExplained();
    for (Observation each : observations) {
      boolean isKnown = each.part() != Part.BACKWARD || isForwardExplained;
      Observation judged = explanations.judged(each);
      if (isKnown && judged.isWrong() && judged.isSmall() && !isNamed(each)) {
        String loss = each.part() == Part.BACKWARD ? "" : each.part() + " ";
        byQuantity.computeIfAbsent(loss + each.quantity(), key -> new ArrayList<>()).add(judged);
      }
    }
    Map<String, List<Observation>> byPart = new LinkedHashMap<>();
    for (List<Observation> wrong : byQuantity.values()) {
      byPart.computeIfAbsent(unexplainedId(wrong), id -> new ArrayList<>()).addAll(wrong);
    }
    for (Map.Entry<String, List<Observation>> each : byPart.entrySet()) {
      List<Observation> wrong = each.getValue();
      List<String> quantities = new ArrayList<>();
      for (Observation one : wrong) {
        if (!quantities.contains(one.quantity())) {
          quantities.add(one.quantity());
        }
      }
      drafts.add(
          drafts
              .draft(each.getKey(), Confidence.LOW, wrong.get(0).part(), wrong, quantities)
              .evidence(WrongEntries.describe(wrong))
              .numbers(WrongEntries.largest(wrong)));
    }
  }

  private boolean isNamed(Observation observation) {
    CheckName name = new CheckName(observation.caseId(), observation.quantity());
    for (Draft each : drafts.all()) {
      if (each.explains().contains(name)) {
        return true;
      }
    }
    // Where sizes happen to be equal a wrong shape is not seen, and its values are wrong.
    for (Observation each : observations) {
      if (each.part() == observation.part()
          && each.quantity().equals(observation.quantity())
          && each.right() != null
          && !each.hasRightShape()
          && !each.isTransposed()) {
        return true;
      }
    }
    // The rest of a quantity most of which is explained is no second mistake.
    for (Explanation each : explanations.all()) {
      if (each.part() == observation.part()
          && each.quantities().contains(observation.quantity())
          && !isCertain(observation)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a prediction is exactly 0 or 1, where BCE has rules of its own. */
  private static boolean isCertain(Observation observation) {
    Tensor yHat = observation.question().tensors().get("yHat");
    if (observation.part() != Part.BCE || yHat == null) {
      return false;
    }
    for (int i = 0; i < yHat.size(); i++) {
      if (yHat.get(i) == 0 || yHat.get(i) == 1) {
        return true;
      }
    }
    return false;
  }

  private static String unexplainedId(List<Observation> wrong) {
    Observation first = wrong.get(0);
    boolean isCertain = true;
    boolean isNaN = true;
    for (Observation each : wrong) {
      isCertain &= isCertain(each);
      isNaN &= !WrongEntries.isFinite(each.actual());
    }
    if (isCertain) {
      return "bce.clamp.other";
    }
    if (isNaN) {
      return PartNames.prefix(first.part()) + "nan";
    }
    return switch (first.part()) {
      case FORWARD -> "forward.unexplained";
      case BACKWARD -> "backward.unexplained";
      case MSE, BCE ->
          PartNames.prefix(first.part())
              + (first.quantity().equals("J") ? "loss.unexplained" : "gradient.unexplained");
    };
  }
}
