package grader.audit;

import java.util.Comparator;

/**
 * Something wrong that a suite has to notice.
 *
 * @param kind where it is from
 * @param name unique among the faults of a kind
 */
public record Fault(Kind kind, String name) implements Comparable<Fault> {
  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::kind).thenComparing(Fault::name);

  /** Where a fault is from. */
  public enum Kind {
    /** A submission with a mistake that people make. */
    WRONG_SUBMISSION,
    /** The reference with a change that PIT made. */
    MUTANT
  }

  @Override
  public int compareTo(Fault other) {
    return ORDER.compare(this, other);
  }
}
