package grader.worker;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.List;
import java.util.Map;

/** Turns requests into calls of student code. One homework's contract is one driver. */
interface Driver {
  /**
   * Find the contract's members in the submission, without running any of its code.
   *
   * @return one sentence per member that is missing or differs; empty when all is there
   */
  List<String> bind();

  /**
   * Run one case.
   *
   * @param returned filled as the case goes on, so that what came before a failure still counts
   * @throws CaseFailedException when student code did not get to the end
   */
  void run(CaseRequest request, Map<String, Tensor> returned) throws CaseFailedException;
}
