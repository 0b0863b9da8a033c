package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings of answers whose shape is wrong: which shape says what was done. */
final class ShapeFindings {
  private ShapeFindings() {}

  /** Adds the findings of all answers that have not the shape of the right ones. */
  static void add(List<Observation> observations, Drafts drafts) {
    Map<String, List<Observation>> byId = new LinkedHashMap<>();
    for (Observation each : observations) {
      if (each.right() != null && !each.hasRightShape() && !each.isTransposed()) {
        byId.computeIfAbsent(shapeId(each), id -> new ArrayList<>()).add(each);
      }
    }
    for (Map.Entry<String, List<Observation>> each : byId.entrySet()) {
      Observation first = each.getValue().get(0);
      drafts.add(
          drafts
              .draft(each.getKey(), Confidence.HIGH, first.part(), each.getValue())
              .evidence(
                  "%s has another shape than it should have, in %d %s."
                      .formatted(
                          PartNames.joined(List.of(first.quantity())),
                          each.getValue().size(),
                          each.getValue().size() == 1 ? "answer" : "answers"))
              .numbers(
                  "In %s, %s is %s and should be %s."
                      .formatted(
                          first.caseId(),
                          first.quantity(),
                          first.actual().shapeText(),
                          first.right() == null ? "" : first.right().shapeText())));
    }
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
      return "backward.weights-wrong-shape";
    }
    if (actual.size() == each.batch()) {
      return "backward.bias-summed-over-units";
    }
    return actual.size() == 1 ? "backward.bias-one-number" : "backward.bias-wrong-shape";
  }
}
