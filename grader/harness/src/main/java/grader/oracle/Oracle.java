package grader.oracle;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  /** The mistakes that this oracle can make; none unless it says otherwise. */
  default List<Alternative> alternatives() {
    return List.of();
  }

  /**
   * Answer a request as a submission with these mistakes would.
   *
   * @param mistakes keys of {@link #alternatives()}; with none the answer is the right one
   * @param request one of the operations {@code forward}, {@code loss} and {@code backward}
   * @return the tensors that come out, by name; without those that the mistakes cannot give in
   *     these sizes
   * @throws IllegalArgumentException when a key is unknown
   */
  default Map<String, Tensor> answer(Set<String> mistakes, CaseRequest request) {
    if (!mistakes.isEmpty()) {
      throw new IllegalArgumentException("unknown mistakes: " + mistakes);
    }
    return expect(request).tensors();
  }
}
