package grader.cases;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.EnumMap;
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

  /** The case with every number given, so that no draw and no reference is needed for it. */
  public TestCase given() {
    Map<Quantity, TensorSource> data = new EnumMap<>(Quantity.class);
    for (Quantity quantity : testCase.operation().inputs()) {
      Tensor tensor = request.tensors().get(quantity.id());
      if (tensor != null) {
        data.put(quantity, new TensorSource.Given(tensor));
      }
    }
    return new TestCase(
        testCase.id(),
        testCase.title(),
        testCase.operation(),
        testCase.sizes(),
        testCase.f(),
        testCase.g(),
        testCase.loss(),
        null,
        data,
        testCase.checks(),
        expected,
        testCase.visibility());
  }
}
