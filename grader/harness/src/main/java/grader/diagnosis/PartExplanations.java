package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What turns a right part's answers into those that were returned, part by part in the order of
 * computation.
 */
final class PartExplanations {
  private static final List<String> OTHER_DERIVATIVES =
      List.of("forward.derivatives-of-named-activations", "forward.derivatives-from-outputs");

  /**
   * How many wrong answers one more gradient that is ever wrong counts for: one that is right in
   * all cases says more of what backward takes for right than any number of others.
   */
  private static final int WRONG_QUANTITY = 1000;

  /** Of each gradient that is wrong, before other mistakes of forward are tried on all. */
  private static final int TRIED_FIRST = 3;

  private final List<Observation> observations;
  private final Predictions predictions;
  private final List<Explanation> all = new ArrayList<>();

  /** By what was observed, the same beside a backward whose forward is wrong. */
  private final Map<Observation, Observation> basedOnForward = new HashMap<>();

  /** In which cases alone forward has a mistake that it has not everywhere. */
  private final List<Circumstance> ofForwardAlone = new ArrayList<>();

  private PartOfSamples partOfSamples;

  private PartExplanations(List<Observation> observations, Predictions predictions) {
    this.observations = observations;
    this.predictions = predictions;
    this.partOfSamples = new PartOfSamples(predictions, Set.of());
  }

  /**
   * The explanations of a run.
   *
   * @param observations all of the run
   */
  static PartExplanations of(List<Observation> observations, Predictions predictions) {
    PartExplanations explanations = new PartExplanations(observations, predictions);
    Set<String> forward = explanations.forward();
    explanations.part(Part.MSE, explanations.of(Part.MSE), Set.of());
    explanations.part(Part.BCE, explanations.of(Part.BCE), Set.of());
    explanations.backward(forward);
    return explanations;
  }

  List<Explanation> all() {
    return all;
  }

  /** Of gradients, beside the mistakes of forward. */
  PartOfSamples partOfSamples() {
    return partOfSamples;
  }

  private List<Observation> of(Part part) {
    return Observations.comparable(observations, part);
  }

  /** What is wrong in forward: the mistakes that backward's own z1, z2 and z3 have too. */
  private Set<String> forward() {
    part(Part.FORWARD, of(Part.FORWARD), Set.of());
    Set<String> mistakes = new LinkedHashSet<>();
    for (Explanation each : all) {
      Circumstance circumstance = each.circumstance();
      if (circumstance != null) {
        ofForwardAlone.add(circumstance);
      } else if (!each.mistake().isEmpty()) {
        mistakes.add(each.mistake());
      }
    }
    return mistakes;
  }

  private void part(Part part, List<Observation> own, Set<String> known) {
    all.addAll(new Explainer(predictions).explain(part, own, known));
  }

  boolean isForwardExplained() {
    for (Observation each : of(Part.FORWARD)) {
      if (each.isWrong() && each.isSmall() && !isExplained(each)) {
        return false;
      }
    }
    return true;
  }

  private boolean isExplained(Observation observation) {
    for (Explanation each : all) {
      if (each.part() == observation.part()
          && each.quantities().contains(observation.quantity())
          && (each.explained().contains(observation) || each.unexplained().contains(observation))) {
        return true;
      }
    }
    return false;
  }

  private void backward(Set<String> forward) {
    if (!isForwardExplained()) {
      // What backward has kept is not known, so that nothing can be said of it.
      return;
    }
    List<Observation> own = new ArrayList<>();
    for (Observation each : withoutWrongShapes(of(Part.BACKWARD))) {
      if (isWrongBefore(each)) {
        // What backward has kept there is another question than everywhere else.
        basedOnForward.put(each, each.judgedBy(each.right(), false));
      } else {
        own.add(each);
      }
    }
    if (forward.isEmpty()) {
      part(Part.BACKWARD, own, Set.of());
      return;
    }
    Map<Observation, Observation> best = Map.of();
    Set<String> known = Set.of();
    int least = Integer.MAX_VALUE;
    for (Set<String> mistakes : besideForward(forward)) {
      if (!best.isEmpty() && !isAnyRight(smallestWrong(best), mistakes)) {
        continue;
      }
      Map<Observation, Observation> based = new LinkedHashMap<>();
      Set<String> wrong = new HashSet<>();
      int cost = 0;
      for (Observation each : own) {
        // What costs as much is not the best.
        if (each.isSmall() && cost < least) {
          Observation beside = based(each, mistakes);
          based.put(each, beside);
          if (isWrong(beside)) {
            cost += wrong.add(each.quantity()) ? WRONG_QUANTITY : 1;
          }
        }
      }
      if (cost < least) {
        least = cost;
        best = based;
        known = mistakes;
      }
      if (least == 0) {
        break;
      }
    }
    basedOnForward.putAll(best);
    partOfSamples = new PartOfSamples(predictions, known);
    part(Part.BACKWARD, List.copyOf(best.values()), known);
  }

  /** Whether forward is wrong in these cases alone. */
  private boolean isWrongBefore(Observation each) {
    for (Circumstance circumstance : ofForwardAlone) {
      if (circumstance.holds(each)) {
        return true;
      }
    }
    return false;
  }

  /**
   * All but the gradients that mostly have a wrong shape: that is what is wrong with them, and
   * where sizes happen to be equal, their values come from it.
   */
  private List<Observation> withoutWrongShapes(List<Observation> comparable) {
    Map<String, Integer> surplus = new HashMap<>();
    for (Observation each : observations) {
      if (each.part() == Part.BACKWARD && each.right() != null) {
        int more = each.isOfWrongShape() ? -1 : 1;
        surplus.put(each.quantity(), surplus.getOrDefault(each.quantity(), 0) + more);
      }
    }
    List<Observation> others = new ArrayList<>();
    for (Observation each : comparable) {
      if (surplus.getOrDefault(each.quantity(), 0) >= 0) {
        others.add(each);
      }
    }
    return others;
  }

  /** A few of each gradient that are wrong so far: what is better makes one of them right. */
  private static List<Observation> smallestWrong(Map<Observation, Observation> based) {
    List<Observation> smallestFirst = new ArrayList<>(based.keySet());
    smallestFirst.sort(Observation.SMALLEST_FIRST);
    Groups<String, Observation> byQuantity = new Groups<>();
    List<Observation> few = new ArrayList<>();
    for (Observation each : smallestFirst) {
      if (isWrong(based.getOrDefault(each, each))
          && byQuantity.of(each.quantity()).size() < TRIED_FIRST) {
        byQuantity.add(each.quantity(), each);
        few.add(each);
      }
    }
    return few;
  }

  private boolean isAnyRight(List<Observation> some, Set<String> mistakes) {
    for (Observation each : some) {
      if (based(each, mistakes).isRight()) {
        return true;
      }
    }
    return false;
  }

  /**
   * What backward may take for right when forward has mistakes: what forward computed, with
   * derivatives that fit another forward or not, or as if forward were right.
   */
  static List<Set<String>> besideForward(Set<String> forward) {
    List<Set<String>> all = new ArrayList<>();
    all.add(forward);
    for (String derivatives : OTHER_DERIVATIVES) {
      Set<String> mistakes = new LinkedHashSet<>(forward);
      mistakes.add(derivatives);
      all.add(mistakes);
    }
    all.add(Set.of());
    return all;
  }

  private static boolean isWrong(Observation beside) {
    return beside.isSmall() && beside.isWrong();
  }

  /**
   * The same observation beside a backward whose forward has these mistakes. What would take as
   * long to compute as all the others together does not count as small then.
   */
  private Observation based(Observation each, Set<String> mistakes) {
    CaseRequest question = each.question();
    return Observations.isLong(question)
        ? each.judgedBy(each.right(), false)
        : each.judgedBy(
            predictions.answer(Set.of(), question, mistakes).get(each.quantity()), true);
  }

  /** As it was judged beside the mistakes of forward. */
  Observation judged(Observation each) {
    return basedOnForward.getOrDefault(each, each);
  }
}
