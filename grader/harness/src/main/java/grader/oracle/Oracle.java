package grader.oracle;

import grader.protocol.CaseRequest;

/**
 * Knows the right answers, and the answers of known mistakes.
 *
 * <p>An implementation is found with {@link java.util.ServiceLoader}. The instructor's edition has
 * the one that holds the reference; an edition without any grades only cases whose files give their
 * expected values.
 */
public interface Oracle {
  /**
   * Answer a request as a correct submission would.
   *
   * @param request what the submission is asked; not modified
   * @throws IllegalArgumentException when the operation is unknown or an input is missing
   */
  Expectation expect(CaseRequest request);

  /** What known mistakes answer; none is known unless the oracle says otherwise. */
  default Alternatives alternatives() {
    return Alternatives.NONE;
  }
}
