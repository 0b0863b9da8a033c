package grader.diagnosis;

import grader.oracle.Alternative;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries one mistake after another beside a first, which gives a part of the answers.
 *
 * <p>No file has what two mistakes answer at once. So it is computed as seldom as can be: of the
 * second mistakes that answer alike alone, one is computed, and it ends where it does not give what
 * the first gives.
 */
final class SecondMistakes {
  /** A second mistake has to give one of so many answers that the first does not. */
  private static final int OPEN_TRIED_FIRST = 3;

  /** And these of the answers that the first gives. */
  private static final int GIVEN_TRIED_FIRST = 2;

  /** What a second mistake has to give beside the first. */
  private static final int FEWEST = 2;

  /** The same, of the wrong answers. */
  private static final double FEW = 0.1;

  private final QuantityAnswers answers;
  private final Candidate first;
  private final Set<String> inVain;
  private final List<Observation> given;
  private final List<Observation> open;

  /** By the question, whether its answer is given beside the first by what answers so alone. */
  private final Map<Observation, Map<Tensor, Boolean>> byAnswerAlone = new HashMap<>();

  /**
   * The trials of one quantity.
   *
   * @param inVain mistakes that did not give another quantity beside the same first, though they
   *     change it: they are not what was done, and are not tried; those of this one are added
   */
  SecondMistakes(QuantityAnswers answers, FirstTrials trials, Candidate first, Set<String> inVain) {
    this.answers = answers;
    this.first = first;
    this.inVain = inVain;
    List<Observation> rest = new ArrayList<>(answers.wrong());
    rest.removeAll(first.given());
    // What a mistake answers alone is known of no answers beside others.
    this.given =
        answers.known().isEmpty() ? trials.of(first.given(), GIVEN_TRIED_FIRST) : List.of();
    this.open = trials.of(rest, OPEN_TRIED_FIRST);
  }

  /**
   * The first mistake with each of these that gives more beside it, enough to be named.
   *
   * <p>What the first gives alone, a second mostly leaves as it is. Those that would not are tried
   * only when none of the others gives all: they can when the first covers what they do.
   */
  List<Candidate> among(List<Alternative> alternatives) {
    List<Candidate> found = new ArrayList<>();
    List<Alternative> covered = new ArrayList<>();
    Set<String> complete = new HashSet<>();
    for (Alternative second : alternatives) {
      if (isAnyChanged(given, second)) {
        covered.add(second);
      } else {
        add(second, found, complete);
      }
    }
    if (complete.isEmpty()) {
      for (Alternative second : covered) {
        add(second, found, complete);
      }
    }
    return found;
  }

  private boolean isAnyChanged(List<Observation> some, Alternative second) {
    for (Observation each : some) {
      if (answers.isChanged(Set.of(second.key()), each)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds a second mistake beside the first, if it gives enough.
   *
   * @param complete the mistakes that give all beside it: another form of one could give no more
   */
  private void add(Alternative second, List<Candidate> found, Set<String> complete) {
    if (isOfFirst(second) || complete.contains(second.mistake()) || inVain.contains(second.key())) {
      return;
    }
    Candidate both = beside(second);
    if (both == null) {
      if (isAnyChanged(open, second)) {
        inVain.add(second.key());
      }
    } else {
      found.add(both);
      if (answers.areAllGivenBy(both)) {
        complete.add(second.mistake());
      }
    }
  }

  private boolean isOfFirst(Alternative second) {
    for (String key : first.mistakes()) {
      if (Alternative.mistakeOf(key).equals(second.mistake())) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Candidate beside(Alternative second) {
    int all = answers.wrong().size();
    double fewest = first.given().size() + fewest(second);
    Set<String> both = new LinkedHashSet<>(first.mistakes());
    both.add(second.key());
    if (all < fewest || !isWorthIt(second.key(), both)) {
      return null;
    }
    Candidate found = answers.candidate(both, false, Math.max(fewest, Explainer.MOST * all));
    return found != null && found.given().size() >= fewest ? found : null;
  }

  /**
   * How many answers a second mistake has to give to be believed: what a few show beside the first
   * mistake may be its own doing. What is done where a prediction is 0 or 1 only few can show.
   */
  private double fewest(Alternative second) {
    return second.mistake().startsWith("bce.clamp.")
        ? 1
        : Math.max(FEWEST, FEW * answers.wrong().size());
  }

  private boolean isWorthIt(String second, Set<String> both) {
    for (Observation each : given) {
      if (!isGiven(each, second, both)) {
        return false;
      }
    }
    for (Observation each : open) {
      if (isGiven(each, second, both)) {
        return true;
      }
    }
    return false;
  }

  private boolean isGiven(Observation each, String second, Set<String> both) {
    if (!answers.known().isEmpty()) {
      return isGiven(each, both);
    }
    Tensor alone = answers.predicted(Set.of(second), each);
    if (alone == null) {
      return false;
    }
    Map<Tensor, Boolean> ofQuestion = byAnswerAlone.getOrDefault(each, new HashMap<>());
    byAnswerAlone.put(each, ofQuestion);
    Boolean isGiven = ofQuestion.get(alone);
    if (isGiven == null) {
      isGiven = isGiven(each, both);
      ofQuestion.put(alone, isGiven);
    }
    return isGiven;
  }

  private boolean isGiven(Observation each, Set<String> both) {
    Tensor predicted = answers.predicted(both, each);
    return predicted != null
        && each.isGivenBy(predicted, first.factor().at(each.batch(), each.outputs()));
  }
}
