package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings of the loss functions in which several explanations are one mistake: J and dJ/dŷ that
 * fit one another, a mean that stands in backward, and what is done where ŷ is 0 or 1.
 */
final class LossFindings {
  private final Drafts drafts;

  LossFindings(Drafts drafts) {
    this.drafts = drafts;
  }

  /** A factor and what is done where a prediction is exactly 0 or 1 are two mistakes. */
  static List<Explanation> apart(Explanation each) {
    if (!each.mistake().startsWith("bce.clamp.") || each.factor().isOne()) {
      return List.of(each);
    }
    return List.of(
        new Explanation(
            each.part(),
            "",
            each.factor(),
            false,
            each.quantities(),
            each.explained(),
            List.of(),
            each.unexplained()),
        new Explanation(
            each.part(),
            each.mistake(),
            Factor.ONE,
            false,
            each.quantities(),
            each.bySwitch(),
            each.bySwitch(),
            List.of()));
  }

  private static @Nullable Explanation factorOf(
      List<Explanation> open, Part part, List<String> quantities) {
    for (Explanation each : open) {
      if (each.part() == part
          && each.mistake().isEmpty()
          && !each.isTransposed()
          && each.quantities().containsAll(quantities)) {
        return each;
      }
    }
    return null;
  }

  /** What the loss lacks and backward has: one mistake and not two. */
  void movedMeans(List<Explanation> open) {
    Explanation back = factorOf(open, Part.BACKWARD, List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2"));
    if (back == null || back.factor().isZero()) {
      return;
    }
    List<Explanation> moved = new ArrayList<>();
    List<String> losses = new ArrayList<>();
    for (Part part : List.of(Part.MSE, Part.BCE)) {
      Explanation loss = factorOf(open, part, List.of("dJdyHat"));
      if (loss == null) {
        continue;
      }
      Factor together = loss.factor().times(back.factor());
      if (together.isOne()) {
        moved.add(loss);
        losses.add(PartNames.function(part));
      } else if (part == Part.MSE
          && loss.factor().is(new Factor(1, 0, 1))
          && back.factor().is(new Factor(2, -1, 0))) {
        open.removeAll(List.of(loss, back));
        drafts.add(
            drafts
                .draft(
                    "mse.right-only-for-batch-twice-outputs",
                    Confidence.HIGH,
                    Part.MSE,
                    loss.explained())
                .explain(drafts.checks(back.explained()))
                .evidence(
                    "dJdyHat of mseLoss is out times what it should be (out is the number of outputs),"
                        + " and backward's gradients are 2 / batch times what they should be."));
        return;
      }
    }
    if (moved.isEmpty()) {
      return;
    }
    String id =
        back.factor().is(new Factor(1, -1, -1))
            ? "loss.mean-moved-into-backward"
            : back.factor().is(new Factor(1, -1, 0))
                ? "loss.batch-mean-moved-into-backward"
                : back.factor().is(new Factor(1, 0, -1))
                    ? "loss.output-mean-moved-into-backward"
                    : "loss.factor-moved-into-backward";
    Draft draft =
        drafts
            .draft(id, back.confidence(), Part.MSE, moved.get(0).explained())
            .explain(drafts.checks(back.explained()))
            .word("loss", String.join(" and ", losses))
            .evidence(
                "dJdyHat is %s. For the dJdyHat that backward is given, the gradients are %s."
                    .formatted(
                        FactorNames.comparison(moved.get(0).factor(), "it"),
                        FactorNames.comparison(back.factor(), "they")));
    for (Explanation each : moved) {
      draft.explain(drafts.checks(each.explained()));
    }
    drafts.add(draft);
    open.removeAll(moved);
    open.remove(back);
  }

  /** J and dJ/dŷ that fit one another are one mistake. */
  void bothOfLoss(Part part, List<Explanation> open) {
    Explanation loss = factorOf(open, part, List.of("J"));
    Explanation gradient = factorOf(open, part, List.of("dJdyHat"));
    if (loss == null || gradient == null) {
      return;
    }
    String id = bothId(part, loss.factor(), gradient.factor());
    if (id == null) {
      return;
    }
    List<Observation> both = new ArrayList<>(loss.explained());
    if (!gradient.equals(loss)) {
      both.addAll(gradient.explained());
    }
    drafts.add(
        drafts
            .draft(id, loss.confidence(), part, both)
            .evidence(
                loss.factor().is(gradient.factor())
                    ? "J and dJdyHat are both %s."
                        .formatted(FactorNames.comparison(loss.factor(), "they"))
                    : "J is %s, and dJdyHat is %s."
                        .formatted(
                            FactorNames.comparison(loss.factor(), "it"),
                            FactorNames.comparison(gradient.factor(), "it"))));
    open.remove(loss);
    open.remove(gradient);
  }

  private static @Nullable String bothId(Part part, Factor loss, Factor gradient) {
    String prefix = PartNames.prefix(part);
    if (loss.is(gradient)) {
      List<String> names = FactorNames.ofLoss(loss, part);
      String name = names.size() == 1 ? names.get(0) : "scaled";
      return prefix
          + (List.of(
                      "half",
                      "sum",
                      "half-sum",
                      "missing-output-count",
                      "missing-batch-size",
                      "divided-by-batch-twice",
                      "divided-by-outputs-twice",
                      "sign",
                      "zero",
                      "batch-size-hard-coded",
                      "elements-hard-coded",
                      "binary-logarithm")
                  .contains(name)
              ? name
              : "scaled");
    }
    if (part == Part.MSE && loss.is(new Factor(0.5, 0, 0))) {
      if (gradient.is(new Factor(0.5, 1, 1))) {
        return "mse.half-gradient-without-mean";
      }
      if (gradient.is(new Factor(0.5, 0, 1))) {
        return "mse.half-gradient-by-batch";
      }
    }
    return null;
  }

  /** J and dJ/dŷ may keep away from zero in two ways, which is one thing to mend. */
  void mergeClamps() {
    Draft first = null;
    for (Draft each : List.copyOf(drafts.all())) {
      if (!each.id().startsWith("bce.clamp.")) {
        continue;
      }
      if (first == null) {
        first = each;
      } else if (first.id().equals("bce.clamp.loss-infinite")
          && each.id().equals("bce.clamp.gradient-divides-by-zero")) {
        Draft both = new Draft("bce.clamp.missing", first.confidence(), first.step());
        first.words().forEach(both::word);
        both.evidence(first.evidence()).explain(List.copyOf(first.explains()));
        both.explain(List.copyOf(each.explains()));
        drafts.replace(first, both);
        drafts.remove(each);
        first = both;
      } else {
        first.explain(List.copyOf(each.explains()));
        drafts.remove(each);
      }
    }
  }

  /** J and dJ/dŷ that leave out the same elements are one mistake. */
  void mergeParts() {
    for (String loss : List.of("mse", "bce")) {
      Draft ofLoss = drafts.find(loss + ".loss.part-of-elements");
      Draft ofGradient = drafts.find(loss + ".gradient.part-of-elements");
      if (ofLoss != null
          && ofGradient != null
          && ofLoss.word("form").equals(ofGradient.word("form"))) {
        Draft both = ofLoss.renamed(loss + ".part-of-elements", ofLoss.confidence());
        both.explain(List.copyOf(ofGradient.explains()));
        drafts.replace(ofLoss, both);
        drafts.remove(ofGradient);
      }
    }
  }

  /** A loss that sees one output returns a column, and a J that is of that column alone. */
  void mergeOneOutput() {
    for (String loss : List.of("mse", "bce")) {
      Draft shape = drafts.find(loss + ".one-output-assumed");
      Draft part = drafts.find(loss + ".loss.part-of-elements");
      if (shape != null && part != null) {
        shape.explain(List.copyOf(part.explains()));
        drafts.remove(part);
      }
    }
  }
}
