package grader.cases;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.Map;

/**
 * A case with its numbers.
 *
 * @param testCase what its file states
 * @param request what the worker is sent; of a property, what its laws make their requests of
 * @param expected one tensor per check, none of a property; never sent anywhere
 */
public record PreparedCase(TestCase testCase, CaseRequest request, Map<String, Tensor> expected) {
  public PreparedCase {
    expected = Map.copyOf(expected);
  }

  /** The same case, of which the worker is sent another request. */
  public PreparedCase asking(CaseRequest other) {
    return new PreparedCase(testCase, other, expected);
  }
}
