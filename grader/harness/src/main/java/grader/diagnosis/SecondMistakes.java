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
  private final List<Observation> given;
  private final List<Observation> open;

  /** By the question, whether its answer is given beside the first by what answers so alone. */
  private final Map<Observation, Map<Tensor, Boolean>> byAnswerAlone = new HashMap<>();

  SecondMistakes(QuantityAnswers answers, FirstTrials trials, Candidate first) {
    this.answers = answers;
    this.first = first;
    List<Observation> rest = new ArrayList<>(answers.wrong());
    rest.removeAll(first.given());
    // What a mistake answers alone is known of no answers beside others.
    this.given =
        answers.known().isEmpty() ? trials.of(first.given(), GIVEN_TRIED_FIRST) : List.of();
    this.open = trials.of(rest, OPEN_TRIED_FIRST);
  }

  /** The first mistake with each of these that gives more beside it, enough to be named. */
  List<Candidate> among(List<Alternative> alternatives) {
    List<Candidate> found = new ArrayList<>();
    Set<String> complete = new HashSet<>();
    for (Alternative second : alternatives) {
      if (isOfFirst(second) || complete.contains(second.mistake())) {
        continue;
      }
      Candidate both = beside(second);
      if (both != null) {
        found.add(both);
        if (answers.areAllGivenBy(both)) {
          // Another form of it could give no more.
          complete.add(second.mistake());
        }
      }
    }
    return found;
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
    return alone != null
        && byAnswerAlone
            .computeIfAbsent(each, key -> new HashMap<>())
            .computeIfAbsent(alone, key -> isGiven(each, both));
  }

  private boolean isGiven(Observation each, Set<String> both) {
    Tensor predicted = answers.predicted(both, each);
    return predicted != null
        && each.isGivenBy(predicted, first.factor().at(each.batch(), each.outputs()));
  }
}
