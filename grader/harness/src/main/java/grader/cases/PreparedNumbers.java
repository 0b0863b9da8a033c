package grader.cases;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of prepared cases, as an earlier run recorded them, before anybody has read which
 * cases they are of.
 */
public final class PreparedNumbers {
  /** No numbers. */
  static final PreparedNumbers NONE = new PreparedNumbers(List.of());

  private final List<OfCase> cases;

  PreparedNumbers(List<OfCase> cases) {
    this.cases = List.copyOf(cases);
  }

  /**
   * Of one case.
   *
   * @param request the case's own numbers
   * @param expected one tensor per check, none of a property
   */
  record OfCase(CaseRequest request, Map<String, Tensor> expected) {}

  /**
   * What the worker can be sent before the cases are read, in their order: the requests of all
   * cases up to the first property, whose laws say what it asks.
   */
  public List<CaseRequest> requestsBeforeProperties() {
    List<CaseRequest> requests = new ArrayList<>();
    for (OfCase each : cases) {
      if (each.expected().isEmpty()) {
        break;
      }
      requests.add(each.request());
    }
    return requests;
  }

  /**
   * The cases with their numbers.
   *
   * @param suites of the files that the numbers belong to
   * @return by case id, in the order of the suites; null when there are no numbers
   */
  public @Nullable Map<String, PreparedCase> of(List<TestSuite> suites) {
    if (cases.isEmpty()) {
      return null;
    }
    Map<String, PreparedCase> prepared = new LinkedHashMap<>();
    int next = 0;
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        OfCase own = cases.get(next++);
        prepared.put(testCase.id(), PreparedCase.numbered(testCase, own.request(), own.expected()));
      }
    }
    return prepared;
  }
}
