package grader.diagnosis;

import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the answers on which mistakes are tried first: nearly all mistakes end there, so that
 * these few should be cheap, and tell one mistake from another.
 */
final class FirstTrials {
  /** Fewer samples or outputs tell one mistake from another badly, as do values at the edge. */
  private static final int TINY = 3;

  /** What nobody could foresee is asked has to be computed, which costs as if it were larger. */
  private static final int UNFORESEEN = 400;

  private final Predictions predictions;
  private final Set<String> known;

  /**
   * By their numbers, the places in the order in which questions were chosen already: what mistakes
   * answer to these is known, of all quantities of the part, and to the first of them above all.
   */
  private final Map<Long, Integer> tried = new HashMap<>();

  /**
   * The choice for all quantities of a part.
   *
   * @param known mistakes that the part has beside
   */
  FirstTrials(Predictions predictions, Set<String> known) {
    this.predictions = predictions;
    this.known = known;
  }

  /**
   * Answers that are as different as can be: with every activation in either layer, or of other
   * sizes. Of those that are alike, what has been tried already, and else what is small. In the
   * smallest sizes of all too many mistakes come to the same.
   */
  List<Observation> of(List<Observation> answers, int count) {
    List<Choice> cheapestFirst = new ArrayList<>();
    for (Observation each : answers) {
      cheapestFirst.add(new Choice(each, price(each), traits(each)));
    }
    Collections.sort(cheapestFirst);
    List<Observation> chosen = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    while (chosen.size() < count && !cheapestFirst.isEmpty()) {
      int next = 0;
      int most = -1;
      for (int i = 0; i < cheapestFirst.size(); i++) {
        int unseen = cheapestFirst.get(i).unseen(seen);
        if (unseen > most) {
          next = i;
          most = unseen;
        }
      }
      // By its place: the JVM makes a record's own equals when it is called first, which is slow.
      Choice best = cheapestFirst.remove(next);
      chosen.add(best.answer());
      seen.addAll(best.traits());
    }
    for (Observation each : chosen) {
      tried.putIfAbsent(each.question().number(), tried.size());
      predictions.prefetch(each.question(), known);
    }
    return chosen;
  }

  /** One of these answers, on which mistakes are tried alone, without the known ones. */
  Observation ofThemAlone(List<Observation> answers) {
    Observation chosen = new FirstTrials(predictions, Set.of()).of(answers, 1).get(0);
    // Of its own, since an observation remembers its question beside the mistakes that it is asked
    // with.
    return chosen.judgedBy(chosen.right(), chosen.isSmall());
  }

  /** An answer that may be chosen, what that costs, and what is to be told by it. */
  private record Choice(Observation answer, int price, List<String> traits)
      implements Comparable<Choice> {
    /** The cheapest first. */
    @Override
    public int compareTo(Choice other) {
      return Integer.compare(price, other.price);
    }

    int unseen(Set<String> seen) {
      int unseen = 0;
      for (String trait : traits) {
        unseen += seen.contains(trait) ? 0 : 1;
      }
      return unseen;
    }
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

  private int price(Observation each) {
    if (isTiny(each)) {
      return Integer.MAX_VALUE;
    }
    Integer place = tried.get(each.question().number());
    if (place != null) {
      return place;
    }
    return each.hasRightInputs() || !known.isEmpty() ? each.size() : each.size() + UNFORESEEN;
  }

  private static boolean isTiny(Observation each) {
    return each.batch() < TINY || each.outputs() < TINY || each.isAtEdge();
  }
}
