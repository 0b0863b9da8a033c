package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import grader.scoring.Finding.Confidence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings of answers whose shape is wrong: which shape says what was done. */
final class ShapeFindings {
  private ShapeFindings() {}

  /** Adds the findings of all answers that have not the shape of the right ones. */
  static void add(List<Observation> observations, Drafts drafts) {
    Groups<String, Observation> byQuantity = new Groups<>();
    for (Observation each : observations) {
      if (each.isOfWrongShape()) {
        byQuantity.add(each.part() + " " + each.quantity(), each);
      }
    }
    Groups<String, Observation> byId = new Groups<>();
    for (List<Observation> wrong : byQuantity.byKey().values()) {
      byId.addAll(shapeId(wrong, observations), wrong);
    }
    for (Map.Entry<String, List<Observation>> each : byId.byKey().entrySet()) {
      drafts.add(draft(each.getKey(), each.getValue(), drafts));
    }
  }

  private static Draft draft(String id, List<Observation> wrong, Drafts drafts) {
    Observation first = wrong.get(0);
    List<String> quantities = List.copyOf(Observations.quantities(wrong));
    return drafts
        .draft(id, Confidence.HIGH, first.part(), wrong)
        .evidence(
            "%s %s a different shape than %s should have, in %s %s."
                .formatted(
                    PartNames.joined(quantities),
                    quantities.size() == 1 ? "has" : "have",
                    quantities.size() == 1 ? "it" : "they",
                    wrong.size(),
                    wrong.size() == 1 ? "answer" : "answers"))
        .numbers(
            "In %s, %s is %s and should be %s."
                .formatted(
                    first.caseId(),
                    first.quantity(),
                    first.actual().shapeText(),
                    first.right() == null ? "" : first.right().shapeText()));
  }

  /**
   * What the shapes of one quantity say. Where sizes happen to be equal, a shape looks like that of
   * another mistake: what most answers say counts.
   */
  private static String shapeId(List<Observation> wrong, List<Observation> all) {
    if (WrongPattern.exchanged(wrong, all) != null) {
      return "backward.gradients-exchanged";
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    String most = shapeId(wrong.get(0));
    for (Observation each : wrong) {
      String id = shapeId(each);
      if (counts.merge(id, 1, Integer::sum) > counts.getOrDefault(most, 0)) {
        most = id;
      }
    }
    return most;
  }

  private static String shapeId(Observation each) {
    Tensor actual = each.actual();
    String quantity = each.quantity();
    if (quantity.equals("yHat")) {
      Tensor w2 = each.question().tensors().get("W2");
      return w2 != null && actual.rank() == 2 && actual.extent(1) == w2.extent(1)
          ? "forward.returns-hidden-units"
          : "forward.wrong-shape";
    }
    String loss = each.part() == Part.BCE ? "bce" : "mse";
    if (quantity.equals("dJdyHat")) {
      boolean isColumn = actual.rank() == 2 && actual.extent(1) == 1 && each.outputs() > 1;
      return isColumn && actual.extent(0) == each.batch()
          ? loss + ".one-output-assumed"
          : loss + ".gradient.wrong-shape";
    }
    if (quantity.startsWith("dJdW")) {
      return weightsShapeId(each);
    }
    if (actual.size() == each.batch()) {
      return "backward.bias-summed-over-units";
    }
    return actual.size() == 1 ? "backward.bias-one-number" : "backward.bias-wrong-shape";
  }

  /** As many columns as the other layer's input has. */
  private static String weightsShapeId(Observation each) {
    Tensor w1 = each.question().tensors().get("W1");
    Tensor right = each.right();
    if (w1 == null || right == null || each.actual().rank() != 2) {
      return "backward.weights-wrong-shape";
    }
    boolean isOfSecond = each.quantity().equals("dJdW2");
    boolean isOfOtherInput =
        each.actual().extent(0) == right.extent(0)
            && each.actual().extent(1) == w1.extent(isOfSecond ? 1 : 0);
    return !isOfOtherInput
        ? "backward.weights-wrong-shape"
        : isOfSecond ? "backward.weights-from-network-input" : "backward.weights-from-hidden-units";
  }
}
