package grader.diagnosis;

import grader.oracle.Alternative;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the ways to get from right answers of a part to those of one quantity: a factor or a
 * transpose, one of the oracle's wrong alternatives and a factor, or two alternatives at once.
 *
 * <p>Each alternative is tried on a few small cases first: nearly all end there.
 */
final class Candidates {
  private static final int TRIED_FIRST = 3;

  /** Mistakes that give a part of the answers and may have a second one beside them: the best. */
  private static final int EXTENDED = 2;

  /** Of the wrong answers, below which a mistake says nothing. */
  private static final double FEW = 0.2;

  private final QuantityAnswers answers;
  private final FirstTrials trials;
  private final List<Alternative> alternatives;
  private final List<Candidate> found = new ArrayList<>();

  /** By what mistakes give in place of an answer: many give the very same tensor. */
  private final IdentityHashMap<Tensor, Boolean> timesSomething = new IdentityHashMap<>();

  private Candidates(QuantityAnswers answers, FirstTrials trials, List<Alternative> alternatives) {
    this.answers = answers;
    this.trials = trials;
    this.alternatives = alternatives;
  }

  /**
   * The ways for one quantity with one mistake.
   *
   * @param alternatives those that make the quantity another one
   */
  static Candidates withOneMistake(
      QuantityAnswers answers, FirstTrials trials, List<Alternative> alternatives) {
    Candidates candidates = new Candidates(answers, trials, alternatives);
    candidates.search();
    return candidates;
  }

  /** The ways that were found, the best first. */
  List<Candidate> bestFirst() {
    Collections.sort(found);
    return found;
  }

  private void search() {
    addIfGood(answers.candidate(Set.of(), false, 0));
    addIfGood(answers.candidate(Set.of(), true, 0));
    if (isComplete()) {
      return;
    }
    List<QuantityAnswers> first = first(trials.of(answers.wrong(), TRIED_FIRST));
    Observation untouched = untouched();
    boolean isDecisive = untouched != null && answers.isForwardUntouched(untouched);
    List<Set<String>> others = new ArrayList<>();
    for (Alternative alternative : alternatives) {
      Set<String> mistakes = Set.of(alternative.key());
      boolean isLikely = true;
      if (untouched != null) {
        isLikely = isGiven(mistakes, untouched);
        if (isDecisive && !isLikely && isChanged(mistakes, untouched)) {
          // It gives something else where it is all that could be wrong.
          continue;
        }
      }
      if (isLikely && isAlone(mistakes, first)) {
        addIfChanged(mistakes, first);
      } else {
        others.add(mistakes);
      }
    }
    if (isComplete() || isZero()) {
      return;
    }
    for (Set<String> mistakes : others) {
      addIfChanged(mistakes, first);
    }
  }

  /**
   * Answers that decide together whether more is tried. Beside known mistakes each of them does
   * alone: everything has to be computed there, and one that a mistake changes is enough.
   */
  private List<QuantityAnswers> first(List<Observation> tried) {
    if (answers.known().isEmpty()) {
      return List.of(answers.only(tried));
    }
    List<QuantityAnswers> alone = new ArrayList<>();
    for (Observation each : tried) {
      alone.add(answers.only(List.of(each)));
    }
    return alone;
  }

  /**
   * Beside known mistakes everything has to be computed. But where they change nothing, it is known
   * what others answer, and nearly all end there.
   *
   * @return a wrong answer to such a question; null when there is none, or nothing is known
   */
  private @Nullable Observation untouched() {
    List<Observation> untouched = answers.untouched();
    return untouched.isEmpty() ? null : trials.ofThemAlone(untouched);
  }

  /** Whether mistakes alone make an answer another one. */
  private boolean isChanged(Set<String> mistakes, Observation untouched) {
    Tensor predicted = answers.predictedAlone(mistakes, untouched);
    return predicted != null && !Objects.equals(predicted, untouched.right());
  }

  /** Whether they do, and that is what came out, times something. */
  private boolean isGiven(Set<String> mistakes, Observation untouched) {
    Tensor predicted = answers.predictedAlone(mistakes, untouched);
    return predicted != null
        && isChanged(mistakes, untouched)
        && isTimesSomething(predicted, untouched);
  }

  /** Whether mistakes give each of these answers, times something: most end at the first. */
  private boolean isAlone(Set<String> mistakes, List<QuantityAnswers> first) {
    for (QuantityAnswers some : first) {
      for (Observation each : some.wrong()) {
        Tensor predicted = some.predicted(mistakes, each);
        if (predicted == null || !isTimesSomething(predicted, each)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isTimesSomething(Tensor predicted, Observation each) {
    Boolean known = timesSomething.get(predicted);
    if (known == null) {
      known = each.isNearMultipleOf(predicted) && isTimesSomething(predicted, each.actual());
      timesSomething.put(predicted, known);
    }
    return known;
  }

  private static boolean isTimesSomething(Tensor predicted, Tensor actual) {
    // One number is always another one times something.
    double ratio = actual.size() == 1 ? 1 : QuantityAnswers.ratio(predicted, actual);
    return ratio != 0 && Fit.isClose(predicted, actual, ratio);
  }

  /** Adds mistakes that give one of the first answers, where a right part does not. */
  private void addIfOther(Set<String> mistakes, QuantityAnswers first) {
    Candidate tried = first.candidate(mistakes, false, 0);
    // Zero times anything is zero, which is tried already.
    if (tried != null && !tried.factor().isZero() && isOther(tried)) {
      addIfGood(answers.candidate(mistakes, false, needed()));
    }
  }

  /**
   * The same, of mistakes that change one of the first answers. Most change none: another quantity
   * shows them, or a case that is not asked first.
   */
  private void addIfChanged(Set<String> mistakes, List<QuantityAnswers> first) {
    for (QuantityAnswers each : first) {
      if (each.isAnyChanged(mistakes)) {
        addIfOther(mistakes, each);
        return;
      }
    }
  }

  /** Whether a mistake gives an answer that a right part, times the factor, does not give. */
  private boolean isOther(Candidate tried) {
    if (tried.factor().isOne()) {
      // It gives what is wrong, which the right answer does not.
      return !tried.given().isEmpty();
    }
    double ofNumbers = Double.NaN;
    for (Observation each : tried.given()) {
      Tensor right = answers.predicted(Set.of(), each);
      Tensor predicted = answers.predicted(tried.mistakes(), each);
      // What only multiplies, and is multiplied by something else, is but that product.
      double factor =
          right == null || predicted == null ? 1 : QuantityAnswers.ratio(right, predicted);
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

  private void addGood(List<Candidate> candidates) {
    for (Candidate each : candidates) {
      addIfGood(each);
    }
  }

  private void addIfGood(@Nullable Candidate candidate) {
    if (candidate != null && candidate.score() >= good()) {
      found.add(candidate);
    }
  }

  private double good() {
    return Math.max(1, FEW * answers.wrong().size());
  }

  /**
   * How many answers another mistake has to give: as many as are enough to name it, or to be one of
   * the best, which may have a second mistake beside them.
   */
  private double needed() {
    double enough = Explainer.MOST * answers.wrong().size();
    if (found.size() < EXTENDED || isComplete()) {
      return isComplete() ? enough : good();
    }
    Collections.sort(found);
    return Math.min(enough, found.get(EXTENDED - 1).score());
  }

  private boolean isComplete() {
    for (Candidate each : found) {
      if (answers.areAllGivenBy(each)) {
        return true;
      }
    }
    return false;
  }

  /** Whether zeros explain most: they are not the half of two mistakes. */
  private boolean isZero() {
    return !found.isEmpty() && Collections.min(found).factor().isZero();
  }

  /** Those that give all of the answers. */
  List<Candidate> complete() {
    List<Candidate> complete = new ArrayList<>();
    for (Candidate each : found) {
      if (answers.areAllGivenBy(each)) {
        complete.add(each);
      }
    }
    return complete;
  }

  /**
   * Adds second mistakes beside the best that give some of the answers, unless one gives them all.
   * Beside known mistakes, where nothing is known of what others answer, the likely alone.
   *
   * @param elsewhere mistakes that give all answers of another quantity: most often it is one of
   *     these, and else everything has to be tried, which takes long
   * @param inVain by the first mistakes, what was tried beside them on another quantity
   */
  void addSecondMistakes(Set<String> elsewhere, Map<Set<String>, Set<String>> inVain) {
    if (found.isEmpty() || isComplete() || isZero()) {
      return;
    }
    List<Alternative> likely = new ArrayList<>();
    List<Alternative> others = new ArrayList<>();
    for (Alternative each : alternatives) {
      (elsewhere.contains(each.key()) ? likely : others).add(each);
    }
    List<SecondMistakes> besideBest = besideBest(inVain);
    for (SecondMistakes each : besideBest) {
      addGood(each.among(likely));
    }
    if (!isComplete() && answers.known().isEmpty()) {
      for (SecondMistakes each : besideBest) {
        addGood(each.among(others));
      }
    }
  }

  private List<SecondMistakes> besideBest(Map<Set<String>, Set<String>> inVain) {
    Collections.sort(found);
    int open = answers.wrong().size() - found.get(0).given().size();
    int count = open <= FEW * answers.wrong().size() ? 1 : EXTENDED;
    List<SecondMistakes> besideBest = new ArrayList<>();
    for (Candidate each : found.subList(0, Math.min(count, found.size()))) {
      if (!each.factor().isZero()) {
        Set<String> tried = inVain.getOrDefault(each.mistakes(), new HashSet<>());
        inVain.put(each.mistakes(), tried);
        besideBest.add(new SecondMistakes(answers, trials, each, tried));
      }
    }
    return besideBest;
  }
}
