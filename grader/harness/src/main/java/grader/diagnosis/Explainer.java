package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the mistakes that give what a part returned: as few as explain all its quantities.
 *
 * <p>A mistake is named only when it gives the wrong answers of a quantity in all cases, or in most
 * of them, and makes none wrong that is right.
 */
final class Explainer {
  /** Of the wrong answers of a quantity, how much a mistake has to give to be named. */
  static final double MOST = 0.75;

  /** What a quantity counts that a mistake would make wrong, and that is right. */
  private static final double SPOILED = 0.1;

  private static final double MOST_SPOILED = 4 * SPOILED;

  private final Predictions predictions;

  Explainer(Predictions predictions) {
    this.predictions = predictions;
  }

  /**
   * The mistakes of a part.
   *
   * @param observations of this part
   * @param known mistakes that the part has beside, such as those of forward for backward
   */
  List<Explanation> explain(Part part, List<Observation> observations, Set<String> known) {
    Groups<String, Observation> wrong = new Groups<>();
    Groups<String, Observation> right = new Groups<>();
    for (Observation each : observations) {
      if (each.isSmall() && each.right() != null) {
        (each.isWrong() ? wrong : right).add(each.quantity(), each);
      }
    }
    Map<String, List<Candidate>> candidates =
        PartCandidates.of(predictions, part, wrong.byKey(), right.byKey(), known);
    Set<String> open = new LinkedHashSet<>(wrong.byKey().keySet());
    List<Explanation> chosen = choose(part, open, wrong.byKey(), right.byKey(), candidates, known);
    addOfSomeCases(chosen, part, open, wrong, right, known);
    return chosen;
  }

  /**
   * As few mistakes as explain all quantities: one that explains several is better than several.
   *
   * @param open the quantities; those that are explained are removed
   */
  private List<Explanation> choose(
      Part part,
      Set<String> open,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Map<String, List<Candidate>> candidates,
      Set<String> known) {
    List<Explanation> chosen = new ArrayList<>();
    while (!open.isEmpty()) {
      Candidate best = best(open, wrong, right, candidates, known);
      if (best == null) {
        break;
      }
      List<String> covered = new ArrayList<>();
      List<Observation> explained = new ArrayList<>();
      List<Observation> unexplained = new ArrayList<>();
      Groups<String, Observation> beside = new Groups<>();
      for (String quantity : open) {
        List<Candidate> ofQuantity = candidates.getOrDefault(quantity, List.of());
        Candidate own = own(best, ofQuantity);
        if (own != null && isEnough(own, wrong.getOrDefault(quantity, List.of()))) {
          covered.add(quantity);
          explained.addAll(own.given());
          unexplained.addAll(wrong.getOrDefault(quantity, List.of()));
          unexplained.removeAll(own.given());
          addBeside(beside, own, ofQuantity);
        }
      }
      open.removeAll(covered);
      for (List<Observation> each : beside.byKey().values()) {
        unexplained.removeAll(each);
      }
      addAll(chosen, part, best, covered, explained, unexplained, known);
      if (isOneOfSeveral(best, covered, wrong, right, candidates, known)) {
        int last = chosen.size() - 1;
        chosen.set(last, chosen.get(last).asOneOfSeveral());
      }
      addSeconds(chosen, part, beside);
    }
    for (String quantity : List.copyOf(open)) {
      List<Observation> ofQuantity = wrong.getOrDefault(quantity, List.of());
      List<Observation> others = right.getOrDefault(quantity, List.of());
      if (addOfOthers(chosen, part, ofQuantity, others, known)) {
        open.remove(quantity);
      }
    }
    return chosen;
  }

  /**
   * What is wrong in some sizes alone, as with one output: there a mistake may give all that would
   * be seen everywhere else, too.
   *
   * @param open quantities that nothing explains
   */
  private void addOfSomeCases(
      List<Explanation> chosen,
      Part part,
      Set<String> open,
      Groups<String, Observation> wrong,
      Groups<String, Observation> right,
      Set<String> known) {
    Groups<Circumstance, String> quantities = new Groups<>();
    for (String quantity : open) {
      Circumstance circumstance =
          isTelling(wrong.of(quantity))
              ? Circumstance.ofSizes(wrong.of(quantity), right.of(quantity))
              : null;
      if (circumstance != null) {
        quantities.add(circumstance, quantity);
      }
    }
    for (Map.Entry<Circumstance, List<String>> each : quantities.byKey().entrySet()) {
      Groups<String, Observation> wrongThere = new Groups<>();
      Groups<String, Observation> rightThere = new Groups<>();
      for (String quantity : each.getValue()) {
        wrongThere.addAll(quantity, wrong.of(quantity));
        for (Observation other : right.of(quantity)) {
          if (each.getKey().holds(other)) {
            rightThere.add(quantity, other);
          }
        }
      }
      Map<String, List<Candidate>> candidates =
          PartCandidates.of(predictions, part, wrongThere.byKey(), rightThere.byKey(), known);
      Set<String> there = new LinkedHashSet<>(each.getValue());
      for (Explanation explanation :
          choose(part, there, wrongThere.byKey(), rightThere.byKey(), candidates, known)) {
        chosen.add(explanation.in(each.getKey()));
      }
    }
  }

  /** Two numbers may come out by chance. */
  private static boolean isTelling(List<Observation> wrong) {
    return wrong.size() > 2 || (!wrong.isEmpty() && wrong.get(0).actual().size() > 1);
  }

  /**
   * Answers of a quantity of which no mistake gives most, and mistakes of the other quantities give
   * each: some the one, and some another.
   *
   * @return whether they were added
   */
  private boolean addOfOthers(
      List<Explanation> chosen,
      Part part,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    Set<String> mistakes = new LinkedHashSet<>();
    for (Explanation each : chosen) {
      if (!each.mistake().isEmpty() && each.factor().isOne()) {
        mistakes.add(each.mistake());
      }
    }
    Groups<String, Observation> byMistake = new Groups<>();
    for (Observation each : wrong) {
      String mistake = giving(mistakes, each, known);
      if (mistake == null) {
        return false;
      }
      byMistake.add(mistake, each);
    }
    for (Observation each : right) {
      Tensor predicted = predictions.predicted(byMistake.byKey().keySet(), each, known);
      if (predicted == null || !each.accepts(predicted)) {
        return false;
      }
    }
    addSeconds(chosen, part, byMistake);
    return true;
  }

  /** The first mistake that gives an answer; null when none does. */
  private @Nullable String giving(Set<String> mistakes, Observation answer, Set<String> known) {
    for (String mistake : mistakes) {
      Tensor predicted = predictions.predicted(Set.of(mistake), answer, known);
      if (predicted != null && answer.isGivenBy(predicted, 1)) {
        return mistake;
      }
    }
    return null;
  }

  /** What a second mistake gives beside the best, of a quantity that the best explains mostly. */
  private static void addBeside(
      Groups<String, Observation> beside, Candidate own, List<Candidate> ofQuantity) {
    for (Candidate each : ofQuantity) {
      Set<String> more = new LinkedHashSet<>(each.mistakes());
      more.removeAll(own.mistakes());
      boolean isWider =
          more.size() == 1
              && each.mistakes().containsAll(own.mistakes())
              && each.factor().is(own.factor())
              && each.given().size() > own.given().size()
              && each.contradictions() <= own.contradictions();
      if (isWider) {
        List<Observation> given = new ArrayList<>(each.given());
        given.removeAll(own.given());
        beside.addAll(more.iterator().next(), given);
        return;
      }
    }
  }

  private static void addSeconds(
      List<Explanation> chosen, Part part, Groups<String, Observation> byMistake) {
    for (Map.Entry<String, List<Observation>> each : byMistake.byKey().entrySet()) {
      List<Observation> given = each.getValue();
      List<String> quantities = List.copyOf(Observations.quantities(given));
      chosen.add(
          new Explanation(
              part, each.getKey(), Factor.ONE, false, quantities, given, given, List.of()));
    }
  }

  private static @Nullable Candidate own(Candidate same, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.isSameAs(same)) {
        return candidate;
      }
    }
    return null;
  }

  /**
   * Whether a mistake of another id gives and leaves out just the same of every quantity, and makes
   * no more of the others wrong.
   */
  private boolean isOneOfSeveral(
      Candidate best,
      List<String> quantities,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Map<String, List<Candidate>> candidates,
      Set<String> known) {
    if (best.mistakes().size() != 1) {
      return false;
    }
    for (Candidate other : candidates.getOrDefault(quantities.get(0), List.of())) {
      // A number without a name that makes up for the difference is nothing that anybody writes.
      boolean isAlike = other.isOfOtherMistake(best) && other.factor().isNamed();
      for (String quantity : quantities) {
        List<Candidate> ofQuantity = candidates.getOrDefault(quantity, List.of());
        Candidate own = own(best, ofQuantity);
        Candidate others = own(other, ofQuantity);
        isAlike &= own != null && others != null && own.givesJustAs(others);
      }
      if (isAlike && spoiled(other, wrong, right, known) <= spoiled(best, wrong, right, known)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEnough(Candidate candidate, List<Observation> wrong) {
    return candidate.score() >= MOST * wrong.size();
  }

  private @Nullable Candidate best(
      Set<String> open,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Map<String, List<Candidate>> candidates,
      Set<String> known) {
    Map<Candidate, Double> values = new LinkedHashMap<>();
    double highest = 0;
    for (String quantity : open) {
      for (Candidate candidate : candidates.getOrDefault(quantity, List.of())) {
        double value = value(candidate, open, wrong, candidates);
        if (value > 0 && !isContradicted(candidate, open, wrong, right, candidates, known)) {
          values.put(candidate, value);
          highest = Math.max(highest, value);
        }
      }
    }
    Candidate best = null;
    double bestValue = 0;
    for (Map.Entry<Candidate, Double> each : values.entrySet()) {
      if (each.getValue() > highest - MOST_SPOILED) {
        // What would make right quantities wrong is less likely to be what was done.
        double value = each.getValue() - SPOILED * spoiled(each.getKey(), wrong, right, known);
        if (best == null || value > bestValue) {
          best = each.getKey();
          bestValue = value;
        }
      }
    }
    return best;
  }

  /**
   * Whether it would make other quantities wrong, which are right, and does not give all that is
   * wrong: then something else was done.
   */
  private boolean isContradicted(
      Candidate candidate,
      Set<String> open,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Map<String, List<Candidate>> candidates,
      Set<String> known) {
    for (String quantity : open) {
      List<Observation> ofQuantity = wrong.getOrDefault(quantity, List.of());
      Candidate own = own(candidate, candidates.getOrDefault(quantity, List.of()));
      if (own != null && isEnough(own, ofQuantity) && own.given().size() < ofQuantity.size()) {
        return spoiled(candidate, wrong, right, known) > 0;
      }
    }
    return false;
  }

  private static double value(
      Candidate candidate,
      Set<String> open,
      Map<String, List<Observation>> wrong,
      Map<String, List<Candidate>> candidates) {
    double value = 0;
    for (String quantity : open) {
      List<Observation> ofQuantity = wrong.getOrDefault(quantity, List.of());
      Candidate own = own(candidate, candidates.getOrDefault(quantity, List.of()));
      if (own != null && isEnough(own, ofQuantity)) {
        value += (double) own.score() / ofQuantity.size();
      }
    }
    return value == 0 ? 0 : value - 0.01 * candidate.cost();
  }

  /** How many quantities that are right everywhere the mistakes would make wrong. */
  private int spoiled(
      Candidate candidate,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Set<String> known) {
    int spoiled = 0;
    for (Map.Entry<String, List<Observation>> each : right.entrySet()) {
      if (wrong.containsKey(each.getKey()) || candidate.mistakes().isEmpty()) {
        continue;
      }
      boolean isSpoiled = false;
      for (Observation observation : each.getValue()) {
        if (isAsked(candidate.given(), observation)) {
          Tensor predicted = predictions.predicted(candidate.mistakes(), observation, known);
          isSpoiled |= predicted == null || !observation.accepts(predicted);
        }
      }
      spoiled += isSpoiled ? 1 : 0;
    }
    return spoiled;
  }

  /** Whether it was asked together with one of these: its answer is computed already. */
  private static boolean isAsked(List<Observation> given, Observation observation) {
    for (Observation each : given) {
      if (each.question().number() == observation.question().number()) {
        return true;
      }
    }
    return false;
  }

  /** One explanation per mistake: the second of two explains what the first does not. */
  private void addAll(
      List<Explanation> chosen,
      Part part,
      Candidate best,
      List<String> quantities,
      List<Observation> explained,
      List<Observation> unexplained,
      Set<String> known) {
    if (best.mistakes().size() < 2) {
      String mistake = best.mistakes().isEmpty() ? "" : best.mistakes().iterator().next();
      chosen.add(
          new Explanation(
              part,
              mistake,
              best.factor(),
              best.isTransposed(),
              quantities,
              explained,
              notGiven(Set.of(), best.factor(), explained, known),
              unexplained));
      return;
    }
    Factor factor = best.factor();
    Set<String> before = new LinkedHashSet<>();
    for (String mistake : best.mistakes()) {
      List<Observation> own = notGiven(before, best.factor(), explained, known);
      before.add(mistake);
      List<Observation> rest = notGiven(before, best.factor(), explained, known);
      boolean isLast = before.size() == best.mistakes().size();
      if (!isLast && rest.size() < own.size()) {
        own.removeAll(rest);
      }
      chosen.add(
          new Explanation(
              part,
              mistake,
              factor,
              false,
              quantities,
              factor.isOne() ? own : explained,
              own,
              isLast ? unexplained : List.of()));
      factor = Factor.ONE;
    }
  }

  /** Those that these mistakes and the factor do not give. */
  private List<Observation> notGiven(
      Set<String> mistakes, Factor factor, List<Observation> explained, Set<String> known) {
    List<Observation> rest = new ArrayList<>();
    for (Observation each : explained) {
      Tensor predicted = predictions.predicted(mistakes, each, known);
      if (predicted == null
          || !Fit.isClose(predicted, each.actual(), factor.at(each.batch(), each.outputs()))) {
        rest.add(each);
      }
    }
    return rest;
  }
}
