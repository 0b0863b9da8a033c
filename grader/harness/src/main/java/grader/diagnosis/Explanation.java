package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.scoring.Finding.Confidence;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What turns a right part's answers into those that were returned.
 *
 * @param part that is wrong
 * @param mistake key of an alternative; empty when a factor or a transpose is all
 * @param factor by which the tensors are multiplied, beside the mistake
 * @param isTransposed whether the axes are exchanged, beside the mistake
 * @param quantities which are wrong because of it, in the order of computation
 * @param explained the wrong answers that it gives
 * @param bySwitch those of them that the factor alone does not give
 * @param unexplained the wrong answers of the same quantities that it does not give
 * @param isOneOfSeveral whether another mistake gives just the same of these answers
 * @param circumstance where alone it is so, and where else nothing is wrong; null when it is so
 *     everywhere
 */
record Explanation(
    Part part,
    String mistake,
    Factor factor,
    boolean isTransposed,
    List<String> quantities,
    List<Observation> explained,
    List<Observation> bySwitch,
    List<Observation> unexplained,
    boolean isOneOfSeveral,
    @Nullable Circumstance circumstance) {
  Explanation {
    quantities = List.copyOf(quantities);
    explained = List.copyOf(explained);
    bySwitch = List.copyOf(bySwitch);
    unexplained = List.copyOf(unexplained);
  }

  /** One that no other mistake gives, and that is so everywhere. */
  Explanation(
      Part part,
      String mistake,
      Factor factor,
      boolean isTransposed,
      List<String> quantities,
      List<Observation> explained,
      List<Observation> bySwitch,
      List<Observation> unexplained) {
    this(
        part,
        mistake,
        factor,
        isTransposed,
        quantities,
        explained,
        bySwitch,
        unexplained,
        false,
        null);
  }

  /** The same where another mistake gives just as much. */
  Explanation asOneOfSeveral() {
    return new Explanation(
        part,
        mistake,
        factor,
        isTransposed,
        quantities,
        explained,
        bySwitch,
        unexplained,
        true,
        circumstance);
  }

  /** The same where it is so in some cases alone. */
  Explanation in(Circumstance some) {
    return new Explanation(
        part,
        mistake,
        factor,
        isTransposed,
        quantities,
        explained,
        bySwitch,
        unexplained,
        isOneOfSeveral,
        some);
  }

  /** A sentence about where it is so, after another one; empty when that is everywhere. */
  String where() {
    return circumstance == null ? "" : " " + circumstance.sentence();
  }

  // As an observation, an explanation is made once.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** In how many different sizes it holds. */
  int sizes() {
    Set<List<Integer>> sizes = new HashSet<>();
    for (Observation each : explained) {
      sizes.add(List.of(each.batch(), each.outputs()));
    }
    return sizes.size();
  }

  /** How sure it is. */
  Confidence confidence() {
    return sizes() > 1 && unexplained.isEmpty() ? Confidence.HIGH : Confidence.MEDIUM;
  }
}
