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
   * A request that is to be answered with one mistake after another.
   *
   * @param common keys of {@link #alternatives()}: mistakes that every answer makes
   * @param request one of the operations {@code forward}, {@code loss} and {@code backward}
   * @throws IllegalArgumentException when a key is unknown
   */
  default Question question(Set<String> common, CaseRequest request) {
    return mistakes -> {
      if (!common.isEmpty() || !mistakes.isEmpty()) {
        throw new IllegalArgumentException("unknown mistakes: " + common + " " + mistakes);
      }
      return expect(request).tensors();
    };
  }

  /** What the answers of a question have in common need be computed only once. */
  interface Question {
    /**
     * Answer as a submission with the common mistakes and these would.
     *
     * @param mistakes keys of {@link #alternatives()}; with none at all the answer is the right one
     * @return the tensors that come out, by name; without those that the mistakes cannot give in
     *     these sizes
     * @throws IllegalArgumentException when a key is unknown
     */
    Map<String, Tensor> answer(Set<String> mistakes);
  }
}
