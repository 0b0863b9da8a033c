package grader.protocol;

import java.util.List;

/**
 * Why a case ended before its last step.
 *
 * @param kind what happened
 * @param during the step, in the contract's names, such as {@code forward}
 * @param message one sentence; it may hold text of the submission's: untrusted
 * @param trace the submission's own stack frames, innermost first, such as {@code
 *     mlp.MLP.forward(MLP.java:42)}: untrusted
 */
public record Failure(Kind kind, String during, String message, List<String> trace) {
  public Failure {
    trace = List.copyOf(trace);
  }

  /** What can happen to a case inside a living worker. */
  public enum Kind {
    /** Student code threw something. */
    THREW,
    /** Student code threw {@link UnsupportedOperationException}, as the template does. */
    NOT_IMPLEMENTED,
    /** Student code returned null, or left a gradient null. */
    RETURNED_NULL,
    /** Student code returned a tensor of more than {@link Tensor#MAX_SIZE} elements. */
    TENSOR_TOO_LARGE,
    /** Student code asked for more memory than it has. */
    OUT_OF_MEMORY,
    /** Student code printed more than it may. */
    OUTPUT_LIMIT_EXCEEDED,
    /**
     * The worker itself failed, or does not know the request. Student code can say so as well, and
     * can make it so.
     */
    WORKER_ERROR,
    /** Student code started more threads than the process may have. */
    TOO_MANY_THREADS
  }
}
