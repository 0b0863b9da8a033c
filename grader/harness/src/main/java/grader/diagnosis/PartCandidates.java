package grader.diagnosis;

import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ways to each quantity of a part that is wrong: one quantity is searched first, and where a
 * mistake that gives all of it gives all of the others too, nothing else is tried on them.
 */
final class PartCandidates {
  private final Predictions predictions;
  private final Part part;
  private final FirstTrials trials;

  /** By quantity, in the order in which they are searched. */
  private final Map<String, QuantityAnswers> answers = new LinkedHashMap<>();

  private final Map<String, Candidates> byQuantity = new LinkedHashMap<>();

  private PartCandidates(Predictions predictions, Part part, Set<String> known) {
    this.predictions = predictions;
    this.part = part;
    this.trials = new FirstTrials(predictions, known);
  }

  /**
   * The ways, the best first.
   *
   * @param wrong the wrong answers, by quantity
   * @param right the right ones
   * @param known mistakes that the part has beside
   */
  static Map<String, List<Candidate>> of(
      Predictions predictions,
      Part part,
      Map<String, List<Observation>> wrong,
      Map<String, List<Observation>> right,
      Set<String> known) {
    PartCandidates candidates = new PartCandidates(predictions, part, known);
    List<QuantityAnswers> dear = new ArrayList<>();
    for (Map.Entry<String, List<Observation>> each : wrong.entrySet()) {
      List<Observation> others = right.getOrDefault(each.getKey(), List.of());
      QuantityAnswers answers =
          new QuantityAnswers(predictions, each.getKey(), each.getValue(), others, known);
      if (answers.untouched().isEmpty()) {
        dear.add(answers);
      } else {
        // Of these less has to be computed: see Candidates.
        candidates.answers.put(answers.quantity(), answers);
      }
    }
    for (QuantityAnswers each : dear) {
      candidates.answers.put(each.quantity(), each);
    }
    candidates.search();
    Map<String, List<Candidate>> bestFirst = new LinkedHashMap<>();
    for (Map.Entry<String, Candidates> each : candidates.byQuantity.entrySet()) {
      bestFirst.put(each.getKey(), each.getValue().bestFirst());
    }
    return bestFirst;
  }

  private void search() {
    for (QuantityAnswers each : answers.values()) {
      if (byQuantity.size() == 1 && isOneMistakeEnough()) {
        return;
      }
      byQuantity.put(
          each.quantity(),
          Candidates.withOneMistake(each, trials, predictions.alternatives(part, each.quantity())));
    }
    Set<String> complete = new HashSet<>();
    for (Candidates each : byQuantity.values()) {
      for (Candidate candidate : each.complete()) {
        complete.addAll(candidate.mistakes());
      }
    }
    Map<Set<String>, Set<String>> inVain = new HashMap<>();
    for (Candidates each : byQuantity.values()) {
      each.addSecondMistakes(complete, inVain);
    }
  }

  /**
   * Tries what gives all of the first quantity on the others. Where it gives all of each, that is
   * what is found: no other single mistake could give more.
   */
  private boolean isOneMistakeEnough() {
    List<Candidate> enough = byQuantity.values().iterator().next().complete();
    Map<String, Candidates> others = new LinkedHashMap<>();
    for (QuantityAnswers each : answers.values()) {
      if (!enough.isEmpty() && !byQuantity.containsKey(each.quantity())) {
        Candidates ofOther =
            Candidates.withOneMistake(each, trials, among(enough, each.quantity()));
        others.put(each.quantity(), ofOther);
        enough = common(enough, ofOther.complete());
      }
    }
    if (!enough.isEmpty()) {
      byQuantity.putAll(others);
    }
    return !enough.isEmpty();
  }

  /** Those of some candidates that are among others, too. */
  private static List<Candidate> common(List<Candidate> some, List<Candidate> others) {
    List<Candidate> common = new ArrayList<>();
    for (Candidate each : some) {
      for (Candidate other : others) {
        if (each.isSameAs(other)) {
          common.add(each);
          break;
        }
      }
    }
    return common;
  }

  private List<Alternative> among(List<Candidate> candidates, String quantity) {
    Set<String> keys = new HashSet<>();
    for (Candidate each : candidates) {
      keys.addAll(each.mistakes());
    }
    List<Alternative> among = new ArrayList<>();
    for (Alternative each : predictions.alternatives(part, quantity)) {
      if (keys.contains(each.key())) {
        among.add(each);
      }
    }
    return among;
  }
}
