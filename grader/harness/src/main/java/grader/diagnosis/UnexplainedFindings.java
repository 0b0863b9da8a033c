package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Findings of what no explanation gives: what the values look like, or where they are wrong; and
 * else that no known mistake gives them, with the facts.
 */
final class UnexplainedFindings {
  private final List<Observation> observations;
  private final PartExplanations explanations;
  private final Predictions predictions;
  private final Drafts drafts;

  UnexplainedFindings(
      List<Observation> observations,
      PartExplanations explanations,
      Predictions predictions,
      Drafts drafts) {
    this.predictions = predictions;
    this.observations = observations;
    this.explanations = explanations;
    this.drafts = drafts;
  }

  /** Wrong answers of one quantity, and what is to be said of them. */
  private record Group(
      List<Observation> wrong,
      List<Observation> all,
      String id,
      String form,
      @Nullable Circumstance circumstance)
      implements Comparable<Group> {
    /** In the order of computation. */
    @Override
    public int compareTo(Group other) {
      return Integer.compare(place(), other.place());
    }

    /** Among the quantities. */
    private int place() {
      return PartNames.QUANTITIES.indexOf(wrong.get(0).quantity());
    }
  }

  /** Adds them: one for all quantities of which the same is to be said. */
  void add() {
    Groups<String, Group> byFinding = new Groups<>();
    for (List<Observation> wrong : wrongByQuantity()) {
      Group group = group(wrong);
      // Of copies it is said what they are copies of, and all of them are one mistake.
      String form = group.id().endsWith("copies-input") ? "" : group.form();
      byFinding.add(group.id() + " " + form, group);
    }
    for (List<Group> groups : byFinding.byKey().values()) {
      add(groups);
    }
  }

  private void add(List<Group> groups) {
    List<Observation> wrong = new ArrayList<>();
    List<String> quantities = new ArrayList<>();
    List<String> forms = new ArrayList<>();
    List<String> evidence = new ArrayList<>();
    int answers = 0;
    // In the order of the quantities in the sentence, as what is said of each stands beside it.
    Collections.sort(groups);
    for (Group each : groups) {
      wrong.addAll(each.wrong());
      answers += each.all().size();
      quantities.add(each.wrong().get(0).quantity());
      if (!forms.contains(each.form())) {
        forms.add(each.form());
      }
    }
    Circumstance circumstance = circumstance(groups, wrong);
    if (circumstance != null) {
      evidence.add(circumstance.sentence());
    }
    evidence.add(0, WrongEntries.describe(wrong, answers));
    String id = groups.get(0).id();
    if (id.endsWith("unexplained") && !isAnyTried(wrong)) {
      evidence.add(
          "Known mistakes in formulas cannot be tried here; they are when your work is graded.");
    }
    drafts.add(
        drafts
            .draft(
                id,
                isNamed(id) ? Confidence.MEDIUM : Confidence.LOW,
                wrong.get(0).part(),
                wrong,
                quantities)
            .word("form", PartNames.list(forms))
            .evidence(String.join(" ", evidence)));
  }

  private boolean isAnyTried(List<Observation> wrong) {
    for (Observation each : wrong) {
      if (predictions.isAnswered(each.question())) {
        return true;
      }
    }
    return false;
  }

  /** One that holds for all that is wrong; null when there is none. */
  private static @Nullable Circumstance circumstance(List<Group> groups, List<Observation> wrong) {
    for (Group each : groups) {
      Circumstance circumstance = each.circumstance();
      if (circumstance != null && circumstance.holdsForAll(wrong)) {
        return circumstance;
      }
    }
    return null;
  }

  private static boolean isNamed(String id) {
    return !id.endsWith("unexplained") && !id.endsWith("nan") && !id.equals("bce.clamp.other");
  }

  /** What no finding speaks of yet: of each quantity of each part. */
  private Collection<List<Observation>> wrongByQuantity() {
    Groups<String, Observation> byQuantity = new Groups<>();
    boolean isForwardExplained = explanations.isForwardExplained();
    Set<CheckName> named = new HashSet<>();
    for (Draft each : drafts.all()) {
      named.addAll(each.explains());
    }
    Set<String> ofWrongShape = ofWrongShape();
    for (Observation each : observations) {
      boolean isKnown = each.part() != Part.BACKWARD || isForwardExplained;
      Observation judged = explanations.judged(each);
      // Whether a wrong forward is where a derivative jumps is a matter of its rounding.
      boolean isOfRounding = judged != each && each.isAtEdge();
      // To compare all of a tensor takes longer than the rest.
      if (isKnown
          && !isOfRounding
          && judged.isSmall()
          && !named.contains(new CheckName(each.caseId(), each.quantity()))
          && !ofWrongShape.contains(quantity(each))
          && !isExplained(each)
          && judged.isWrong()) {
        byQuantity.add(quantity(each), judged);
      }
    }
    return byQuantity.byKey().values();
  }

  private static String quantity(Observation each) {
    return each.part() + " " + each.quantity();
  }

  /** Where sizes happen to be equal a wrong shape is not seen, and its values are wrong. */
  private Set<String> ofWrongShape() {
    Set<String> quantities = new HashSet<>();
    for (Observation each : observations) {
      if (each.isOfWrongShape()) {
        quantities.add(quantity(each));
      }
    }
    return quantities;
  }

  private Group group(List<Observation> wrong) {
    Observation first = wrong.get(0);
    List<Observation> all = new ArrayList<>();
    for (Observation each : observations) {
      Observation judged = explanations.judged(each);
      if (judged.part() == first.part()
          && judged.quantity().equals(first.quantity())
          && judged.isSmall()
          && judged.right() != null) {
        all.add(judged);
      }
    }
    String prefix = PartNames.prefix(first.part());
    boolean isComparable = haveRightShape(wrong);
    WrongPattern pattern = isComparable ? WrongPattern.of(wrong, all, observations) : null;
    if (pattern != null) {
      boolean isOfSomeCases = pattern.id().equals("factor-of-case") && wrong.size() < all.size();
      Circumstance where = isOfSomeCases ? Circumstance.of(wrong, all) : null;
      return new Group(wrong, all, prefix + pattern.id(), pattern.form(), where);
    }
    boolean isOfGradients = isComparable && first.part() == Part.BACKWARD;
    String part = isOfGradients && !isNaN(wrong) ? explanations.partOfSamples().words(wrong) : null;
    if (part != null) {
      return new Group(wrong, all, "backward.part-of-samples", part, null);
    }
    String id = unexplainedId(wrong);
    Circumstance circumstance = Circumstance.of(wrong, all);
    if (circumstance == null || isNaN(wrong)) {
      return new Group(wrong, all, id, "", null);
    }
    if (circumstance.activation().isEmpty() || isPartnerRight(first)) {
      return new Group(wrong, all, id, "", circumstance);
    }
    String kind = first.part() == Part.FORWARD ? "activation-wrong" : "derivative-wrong";
    return new Group(wrong, all, prefix + kind, circumstance.spokenActivation(), circumstance);
  }

  private static boolean haveRightShape(List<Observation> answers) {
    for (Observation each : answers) {
      if (!each.hasRightShape()) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the other gradient of the layer is right everywhere: both go through the same
   * derivative, which can then not be what is wrong.
   */
  private boolean isPartnerRight(Observation first) {
    if (first.part() != Part.BACKWARD) {
      return false;
    }
    String own = first.quantity();
    String partner = (own.contains("W") ? "dJdb" : "dJdW") + own.substring(own.length() - 1);
    for (Observation each : observations) {
      if (each.quantity().equals(partner) && explanations.judged(each).isWrong()) {
        return false;
      }
    }
    return true;
  }

  private boolean isExplained(Observation observation) {
    // The rest of a quantity most of which is explained is no second mistake.
    for (Explanation each : explanations.all()) {
      if (each.part() == observation.part()
          && each.quantities().contains(observation.quantity())
          && (!each.mistake().isEmpty() || !isCertain(observation))) {
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

  private static boolean isNaN(List<Observation> wrong) {
    for (Observation each : wrong) {
      if (WrongEntries.isFinite(each.actual())) {
        return false;
      }
    }
    return true;
  }

  private static String unexplainedId(List<Observation> wrong) {
    Observation first = wrong.get(0);
    boolean isOfCertain = true;
    boolean isGuarded = true;
    for (Observation each : wrong) {
      isOfCertain &= isCertain(each);
      isGuarded &= WrongEntries.isFinite(each.actual());
    }
    if (isOfCertain) {
      return isGuarded
          ? "bce.clamp.other"
          : first.quantity().equals("J")
              ? "bce.clamp.loss-infinite"
              : "bce.clamp.gradient-divides-by-zero";
    }
    if (isNaN(wrong)) {
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
