package grader.oracle;

import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What known mistakes answer: a submission that answers so has made them. */
public interface Alternatives {
  /** No mistake is known, and no question is answered. */
  Alternatives NONE =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return List.of();
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> Map.of();
        }
      };

  /** Every mistake of a part in every form: always the same, in the same order. */
  List<Alternative> of(Part part);

  /**
   * A request that is to be answered with one mistake after another.
   *
   * @param common keys of {@link #of}: mistakes that every answer makes
   * @param request one of the operations {@code forward}, {@code loss} and {@code backward}
   */
  Question question(Set<String> common, CaseRequest request);

  /** What the answers of a question have in common need be computed only once. */
  interface Question {
    /**
     * Answer as a submission with the common mistakes and these would.
     *
     * @param mistakes keys of {@link #of}; with none at all the answer is the right one
     * @return the tensors that come out, by name; without those that the mistakes cannot give in
     *     these sizes, or that nobody knows
     */
    Map<String, Tensor> answer(Set<String> mistakes);

    /** Says that most of the mistakes will be asked for, which may be answered faster then. */
    default void prefetch() {}
  }
}
