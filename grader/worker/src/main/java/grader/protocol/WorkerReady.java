package grader.protocol;

import java.util.List;

/**
 * The worker's second message: it has bound the submission, or says why it cannot.
 *
 * @param contractProblems one sentence per thing of the contract that is missing or differs; empty
 *     when the submission can be graded
 */
public record WorkerReady(List<String> contractProblems) implements Message {
  public WorkerReady {
    contractProblems = List.copyOf(contractProblems);
  }
}
