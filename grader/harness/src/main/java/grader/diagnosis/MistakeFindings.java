package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Findings of explanations: the name of an alternative, of a transpose or of a factor. */
final class MistakeFindings {
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

  private static final List<String> PLACES = List.of("first", "second", "last");

  private final Drafts drafts;

  MistakeFindings(Drafts drafts) {
    this.drafts = drafts;
  }

  /** Adds one for each mistake, and one for each factor, of several gradients perhaps. */
  void add(List<Explanation> explanations) {
    List<Explanation> ofFactors = new ArrayList<>();
    for (Explanation each : explanations) {
      boolean isOfFactor = addMistake(each);
      if (isOfFactor) {
        addFactor(ofFactors, each);
      }
    }
    for (Explanation each : ofFactors) {
      factor(each);
    }
  }

  /** Gradients that are multiplied by the same, beside a mistake or not, share one mistake. */
  private static void addFactor(List<Explanation> ofFactors, Explanation more) {
    for (Explanation each : ofFactors) {
      if (each.part() == Part.BACKWARD
          && more.part() == Part.BACKWARD
          && each.where().equals(more.where())
          && each.factor().is(more.factor())) {
        Set<String> quantities = new LinkedHashSet<>(each.quantities());
        quantities.addAll(more.quantities());
        List<Observation> explained = new ArrayList<>(each.explained());
        explained.addAll(more.explained());
        ofFactors.set(
            ofFactors.indexOf(each),
            new Explanation(
                each.part(),
                "",
                each.factor(),
                false,
                List.copyOf(quantities),
                explained,
                List.of(),
                List.of(),
                false,
                each.circumstance()));
        return;
      }
    }
    ofFactors.add(more);
  }

  /** Adds the mistake; gives whether there is a factor to be named, too. */
  private boolean addMistake(Explanation each) {
    if (!each.mistake().isEmpty()) {
      // A factor that is only seen beside the mistake is said there, and is no finding of its own:
      // without the mistake, the values are not what they should be times that factor.
      boolean isOfAnyScale = each.factor().isOne() || each.bySwitch().containsAll(each.explained());
      for (String name : OF_ANY_SCALE) {
        isOfAnyScale |= mistake(each).endsWith(name) || mistake(each).contains(name + "-");
      }
      alternative(each, isOfAnyScale ? each.explained() : each.bySwitch());
      if (isOfAnyScale) {
        return false;
      }
    }
    if (each.isTransposed()) {
      String id =
          each.part() == Part.FORWARD
              ? "forward.transposed"
              : each.part() == Part.BACKWARD
                  ? "backward.weights-transposed"
                  : PartNames.prefix(each.part()) + "gradient.transposed";
      drafts.add(
          drafts
              .draft(id, each.confidence(), each.part(), each.explained(), each.quantities())
              .evidence(
                  "If you exchange rows and columns of %s, the values are right."
                          .formatted(PartNames.joined(each.quantities()))
                      + each.where()));
    }
    return !each.factor().isOne();
  }

  /** The id of the mistake that an explanation names. */
  static String mistake(Explanation each) {
    return Alternative.mistakeOf(each.mistake());
  }

  /**
   * Names a mistake.
   *
   * @param explained what it is needed for
   */
  private void alternative(Explanation each, List<Observation> explained) {
    String form = new Alternative(each.mistake(), each.part(), Set.of()).form();
    String times =
        each.factor().isOne()
            ? ""
            : ", its result multiplied by " + FactorNames.words(each.factor()) + ",";
    int total = each.explained().size() + each.unexplained().size();
    Draft draft =
        drafts
            .draft(mistake(each), each.confidence(), each.part(), explained, each.quantities())
            .word("layer", layer(form))
            .word("form", form(form))
            .evidence(
                "A program with this mistake%s returns exactly your %s in %s.%s"
                        .formatted(
                            times,
                            PartNames.joined(each.quantities()),
                            total == each.explained().size()
                                ? "every wrong answer"
                                : "%s of %s wrong answers"
                                    .formatted(each.explained().size(), total),
                            each.isOneOfSeveral()
                                ? " Another mistake would return the same in these cases."
                                : "")
                    + each.where());
    drafts.add(draft);
  }

  private static String layer(String form) {
    if (form.equals("x")) {
      return " of x";
    }
    return form.startsWith("hidden")
        ? " of the first layer"
        : form.startsWith("output") ? " of the second layer" : "";
  }

  /** Which elements count, or which of the inputs is left out; other forms are numbers. */
  private static String form(String formOfLayer) {
    String form = formOfLayer.replaceFirst("^(hidden|output)(-|$)", "");
    if (form.startsWith("all-but-")) {
      return "the " + form.substring("all-but-".length()).replace('-', ' ') + " is left out";
    }
    if (form.matches("(first|last)-(sample|output|element)")) {
      return "only the " + form.replace('-', ' ') + " counts";
    }
    for (String place : PLACES) {
      if (form.endsWith(place)) {
        return "the " + place;
      }
    }
    return form;
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
                  ? FactorNames.ofLoss(each.factor(), each.part())
                  : FactorNames.ofGradient(each.factor(), each.part());
          case BACKWARD -> FactorNames.ofBackward(each.factor());
        };
    String group =
        switch (each.part()) {
          case FORWARD -> "forward.";
          case MSE, BCE ->
              PartNames.prefix(each.part())
                  + (each.quantities().contains("J") ? "loss." : "gradient.");
          case BACKWARD -> backwardGroup(each.quantities());
        };
    for (String name : names) {
      drafts.add(
          drafts
              .draft(
                  group + name, each.confidence(), each.part(), each.explained(), each.quantities())
              .evidence(
                  each.factor().isZero()
                      ? "%s %s zero everywhere, but should not be."
                          .formatted(
                              PartNames.joined(each.quantities()), PartNames.are(each.quantities()))
                      : "%s%s %s %s."
                              .formatted(
                                  each.sizes() > 1 ? "In cases of different sizes, " : "",
                                  PartNames.joined(each.quantities()),
                                  PartNames.are(each.quantities()),
                                  FactorNames.comparison(
                                      each.factor(), each.quantities().size() == 1 ? "it" : "they"))
                          + each.where()));
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
}
