package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the ways to get from right answers of a part to those of one quantity after another: a
 * factor or a transpose, one of the oracle's wrong alternatives and a factor, or two alternatives
 * at once.
 *
 * <p>Each alternative is tried on a few small cases first: nearly all end there.
 */
final class Candidates {
  private static final int TRIED_FIRST = 3;

  /** Mistakes that give a part of the answers and may have a second one beside them: the best. */
  private static final int EXTENDED = 2;

  /** A second mistake has to give one of so many answers that the first does not. */
  private static final int EXTENDED_TRIED_FIRST = 3;

  /** What a second mistake has to give beside the first. */
  private static final int EXTENDED_FEWEST = 2;

  /** Fewer samples or outputs tell one mistake from another badly, as do values at the edge. */
  private static final int TINY = 3;

  /** What nobody could foresee is asked has to be computed, which costs as if it were larger. */
  private static final int UNFORESEEN = 400;

  /** Of the wrong answers, below which a mistake says nothing. */
  private static final double FEW = 0.2;

  private final Predictions predictions;

  /**
   * The numbers of the questions on which alternatives were tried first: what they answer to these
   * is known, of all quantities of the part.
   */
  private final Set<Long> tried = new HashSet<>();

  Candidates(Predictions predictions) {
    this.predictions = predictions;
  }

  /**
   * The ways for one quantity, the best first.
   *
   * @param wrong its wrong answers
   * @param right its right answers, which a mistake should leave as they are
   * @param known mistakes that the part has beside
   */
  List<Candidate> of(
      Part part,
      String quantity,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    List<Candidate> found = new ArrayList<>();
    addIfGood(found, candidate(Set.of(), false, wrong, right, known), wrong);
    addIfGood(found, candidate(Set.of(), true, wrong, right, known), wrong);
    if (isComplete(found, wrong)) {
      return found;
    }
    List<Observation> first = triedFirst(wrong, TRIED_FIRST, known);
    List<Set<String>> others = new ArrayList<>();
    for (Alternative alternative : predictions.alternatives(part, quantity)) {
      Set<String> mistakes = Set.of(alternative.key());
      if (isAlone(mistakes, first, known)) {
        addIfOther(found, mistakes, first, wrong, right, known);
      } else {
        others.add(mistakes);
      }
    }
    if (!isComplete(found, wrong) && !isZero(found)) {
      for (Set<String> mistakes : others) {
        addIfOther(found, mistakes, first, wrong, right, known);
      }
    }
    found.sort(Candidates::bestFirst);
    if (!isComplete(found, wrong) && !isZero(found)) {
      extend(found, part, quantity, wrong, right, known);
      found.sort(Candidates::bestFirst);
    }
    return found;
  }

  /** Whether mistakes give each of these answers, times something: most end at the first. */
  private boolean isAlone(Set<String> mistakes, List<Observation> first, Set<String> known) {
    for (Observation each : first) {
      Tensor predicted = predictions.predicted(mistakes, each, known);
      if (predicted == null || !isTimesSomething(predicted, each.actual())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTimesSomething(Tensor predicted, Tensor actual) {
    // One number is always another one times something.
    double ratio = actual.size() == 1 ? 1 : ratio(predicted, actual);
    return ratio != 0 && Fit.isClose(predicted, actual, ratio);
  }

  private static double ratio(Tensor predicted, Tensor actual) {
    double fitted = Fit.ratio(predicted, actual);
    // Where nothing is finite there is no ratio, but both may be infinite or NaN alike.
    return Double.isNaN(fitted) ? 1 : fitted;
  }

  /** Adds mistakes that give one of the first answers, where a right part does not. */
  private void addIfOther(
      List<Candidate> found,
      Set<String> mistakes,
      List<Observation> first,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    Candidate tried = candidate(mistakes, false, first, List.of(), known);
    // Zero times anything is zero, which is tried already.
    if (tried != null && !tried.factor().isZero() && isOther(tried, known)) {
      addIfGood(found, candidate(mistakes, false, wrong, right, known), wrong);
    }
  }

  private static int bestFirst(Candidate a, Candidate b) {
    int byScore = Integer.compare(b.score(), a.score());
    return byScore != 0 ? byScore : Integer.compare(a.cost(), b.cost());
  }

  /** Whether a mistake gives an answer that a right part, times the factor, does not give. */
  private boolean isOther(Candidate tried, Set<String> known) {
    if (tried.factor().isOne()) {
      // It gives what is wrong, which the right answer does not.
      return !tried.given().isEmpty();
    }
    double ofNumbers = Double.NaN;
    for (Observation each : tried.given()) {
      Tensor right = predictions.predicted(Set.of(), each, known);
      Tensor predicted = predictions.predicted(tried.mistakes(), each, known);
      // What only multiplies, and is multiplied by something else, is but that product.
      double factor = right == null || predicted == null ? 1 : ratio(right, predicted);
      if (each.actual().size() == 1) {
        // One number is always another one times something: only the next tells whether the same.
        ofNumbers = Double.isNaN(ofNumbers) ? factor : ofNumbers;
        factor = ofNumbers;
      }
      if (right == null || (predicted != null && !Fit.isClose(right, predicted, factor))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isComplete(List<Candidate> found, List<Observation> wrong) {
    return found.stream()
        .anyMatch(each -> each.contradictions() == 0 && each.given().size() == wrong.size());
  }

  /** Whether zeros explain most: they are not the half of two mistakes. */
  private static boolean isZero(List<Candidate> found) {
    return !found.isEmpty() && Collections.min(found, Candidates::bestFirst).factor().isZero();
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
    if (found.isEmpty()) {
      return;
    }
    int open = wrong.size() - found.get(0).given().size();
    int bases = open <= FEW * wrong.size() ? 1 : EXTENDED;
    for (Candidate base : List.copyOf(found.subList(0, Math.min(bases, found.size())))) {
      if (base.factor().isZero()) {
        continue;
      }
      List<Observation> rest = new ArrayList<>(wrong);
      rest.removeAll(base.given());
      List<Observation> first = triedFirst(rest, EXTENDED_TRIED_FIRST, known);
      Set<String> complete = new HashSet<>();
      for (Alternative second : predictions.alternatives(part, quantity)) {
        if (isSameKind(base.mistakes(), second)
            || open < fewest(second, wrong)
            || complete.contains(second.mistake())) {
          continue;
        }
        Set<String> both = new LinkedHashSet<>(base.mistakes());
        both.add(second.key());
        boolean isWorthIt = false;
        for (Observation each : first) {
          Tensor predicted = isWorthIt ? null : predictions.predicted(both, each, known);
          isWorthIt |=
              predicted != null
                  && each.isGivenBy(predicted, base.factor().at(each.batch(), each.outputs()));
        }
        Candidate wider = isWorthIt ? candidate(both, false, wrong, right, known) : null;
        if (wider != null && wider.given().size() - base.given().size() >= fewest(second, wrong)) {
          addIfGood(found, wider, wrong);
          if (isComplete(List.of(wider), wrong)) {
            // Another form of it could give no more.
            complete.add(second.mistake());
          }
        }
      }
    }
  }

  /**
   * How many answers a second mistake has to give to be believed: what a few show beside the first
   * mistake may be its own doing. What is done where a prediction is 0 or 1 only few can show.
   */
  private static double fewest(Alternative second, List<Observation> wrong) {
    return second.mistake().startsWith("bce.clamp.")
        ? 1
        : Math.max(EXTENDED_FEWEST, FEW * wrong.size() / 2);
  }

  private static boolean isSameKind(Set<String> mistakes, Alternative second) {
    for (String key : mistakes) {
      if (key.equals(second.mistake()) || key.startsWith(second.mistake() + "@")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Answers that are as different as can be: with every activation in either layer, or of other
   * sizes. Of those that are alike, what has been tried already, and else what is small. In the
   * smallest sizes of all too many mistakes come to the same.
   */
  private List<Observation> triedFirst(List<Observation> wrong, int count, Set<String> known) {
    List<Observation> cheapestFirst = new ArrayList<>(wrong);
    cheapestFirst.sort((a, b) -> Integer.compare(price(a, known), price(b, known)));
    List<Observation> chosen = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (chosen.size() < Math.min(count, wrong.size())) {
      Observation next = null;
      int most = -1;
      for (Observation each : cheapestFirst) {
        int unseen = chosen.contains(each) ? -1 : unseen(each, seen);
        if (unseen > most) {
          next = each;
          most = unseen;
        }
      }
      if (next == null) {
        break;
      }
      chosen.add(next);
      seen.addAll(traits(next));
    }
    for (Observation each : chosen) {
      tried.add(each.question().number());
      predictions.prefetch(each.question(), known);
    }
    return chosen;
  }

  private static int unseen(Observation each, Set<String> seen) {
    int unseen = 0;
    for (String trait : traits(each)) {
      unseen += seen.contains(trait) ? 0 : 1;
    }
    return unseen;
  }

  /** Which activation stands where, which is nothing to a loss: of that, the sizes. */
  private static List<String> traits(Observation each) {
    if (isTiny(each)) {
      return List.of();
    }
    if (each.part() == Part.MSE || each.part() == Part.BCE) {
      return List.of("batch " + each.batch(), "outputs " + each.outputs());
    }
    Map<String, String> attributes = each.question().attributes();
    String f = attributes.get("f");
    String g = attributes.get("g");
    return f == null || g == null ? List.of() : List.of("f " + f, "g " + g);
  }

  private int price(Observation each, Set<String> known) {
    if (isTiny(each)) {
      return Integer.MAX_VALUE;
    }
    if (tried.contains(each.question().number())) {
      return 0;
    }
    int size = Observations.size(each.question());
    return each.hasRightInputs() || !known.isEmpty() ? size : size + UNFORESEEN;
  }

  private static boolean isTiny(Observation each) {
    return each.batch() < TINY || each.outputs() < TINY || each.isAtEdge();
  }

  private @Nullable Candidate candidate(
      Set<String> mistakes,
      boolean isTransposed,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    List<Factor.Seen> ratios = new ArrayList<>();
    for (Observation each : wrong) {
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
      if (predicted == null) {
        continue;
      }
      double ratio = ratio(predicted, each.actual());
      if (each.isGivenBy(predicted, ratio)) {
        ratios.add(new Factor.Seen(ratio, each.batch(), each.outputs(), each.actual().size() == 1));
      }
    }
    List<Factor.Seen> ones = new ArrayList<>();
    if (mistakes.isEmpty() && !isTransposed) {
      for (Observation each : right) {
        // A check that takes several answers may take one that is multiplied by something.
        boolean isExact = each.right() != null && Fit.isClose(each.right(), each.actual(), 1);
        if (!isExact || Fit.isZero(each.actual()) || !WrongEntries.isFinite(each.actual())) {
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
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
      if (predicted != null && each.isGivenBy(predicted, factor.at(each.batch(), each.outputs()))) {
        given.add(each);
      }
    }
    int contradictions = 0;
    for (Observation each : given.isEmpty() ? List.<Observation>of() : right) {
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
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
}
