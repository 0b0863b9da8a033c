package grader.checking;

import java.util.Collection;

/**
 * How a check, a case or a whole run ended. The order of the constants is their weight: what
 * several verdicts amount to together is the last of them.
 */
public enum Verdict {
  /** The values are right. */
  PASSED,
  /** The shape is right and a value is not. */
  WRONG_ANSWER,
  /** The shape is not the expected one. */
  WRONG_SHAPE,
  /** The submission says so, or returned null. */
  NOT_IMPLEMENTED,
  /** The submission threw an exception or ended its process. */
  RUNTIME_ERROR,
  /** The submission took too long. */
  TIME_LIMIT_EXCEEDED,
  /** The submission asked for too much memory. */
  MEMORY_LIMIT_EXCEEDED,
  /** The submission printed too much. */
  OUTPUT_LIMIT_EXCEEDED,
  /** The submission wrote on the channel between worker and grader. */
  PROTOCOL_VIOLATION,
  /** Nothing was run, for a reason that the message gives. */
  NOT_RUN,
  /** The grader failed: not graded, and never the student's fault. */
  GRADER_ERROR;

  /**
   * What the verdicts amount to together.
   *
   * @param verdicts of the parts; none at all is {@link #NOT_RUN}, never a pass
   */
  public static Verdict together(Collection<Verdict> verdicts) {
    return verdicts.stream().max(Verdict::compareTo).orElse(NOT_RUN);
  }
}
