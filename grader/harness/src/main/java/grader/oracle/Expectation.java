package grader.oracle;

import grader.protocol.Tensor;
import java.util.Map;

/**
 * The right answer to a request.
 *
 * @param tensors every output of the operation, by name
 * @param reluMargin per sample (length batch), the smallest |z| at the input of a ReLU; infinite
 *     where there is none. Close to zero, rounding decides which side of the kink a right answer is
 *     on
 */
public record Expectation(Map<String, Tensor> tensors, Tensor reluMargin) {
  public Expectation {
    tensors = Map.copyOf(tensors);
  }
}
