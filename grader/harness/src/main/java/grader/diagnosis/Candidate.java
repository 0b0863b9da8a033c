package grader.diagnosis;

import grader.oracle.Alternative;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way to get from right answers to those of one quantity.
 *
 * @param mistakes beside those that are known already
 * @param factor by which the tensors are multiplied, beside the mistakes
 * @param isTransposed whether the axes are exchanged
 * @param given the wrong answers that come out
 * @param contradictions how many right answers would be wrong
 */
record Candidate(
    Set<String> mistakes,
    Factor factor,
    boolean isTransposed,
    List<Observation> given,
    int contradictions)
    implements Comparable<Candidate> {
  private static final String CLAMPS = "bce.clamp.";

  // As an observation, a candidate is made once.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** The best first: by what it gives, and then by what it takes. Different ones may be as good. */
  @Override
  public int compareTo(Candidate other) {
    int byScore = Integer.compare(other.score(), score());
    return byScore != 0 ? byScore : Integer.compare(cost(), other.cost());
  }

  int score() {
    return given.size() - 2 * contradictions;
  }

  int cost() {
    // A number without a name is less likely to have been written.
    int ofFactor = factor.isOne() ? 0 : factor.isNamed() ? 2 : 3;
    return 2 * mistakes.size() + ofFactor + (isTransposed ? 1 : 0);
  }

  /**
   * Whether it is another single mistake, and not the same in another form. All that is done where
   * ŷ is 0 or 1 is one thing to mend.
   */
  boolean isOfOtherMistake(Candidate other) {
    return mistakes.size() == 1 && other.mistakes.size() == 1 && !thing().equals(other.thing());
  }

  private String thing() {
    String mistake = Alternative.mistakeOf(mistakes.iterator().next());
    return mistake.startsWith(CLAMPS) ? CLAMPS : mistake;
  }

  /** Whether both give the same answers, and spoil as many. */
  boolean givesJustAs(Candidate other) {
    return contradictions == other.contradictions
        && Set.copyOf(given).equals(Set.copyOf(other.given));
  }

  boolean isSameAs(Candidate other) {
    return mistakes.equals(other.mistakes)
        && factor.is(other.factor)
        && isTransposed == other.isTransposed;
  }
}
