package grader.scoring;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis says of one mistake. The texts are in the names of the template; {@code
 * mistake}, {@code evidence}, {@code where} and {@code hint} hold no number from which a value of a
 * case could be computed: sizes and factors such as 2, ½ or the batch size are all.
 *
 * @param id stable over versions, such as {@code mse.gradient.missing-factor-2}: what a class
 *     report counts
 * @param mistake what is wrong, in one sentence
 * @param evidence what shows it, in one sentence; empty when there is no more to say than the
 *     mistake
 * @param numbers values of the cases that show it, in one sentence; empty when there are none
 * @param where the line of the mathematics that it belongs to; empty when it is not known
 * @param hint where to look, without the solution; empty when there is none
 * @param confidence how sure it is
 * @param isRoot whether it is a mistake by itself rather than what another one leads to
 * @param explains the failed checks that it explains, in the order of the run
 * @param follows the failed checks that are wrong because of it alone, in the order of the run
 * @param points what the checks of both lists are worth, each of a run's checks counted at the
 *     first finding that has it
 */
public record Finding(
    String id,
    String mistake,
    String evidence,
    String numbers,
    String where,
    String hint,
    Confidence confidence,
    boolean isRoot,
    List<CheckName> explains,
    List<CheckName> follows,
    BigDecimal points) {
  public Finding {
    explains = List.copyOf(explains);
    follows = List.copyOf(follows);
  }

  /** How sure a finding is. */
  public enum Confidence {
    /** It explains what was returned to the last digit, in cases of several sizes. */
    HIGH,
    /** It explains what was returned, in one case or for some of the values. */
    MEDIUM,
    /** Facts without an explanation. */
    LOW
  }

  /**
   * A check of a run.
   *
   * @param caseId the id of its case
   * @param checkId its own id in the case
   */
  public record CheckName(String caseId, String checkId) {
    // What a record would do by itself; but the JVM makes a record's own methods when they are
    // first called, which takes longer than naming a mistake.
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof CheckName that
          && caseId.equals(that.caseId)
          && checkId.equals(that.checkId);
    }

    @Override
    public int hashCode() {
      return 31 * caseId.hashCode() + checkId.hashCode();
    }
  }
}
