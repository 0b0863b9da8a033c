package grader.evidence;

import java.util.List;

/** A submission that cannot be run on any case: it does not compile, or was refused. */
public final class UngradableSubmissionException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> reasons;

  /**
   * @param reasons what is wrong, one sentence each; at least one. They may hold text of the
   *     submission's: untrusted
   */
  public UngradableSubmissionException(List<String> reasons) {
    super(String.join("; ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** What is wrong, one sentence each: untrusted. */
  public List<String> reasons() {
    return reasons;
  }
}
