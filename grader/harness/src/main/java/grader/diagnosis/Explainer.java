package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Oracle;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the mistakes that give what a part returned: a right part's answers times a factor or
 * transposed, one of the oracle's wrong alternatives, or that and a factor, or two alternatives at
 * once.
 *
 * <p>A mistake is named only when it gives the wrong answers of a quantity in all cases, or in most
 * of them, and makes none wrong that is right. Each alternative is tried on a few small cases
 * first: nearly all end there.
 */
final class Explainer {
  private static final int TRIED_FIRST = 5;

  /** Mistakes that give a part of the answers and may have a second one beside them. */
  private static final int EXTENDED = 2;

  /** A second mistake has to give one of so many answers that the first does not. */
  private static final int EXTENDED_TRIED_FIRST = 3;

  /** Of the wrong answers, below which a mistake says nothing. */
  private static final double FEW = 0.2;

  private static final double MOST = 0.6;

  /** What a quantity counts that a mistake would make wrong, and that is right. */
  private static final double SPOILED = 0.1;

  private static final double MOST_SPOILED = 4 * SPOILED;

  private final @Nullable Oracle oracle;
  private final Map<Asked, Map<String, Tensor>> answers = new HashMap<>();

  /**
   * An explainer.
   *
   * @param oracle null in an edition without the reference: factors and transposes are all then
   */
  Explainer(@Nullable Oracle oracle) {
    this.oracle = oracle;
  }

  private record Asked(Set<String> mistakes, long number, String operation) {}

  /**
   * A way to get from right answers to those of one quantity.
   *
   * @param mistakes beside those that are known already
   * @param given the wrong answers that come out
   * @param contradictions how many right answers would be wrong
   */
  private record Candidate(
      Set<String> mistakes,
      Factor factor,
      boolean isTransposed,
      List<Observation> given,
      int contradictions) {
    int score() {
      return given.size() - 2 * contradictions;
    }

    int cost() {
      return 2 * mistakes.size() + (factor.isOne() ? 0 : 2) + (isTransposed ? 1 : 0);
    }

    boolean isSameAs(Candidate other) {
      return mistakes.equals(other.mistakes)
          && factor.is(other.factor)
          && isTransposed == other.isTransposed;
    }
  }

  /**
   * The mistakes of a part.
   *
   * @param observations of this part
   * @param known mistakes that the part has beside, such as those of forward for backward
   */
  List<Explanation> explain(Part part, List<Observation> observations, Set<String> known) {
    Map<String, List<Observation>> wrong = new LinkedHashMap<>();
    Map<String, List<Observation>> right = new LinkedHashMap<>();
    for (Observation each : observations) {
      if (each.isSmall() && each.right() != null) {
        (each.isWrong() ? wrong : right)
            .computeIfAbsent(each.quantity(), key -> new ArrayList<>())
            .add(each);
      }
    }
    Map<String, List<Candidate>> candidates = new LinkedHashMap<>();
    for (Map.Entry<String, List<Observation>> each : wrong.entrySet()) {
      List<Observation> others = right.getOrDefault(each.getKey(), List.of());
      candidates.put(
          each.getKey(), candidates(part, each.getKey(), each.getValue(), others, known));
    }
    return choose(part, wrong, right, candidates, known);
  }

  private List<Candidate> candidates(
      Part part,
      String quantity,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    List<Candidate> found = new ArrayList<>();
    addIfGood(found, candidate(Set.of(), false, wrong, right, known), wrong);
    addIfGood(found, candidate(Set.of(), true, wrong, right, known), wrong);
    if (isComplete(found, wrong) || oracle == null) {
      return found;
    }
    List<Observation> first = triedFirst(wrong, TRIED_FIRST);
    for (Alternative alternative : oracle.alternatives()) {
      if (alternative.part() == part && alternative.quantities().contains(quantity)) {
        Set<String> mistakes = Set.of(alternative.key());
        Candidate tried = candidate(mistakes, false, first, List.of(), known);
        if (tried != null && isOther(tried, known)) {
          addIfGood(found, candidate(mistakes, false, wrong, right, known), wrong);
        }
      }
    }
    found.sort(Comparator.comparingInt(Candidate::score).reversed().thenComparing(Candidate::cost));
    if (!isComplete(found, wrong)) {
      extend(found, part, quantity, wrong, right, known);
      found.sort(
          Comparator.comparingInt(Candidate::score).reversed().thenComparing(Candidate::cost));
    }
    return found;
  }

  /** Whether a mistake gives an answer that a right part, times the factor, does not give. */
  private boolean isOther(Candidate tried, Set<String> known) {
    for (Observation each : tried.given()) {
      Tensor right = predicted(Set.of(), each, known);
      Tensor predicted = predicted(tried.mistakes(), each, known);
      if (right == null || (predicted != null && !Fit.isClose(right, predicted, 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isComplete(List<Candidate> found, List<Observation> wrong) {
    return found.stream()
        .anyMatch(each -> each.contradictions() == 0 && each.given().size() == wrong.size());
  }

  private static void addIfGood(
      List<Candidate> found, @Nullable Candidate candidate, List<Observation> wrong) {
    if (candidate != null && candidate.score() >= Math.max(1, FEW * wrong.size())) {
      found.add(candidate);
    }
  }

  /** A second mistake on top of the best that give some of the answers. */
  private void extend(
      List<Candidate> found,
      Part part,
      String quantity,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    if (oracle == null) {
      return;
    }
    for (Candidate base : List.copyOf(found.subList(0, Math.min(EXTENDED, found.size())))) {
      if (base.factor().isZero()) {
        continue;
      }
      List<Observation> rest = new ArrayList<>(wrong);
      rest.removeAll(base.given());
      List<Observation> first = triedFirst(rest, EXTENDED_TRIED_FIRST);
      for (Alternative second : oracle.alternatives()) {
        if (second.part() != part
            || !second.quantities().contains(quantity)
            || isSameKind(base.mistakes(), second)) {
          continue;
        }
        Set<String> both = new LinkedHashSet<>(base.mistakes());
        both.add(second.key());
        boolean isWorthIt = false;
        for (Observation each : first) {
          Tensor predicted = isWorthIt ? null : predicted(both, each, known);
          isWorthIt |=
              predicted != null
                  && Fit.isClose(
                      predicted, each.actual(), base.factor().at(each.batch(), each.outputs()));
        }
        if (isWorthIt) {
          addIfGood(found, candidate(both, false, wrong, right, known), wrong);
        }
      }
    }
  }

  private static boolean isSameKind(Set<String> mistakes, Alternative second) {
    for (String key : mistakes) {
      if (key.equals(second.mistake()) || key.startsWith(second.mistake() + "@")) {
        return true;
      }
    }
    return false;
  }

  /** Small cases, as different as can be. */
  private static List<Observation> triedFirst(List<Observation> wrong, int count) {
    List<Observation> chosen = new ArrayList<>();
    Set<Object> kinds = new HashSet<>();
    for (Observation each : wrong) {
      Object kind =
          List.of(
              each.question().attributes(), each.batch() == 1, each.caseId().startsWith("edge"));
      if (chosen.size() < count && kinds.add(kind)) {
        chosen.add(each);
      }
    }
    for (Observation each : wrong) {
      if (chosen.size() < count && !chosen.contains(each)) {
        chosen.add(each);
      }
    }
    return chosen;
  }

  private @Nullable Candidate candidate(
      Set<String> mistakes,
      boolean isTransposed,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    List<Factor.Seen> ratios = new ArrayList<>();
    for (Observation each : wrong) {
      Tensor predicted = predicted(mistakes, isTransposed, each, known);
      if (predicted == null) {
        continue;
      }
      double fitted = Fit.ratio(predicted, each.actual());
      // Where nothing is finite there is no ratio, but both may be infinite or NaN alike.
      double ratio = Double.isNaN(fitted) ? 1 : fitted;
      if (Fit.isClose(predicted, each.actual(), ratio)) {
        ratios.add(new Factor.Seen(ratio, each.batch(), each.outputs(), each.actual().size() == 1));
      }
    }
    List<Factor.Seen> ones = new ArrayList<>();
    if (mistakes.isEmpty() && !isTransposed) {
      for (Observation each : right) {
        if (Fit.isZero(each.actual())) {
          continue;
        }
        ones.add(new Factor.Seen(1, each.batch(), each.outputs(), each.actual().size() == 1));
      }
    }
    Factor factor = ratios.isEmpty() ? null : Factor.of(ratios, ones);
    if (factor == null || (mistakes.isEmpty() && !isTransposed && factor.isOne())) {
      return null;
    }
    List<Observation> given = new ArrayList<>();
    for (Observation each : wrong) {
      Tensor predicted = predicted(mistakes, isTransposed, each, known);
      if (predicted != null
          && Fit.isClose(predicted, each.actual(), factor.at(each.batch(), each.outputs()))) {
        given.add(each);
      }
    }
    int contradictions = 0;
    for (Observation each : given.isEmpty() ? List.<Observation>of() : right) {
      Tensor predicted = predicted(mistakes, isTransposed, each, known);
      double value = factor.at(each.batch(), each.outputs());
      contradictions +=
          predicted != null
                  && (Fit.isClose(predicted, each.actual(), value)
                      || each.accepts(Fit.scaled(predicted, value)))
              ? 0
              : 1;
    }
    return new Candidate(mistakes, factor, isTransposed, given, contradictions);
  }

  private @Nullable Tensor predicted(
      Set<String> mistakes, boolean isTransposed, Observation each, Set<String> known) {
    Tensor predicted = predicted(mistakes, each, known);
    if (!isTransposed || predicted == null) {
      return predicted;
    }
    return predicted.rank() == 2 ? Fit.transposed(predicted) : null;
  }

  private @Nullable Tensor predicted(Set<String> mistakes, Observation each, Set<String> known) {
    if (mistakes.isEmpty() && known.isEmpty()) {
      return each.right();
    }
    if (oracle == null) {
      return null;
    }
    Set<String> all = new LinkedHashSet<>(known);
    all.addAll(mistakes);
    return answer(all, each.question()).get(each.quantity());
  }

  /** What the oracle answers with these mistakes. */
  Map<String, Tensor> answer(Set<String> mistakes, CaseRequest question) {
    Oracle asked = oracle;
    return asked == null
        ? Map.of()
        : answers.computeIfAbsent(
            new Asked(mistakes, question.number(), question.operation()),
            each -> asked.answer(mistakes, question));
  }

  /**
   * As few mistakes as explain all quantities: one that explains several is better than several.
   */
  private List<Explanation> choose(
      Part part,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Map<String, List<Candidate>> candidates,
      Set<String> known) {
    List<Explanation> chosen = new ArrayList<>();
    Set<String> open = new LinkedHashSet<>(wrong.keySet());
    while (!open.isEmpty()) {
      Candidate best = best(open, wrong, right, candidates, known);
      if (best == null) {
        break;
      }
      List<String> covered = new ArrayList<>();
      List<Observation> explained = new ArrayList<>();
      List<Observation> unexplained = new ArrayList<>();
      for (String quantity : open) {
        Candidate own = own(best, candidates.getOrDefault(quantity, List.of()));
        if (own != null && isEnough(own, wrong.getOrDefault(quantity, List.of()))) {
          covered.add(quantity);
          explained.addAll(own.given());
          unexplained.addAll(wrong.getOrDefault(quantity, List.of()));
          unexplained.removeAll(own.given());
        }
      }
      open.removeAll(covered);
      addAll(chosen, part, best, covered, explained, unexplained, known);
    }
    return chosen;
  }

  private static @Nullable Candidate own(Candidate same, List<Candidate> candidates) {
    for (Candidate candidate : candidates) {
      if (candidate.isSameAs(same)) {
        return candidate;
      }
    }
    return null;
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
        if (value > 0) {
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
          Tensor predicted = predicted(candidate.mistakes(), observation, known);
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
      Tensor predicted = predicted(mistakes, each, known);
      if (predicted == null
          || !Fit.isClose(predicted, each.actual(), factor.at(each.batch(), each.outputs()))) {
        rest.add(each);
      }
    }
    return rest;
  }
}
