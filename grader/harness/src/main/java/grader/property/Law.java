package grader.property;

import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;

/**
 * What holds for every right network: the requests that show it, and a judge of the responses.
 *
 * <p>A law is no proof: it says nothing of an answer that is the same number everywhere, not
 * finite, of a wrong shape or a copy of an input, and such an answer breaks every law that looks at
 * it. Otherwise zeros would obey most of them.
 */
abstract sealed class Law
    permits InputsUntouched,
        ParametersUntouched,
        SameAnswerTwice,
        InstancesIndependent,
        AnotherBatchSize,
        BatchPermutation,
        BatchDuplication,
        Linearity,
        CentralDifferences {
  private final String id;

  Law(String id) {
    this.id = id;
  }

  /** The name in files and reports, such as {@code batch-permutation}. */
  final String id() {
    return id;
  }

  /**
   * What a submission is asked, in this order.
   *
   * @param inputs of a batch of at least 2
   */
  abstract List<CaseRequest> requests(Inputs inputs);

  /**
   * Judge what came of the requests.
   *
   * @param answers one per request, each run to its end
   * @param tolerance between two answers that the law says are equal
   */
  final CheckResult judge(Inputs inputs, List<Map<String, Tensor>> answers, Tolerance tolerance) {
    try {
      examine(inputs, answers.stream().map(tensors -> new Answer(tensors, "")).toList(), tolerance);
      return CheckResult.PASSED;
    } catch (BrokenLawException broken) {
      return broken.result();
    }
  }

  abstract void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance)
      throws BrokenLawException;
}
