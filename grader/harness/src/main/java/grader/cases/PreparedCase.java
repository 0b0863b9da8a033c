package grader.cases;

import grader.property.Inquiry;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A case with its numbers.
 *
 * @param testCase what its file states
 * @param request the case's own numbers: what the worker is sent, or of a property, what its
 *     requests are made of
 * @param expected one tensor per check, none of a property; never sent anywhere
 * @param inquiry the requests of a property; null of every other operation
 */
public record PreparedCase(
    TestCase testCase,
    CaseRequest request,
    Map<String, Tensor> expected,
    @Nullable Inquiry inquiry) {
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

  /**
   * A case of which only its own numbers are known.
   *
   * @param request the requests of a property are numbered from here on
   */
  static PreparedCase numbered(
      TestCase testCase, CaseRequest request, Map<String, Tensor> expected) {
    if (testCase.operation() != Operation.PROPERTY) {
      return new PreparedCase(testCase, request, expected);
    }
    List<String> laws = new ArrayList<>();
    for (Check check : testCase.checks()) {
      laws.add(check.id());
    }
    AtomicLong number = new AtomicLong(request.number());
    Inquiry inquiry = new Inquiry(laws, request, number::incrementAndGet);
    return new PreparedCase(testCase, request, expected, inquiry);
  }

  /** A case of one request. */
  public PreparedCase(TestCase testCase, CaseRequest request, Map<String, Tensor> expected) {
    this(testCase, request, expected, null);
  }

  /** What the worker is sent, in this order. */
  public List<CaseRequest> requests() {
    return inquiry == null ? List.of(request) : inquiry.requests();
  }

  /** The same case, of which the worker is sent this one of its requests. */
  public PreparedCase asking(CaseRequest one) {
    return new PreparedCase(testCase, one, expected, inquiry);
  }
}
