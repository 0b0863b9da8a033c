package grader.diagnosis;

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
    int contradictions) {
  // As an observation, a candidate is made once.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

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
