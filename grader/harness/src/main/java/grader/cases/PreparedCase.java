package grader.cases;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.Map;

/**
 * A case with its numbers.
 *
 * @param testCase what its file states
 * @param request what the worker is sent
 * @param expected one tensor per check; never sent anywhere
 */
public record PreparedCase(TestCase testCase, CaseRequest request, Map<String, Tensor> expected) {
  public PreparedCase {
    expected = Map.copyOf(expected);
  }
}
