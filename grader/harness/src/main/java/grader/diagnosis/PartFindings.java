package grader.diagnosis;

import grader.checking.Verdict;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Findings of values that are wrong, part by part in the order of computation. */
final class PartFindings {
  private static final List<String> QUANTITIES =
      List.of("yHat", "J", "dJdyHat", "dJdW2", "dJdb2", "dJdW1", "dJdb1");

  /** Mistakes in which a division belongs to the mistake, however often it is made. */
  private static final List<String> OF_ANY_SCALE =
      List.of(
          ".root",
          ".norm",
          ".matrix-product",
          ".square-of-sum",
          ".part-of-elements",
          ".reduced",
          ".of-root",
          ".of-absolute",
          ".samples-mixed",
          ".bias-one-number",
          ".is-loss",
          ".is-mse",
          ".absolute",
          ".not-squared");

  private static final int FORWARD_STEP = 0;
  private static final int BACKWARD_STEP = 5;
  private static final int HIDDEN_STEP = 6;

  private final RunFacts facts;
  private final List<Observation> observations;
  private final Explainer explainer;
  private final List<Draft> drafts = new ArrayList<>();
  private final List<Explanation> explanations = new ArrayList<>();

  private PartFindings(RunFacts facts, List<Observation> observations) {
    this.facts = facts;
    this.observations = observations;
    this.explainer = new Explainer(facts.oracle());
  }

  /**
   * The findings of a run, in the order of computation.
   *
   * @param observations all of the run
   */
  static List<Draft> of(RunFacts facts, List<Observation> observations) {
    PartFindings findings = new PartFindings(facts, observations);
    findings.shapes();
    Set<String> forward = findings.forward();
    findings.part(Part.MSE, findings.of(Part.MSE), Set.of());
    findings.part(Part.BCE, findings.of(Part.BCE), Set.of());
    findings.backward(forward);
    findings.name();
    findings.unexplained();
    return findings.drafts;
  }

  private List<Observation> of(Part part) {
    List<Observation> own = new ArrayList<>();
    for (Observation each : observations) {
      if (each.part() == part && (each.hasRightShape() || isTransposed(each))) {
        own.add(each);
      }
    }
    return own;
  }

  private static boolean isTransposed(Observation each) {
    return each.right() != null
        && each.right().rank() == 2
        && each.actual().rank() == 2
        && each.actual().hasShapeOf(Fit.transposed(each.right()));
  }

  // --- shapes

  private void shapes() {
    Map<String, List<Observation>> byId = new LinkedHashMap<>();
    for (Observation each : observations) {
      if (each.right() != null && !each.hasRightShape() && !isTransposed(each)) {
        byId.computeIfAbsent(shapeId(each), id -> new ArrayList<>()).add(each);
      }
    }
    for (Map.Entry<String, List<Observation>> each : byId.entrySet()) {
      Observation first = each.getValue().get(0);
      Draft draft =
          draft(each.getKey(), Confidence.HIGH, first.part(), each.getValue())
              .evidence(
                  "%s has another shape than it should have, in %d %s."
                      .formatted(
                          joined(List.of(first.quantity())),
                          each.getValue().size(),
                          each.getValue().size() == 1 ? "answer" : "answers"))
              .numbers(
                  "In %s, %s is %s and should be %s."
                      .formatted(
                          first.caseId(),
                          first.quantity(),
                          first.actual().shapeText(),
                          first.right() == null ? "" : first.right().shapeText()));
      drafts.add(draft);
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

  // --- parts

  /** What is wrong in forward: the mistakes that backward's own z1, z2 and z3 have too. */
  private Set<String> forward() {
    part(Part.FORWARD, of(Part.FORWARD), Set.of());
    Set<String> mistakes = new LinkedHashSet<>();
    for (Explanation each : explanations) {
      if (!each.mistake().isEmpty()) {
        mistakes.add(each.mistake());
      }
    }
    return mistakes;
  }

  private void part(Part part, List<Observation> own, Set<String> known) {
    explanations.addAll(explainer.explain(part, own, known));
  }

  private boolean isForwardExplained() {
    for (Observation each : of(Part.FORWARD)) {
      if (each.isWrong() && each.isSmall() && !isExplained(each)) {
        return false;
      }
    }
    return true;
  }

  private boolean isExplained(Observation observation) {
    for (Explanation each : explanations) {
      if (each.part() == observation.part()
          && each.quantities().contains(observation.quantity())
          && (each.explained().contains(observation) || each.unexplained().contains(observation))) {
        return true;
      }
    }
    return false;
  }

  private void backward(Set<String> forward) {
    List<Observation> own = of(Part.BACKWARD);
    if (!isForwardExplained()) {
      // What backward has kept is not known, so that nothing can be said of it.
      return;
    }
    if (forward.isEmpty()) {
      part(Part.BACKWARD, own, Set.of());
      return;
    }
    List<Observation> best = own;
    Set<String> known = Set.of();
    int fewest = Integer.MAX_VALUE;
    for (String derivatives :
        List.of(
            "",
            "forward.derivatives-of-named-activations",
            "forward.derivatives-from-outputs",
            "none")) {
      Set<String> mistakes = new LinkedHashSet<>(derivatives.equals("none") ? Set.of() : forward);
      if (derivatives.startsWith("forward")) {
        mistakes.add(derivatives);
      }
      List<Observation> based = based(own, mistakes);
      int wrong = 0;
      for (Observation each : based) {
        wrong += each.isWrong() ? 1 : 0;
      }
      if (wrong < fewest) {
        fewest = wrong;
        best = based;
        known = mistakes;
      }
    }
    part(Part.BACKWARD, best, known);
    basedOnForward.addAll(best);
  }

  private final List<Observation> basedOnForward = new ArrayList<>();

  /** The same observations beside a backward whose forward has these mistakes. */
  private List<Observation> based(List<Observation> own, Set<String> mistakes) {
    List<Observation> based = new ArrayList<>();
    for (Observation each : own) {
      if (each.isSmall()) {
        Tensor right = explainer.answer(mistakes, each.question()).get(each.quantity());
        based.add(
            new Observation(
                each.caseId(),
                each.part(),
                each.quantity(),
                each.question(),
                each.actual(),
                right,
                each.tolerance(),
                each.isFailed(),
                true));
      }
    }
    return based;
  }

  // --- names

  private void name() {
    List<Explanation> open = new ArrayList<>();
    for (Explanation each : explanations) {
      open.addAll(apart(each));
    }
    movedMeans(open);
    for (Part part : List.of(Part.MSE, Part.BCE)) {
      bothOfLoss(part, open);
    }
    hardCodedExamples(open);
    for (Explanation each : open) {
      names(each);
    }
    mergeClamps();
    mergeOneOutput();
  }

  /** A factor and what is done where a prediction is exactly 0 or 1 are two mistakes. */
  private static List<Explanation> apart(Explanation each) {
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
  private void movedMeans(List<Explanation> open) {
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
        losses.add(function(part));
      } else if (part == Part.MSE && together.is(new Factor(2, -1, 1))) {
        open.removeAll(List.of(loss, back));
        drafts.add(
            draft(
                    "mse.right-only-for-batch-twice-outputs",
                    Confidence.HIGH,
                    Part.MSE,
                    loss.explained())
                .explain(checks(back.explained()))
                .evidence(
                    "dJdyHat of mseLoss is out times what it should be, and backward's gradients are"
                        + " 2 / batch times what they should be."));
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
        draft(id, confidence(back), Part.MSE, moved.get(0).explained())
            .explain(checks(back.explained()))
            .word("loss", String.join(" and ", losses))
            .evidence(
                "dJdyHat is %s times what it should be, and backward's gradients are %s times what they should be for the dJdyHat that they are given."
                    .formatted(
                        FactorNames.words(moved.get(0).factor()),
                        FactorNames.words(back.factor())));
    for (Explanation each : moved) {
      draft.explain(checks(each.explained()));
    }
    drafts.add(draft);
    open.removeAll(moved);
    open.remove(back);
  }

  /** J and dJ/dŷ that fit one another are one mistake. */
  private void bothOfLoss(Part part, List<Explanation> open) {
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
        draft(id, confidence(loss), part, both)
            .evidence(
                loss.factor().is(gradient.factor())
                    ? "J and dJdyHat are both %s times what they should be."
                        .formatted(FactorNames.words(loss.factor()))
                    : "J is %s times what it should be, and dJdyHat is %s times what it should be."
                        .formatted(
                            FactorNames.words(loss.factor()),
                            FactorNames.words(gradient.factor()))));
    open.remove(loss);
    open.remove(gradient);
  }

  private static @Nullable String bothId(Part part, Factor loss, Factor gradient) {
    String prefix = prefix(part);
    if (loss.is(gradient)) {
      List<String> names = FactorNames.ofLoss(loss);
      String name = names.size() == 1 ? names.get(0) : "scaled";
      return prefix
          + (List.of(
                      "half",
                      "sum",
                      "half-sum",
                      "missing-output-count",
                      "missing-batch-size",
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

  private static String prefix(Part part) {
    return part == Part.BCE
        ? "bce."
        : part == Part.MSE ? "mse." : part == Part.FORWARD ? "forward." : "backward.";
  }

  private static String function(Part part) {
    return part == Part.BCE
        ? "bceLoss"
        : part == Part.MSE ? "mseLoss" : part == Part.FORWARD ? "forward" : "backward";
  }

  /** Right for the examples, and for nothing else, however simple the nothing else is. */
  private void hardCodedExamples(List<Explanation> open) {
    int right = 0;
    int wrong = 0;
    List<Observation> hidden = new ArrayList<>();
    for (Observation each : of(Part.BACKWARD)) {
      boolean isExample = facts.isVisible(each.caseId());
      if (isExample && !each.isRight()) {
        return;
      }
      right += isExample ? 1 : 0;
      if (!isExample) {
        hidden.add(each);
        wrong += each.isWrong() ? 1 : 0;
      }
    }
    if (right < 2 || wrong < hidden.size() || hidden.isEmpty()) {
      return;
    }
    for (Explanation each : open) {
      if (each.part() == Part.BACKWARD && !each.factor().isZero()) {
        return;
      }
    }
    open.removeIf(each -> each.part() == Part.BACKWARD);
    drafts.add(
        draft("backward.examples-hard-coded", Confidence.HIGH, Part.BACKWARD, hidden)
            .evidence(
                "Every gradient of the examples is right, and no gradient of any other case is."));
  }

  private void names(Explanation each) {
    if (!each.mistake().isEmpty()) {
      boolean isOfAnyScale = each.factor().isOne();
      for (String name : OF_ANY_SCALE) {
        isOfAnyScale |= mistake(each).endsWith(name) || mistake(each).contains(name + "-");
      }
      alternative(each, isOfAnyScale ? each.explained() : each.bySwitch());
      if (isOfAnyScale) {
        return;
      }
    }
    if (each.isTransposed()) {
      String id =
          each.part() == Part.FORWARD
              ? "forward.transposed"
              : each.part() == Part.BACKWARD
                  ? "backward.weights-transposed"
                  : prefix(each.part()) + "gradient.transposed";
      drafts.add(
          draft(id, confidence(each), each.part(), each.explained(), each.quantities())
              .evidence(
                  "Exchange rows and columns of %s, and the values are right."
                      .formatted(joined(each.quantities()))));
    }
    if (!each.factor().isOne()) {
      factor(each);
    }
  }

  private static String mistake(Explanation each) {
    return new Alternative(each.mistake(), each.part(), Set.of()).mistake();
  }

  /**
   * Names a mistake.
   *
   * @param explained what it is needed for
   */
  private void alternative(Explanation each, List<Observation> explained) {
    String form = new Alternative(each.mistake(), each.part(), Set.of()).form();
    String times = each.factor().isOne() ? "" : ", times " + FactorNames.words(each.factor());
    int total = explained.size() + each.unexplained().size();
    Draft draft =
        draft(mistake(each), confidence(each), each.part(), explained, each.quantities())
            .word("layer", layer(form))
            .word("form", form(form))
            .evidence(
                "With this mistake%s one gets just the %s that your program returns, in %s."
                    .formatted(
                        times,
                        joined(each.quantities()),
                        total == each.explained().size()
                            ? "every case where it is wrong"
                            : "%d of %d wrong answers".formatted(each.explained().size(), total)));
    drafts.add(draft);
  }

  private static String layer(String form) {
    return form.startsWith("hidden")
        ? " of the first layer"
        : form.startsWith("output") ? " of the second layer" : "";
  }

  private static String form(String form) {
    return switch (form) {
      case "first-sample",
          "last-sample",
          "first-output",
          "last-output",
          "first-element",
          "last-element" ->
          "the " + form.replace('-', ' ');
      default -> form;
    };
  }

  private void factor(Explanation each) {
    List<String> names =
        switch (each.part()) {
          case FORWARD ->
              List.of(
                  each.factor().isZero()
                      ? "zero"
                      : each.factor().is(new Factor(-1, 0, 0)) ? "sign" : "scaled");
          case MSE, BCE ->
              each.quantities().contains("J")
                  ? FactorNames.ofLoss(each.factor())
                  : FactorNames.ofGradient(each.factor(), each.part());
          case BACKWARD -> FactorNames.ofBackward(each.factor());
        };
    String group =
        switch (each.part()) {
          case FORWARD -> "forward.";
          case MSE, BCE ->
              prefix(each.part()) + (each.quantities().contains("J") ? "loss." : "gradient.");
          case BACKWARD -> backwardGroup(each.quantities());
        };
    for (String name : names) {
      drafts.add(
          draft(group + name, confidence(each), each.part(), each.explained(), each.quantities())
              .evidence(
                  each.factor().isZero()
                      ? "%s %s zero everywhere, and should not be."
                          .formatted(joined(each.quantities()), are(each.quantities()))
                      : "%s %s %s times what %s should be%s."
                          .formatted(
                              joined(each.quantities()),
                              are(each.quantities()),
                              FactorNames.words(each.factor()),
                              each.quantities().size() == 1 ? "it" : "they",
                              each.sizes() > 1 ? ", in cases of different sizes" : "")));
    }
  }

  private static String backwardGroup(List<String> quantities) {
    Set<String> set = Set.copyOf(quantities);
    if (set.size() >= 4) {
      return "backward.";
    }
    if (set.equals(Set.of("dJdb1", "dJdb2"))) {
      return "backward.bias.";
    }
    if (set.equals(Set.of("dJdW1", "dJdW2"))) {
      return "backward.weights.";
    }
    if (set.equals(Set.of("dJdW1", "dJdb1"))) {
      return "backward.first-layer.";
    }
    if (set.equals(Set.of("dJdW2", "dJdb2"))) {
      return "backward.second-layer.";
    }
    return set.size() == 1 ? "backward." + quantities.get(0) + "." : "backward.some.";
  }

  /** J and dJ/dŷ may keep away from zero in two ways, which is one thing to mend. */
  private void mergeClamps() {
    Draft first = null;
    for (Draft each : List.copyOf(drafts)) {
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
        drafts.set(drafts.indexOf(first), both);
        drafts.remove(each);
        first = both;
      } else {
        first.explain(List.copyOf(each.explains()));
        drafts.remove(each);
      }
    }
  }

  /** A loss that sees one output returns a column, and a J that is of that column alone. */
  private void mergeOneOutput() {
    for (String loss : List.of("mse", "bce")) {
      Draft shape = find(loss + ".one-output-assumed");
      Draft part = find(loss + ".loss.part-of-elements");
      if (shape != null && part != null) {
        shape.explain(List.copyOf(part.explains()));
        drafts.remove(part);
      }
    }
  }

  private @Nullable Draft find(String id) {
    for (Draft each : drafts) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    return null;
  }

  private static Confidence confidence(Explanation each) {
    return each.sizes() > 1 && each.unexplained().isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
  }

  // --- what no mistake explains

  private void unexplained() {
    Map<String, List<Observation>> byQuantity = new LinkedHashMap<>();
    boolean isForwardExplained = isForwardExplained();
    for (Observation each : observations) {
      boolean isKnown = each.part() != Part.BACKWARD || isForwardExplained;
      Observation judged = judged(each);
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
          draft(each.getKey(), Confidence.LOW, wrong.get(0).part(), wrong, quantities)
              .evidence(WrongEntries.describe(wrong))
              .numbers(WrongEntries.largest(wrong)));
    }
  }

  /** As it was judged beside the mistakes of forward. */
  private Observation judged(Observation each) {
    for (Observation based : basedOnForward) {
      if (based.caseId().equals(each.caseId()) && based.quantity().equals(each.quantity())) {
        return based;
      }
    }
    return each;
  }

  private boolean isNamed(Observation observation) {
    CheckName name = new CheckName(observation.caseId(), observation.quantity());
    for (Draft each : drafts) {
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
          && !isTransposed(each)) {
        return true;
      }
    }
    // The rest of a quantity most of which is explained is no second mistake.
    for (Explanation each : explanations) {
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
      return prefix(first.part()) + "nan";
    }
    return switch (first.part()) {
      case FORWARD -> "forward.unexplained";
      case BACKWARD -> "backward.unexplained";
      case MSE, BCE ->
          prefix(first.part())
              + (first.quantity().equals("J") ? "loss.unexplained" : "gradient.unexplained");
    };
  }

  // --- drafts

  private Draft draft(String id, Confidence confidence, Part part, List<Observation> explained) {
    List<String> quantities = new ArrayList<>();
    for (String quantity : QUANTITIES) {
      if (explained.stream().anyMatch(each -> each.quantity().equals(quantity))) {
        quantities.add(quantity);
      }
    }
    return draft(id, confidence, part, explained, quantities);
  }

  private Draft draft(
      String id,
      Confidence confidence,
      Part part,
      List<Observation> explained,
      List<String> quantities) {
    int step =
        switch (part) {
          case FORWARD -> FORWARD_STEP;
          case MSE -> quantities.contains("J") ? 1 : 2;
          case BCE -> quantities.contains("J") ? 3 : 4;
          case BACKWARD ->
              quantities.contains("dJdW2") || quantities.contains("dJdb2")
                  ? BACKWARD_STEP
                  : HIDDEN_STEP;
        };
    return new Draft(id, confidence, step)
        .word("loss", part == Part.BCE ? "bceLoss" : "mseLoss")
        .word("method", function(part))
        .word("what", joined(quantities))
        .word("is", are(quantities))
        .explain(checks(explained))
        .numbers(explained.isEmpty() ? "" : WrongEntries.largest(explained));
  }

  /** The failed checks of these answers. */
  private List<CheckName> checks(List<Observation> explained) {
    List<CheckName> checks = new ArrayList<>();
    for (Observation each : explained) {
      CheckName name = new CheckName(each.caseId(), each.quantity());
      if (facts.verdict(name) != Verdict.PASSED) {
        checks.add(name);
      }
    }
    return checks;
  }

  static String joined(List<String> quantities) {
    if (quantities.isEmpty()) {
      return "the values";
    }
    List<String> ordered = new ArrayList<>();
    for (String each : QUANTITIES) {
      if (quantities.contains(each)) {
        ordered.add(each);
      }
    }
    int last = ordered.size() - 1;
    return last == 0
        ? ordered.get(0)
        : String.join(", ", ordered.subList(0, last)) + " and " + ordered.get(last);
  }

  private static String are(List<String> quantities) {
    return quantities.size() == 1 ? "is" : "are";
  }
}
