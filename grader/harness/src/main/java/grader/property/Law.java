package grader.property;

import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What holds for every right network: the requests that show it, and a judge of the responses.
 *
 * <p>A law is no proof: it says nothing of an answer that is the same number everywhere, not
 * finite, of a wrong shape or copied from an input, and such an answer breaks every law that looks
 * at it. So do gradients that are the same whatever is asked. Otherwise zeros, or any numbers that
 * are always the same, would obey most of them.
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
  /** Forward and backward on the case's own numbers, and on others. */
  private static final int ASKED_OF_ALL = 2;

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
  final List<CaseRequest> requests(Inputs inputs) {
    List<CaseRequest> all = new ArrayList<>();
    all.add(inputs.alone(inputs.pass()));
    all.add(inputs.alone(inputs.otherPass()));
    all.addAll(ownRequests(inputs));
    return List.copyOf(all);
  }

  /** What this law alone asks. */
  abstract List<CaseRequest> ownRequests(Inputs inputs);

  /**
   * Judge what came of the requests.
   *
   * @param answers one per request, each run to its end
   * @param tolerance between two answers that the law says are equal
   */
  final CheckResult judge(Inputs inputs, List<Map<String, Tensor>> answers, Tolerance tolerance) {
    try {
      List<Answer> all = answers.stream().map(tensors -> new Answer(tensors, "")).toList();
      examine(inputs, all.subList(ASKED_OF_ALL, all.size()), tolerance);
      all.get(1).round(1).requireOther(Answer.GRADIENTS, all.get(0).round(1));
      return CheckResult.PASSED;
    } catch (BrokenLawException broken) {
      return broken.result();
    }
  }

  /**
   * Judge what came of this law's own requests.
   *
   * @param answers one per own request
   */
  abstract void examine(Inputs inputs, List<Answer> answers, Tolerance tolerance)
      throws BrokenLawException;
}
