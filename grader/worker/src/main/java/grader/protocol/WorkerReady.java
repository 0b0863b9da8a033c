package grader.protocol;

import java.util.List;

/**
 * The worker's first message: it has bound the submission, or says why it cannot.
 *
 * @param pid the process id that the worker sees for itself
 * @param javaVersion the worker's Java version
 * @param contractProblems one sentence per thing of the contract that is missing or differs; empty
 *     when the submission can be graded
 */
public record WorkerReady(long pid, String javaVersion, List<String> contractProblems)
    implements Message {
  public WorkerReady {
    contractProblems = List.copyOf(contractProblems);
  }
}
