package grader.cases;

import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Message;
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

  private PreparedNumbers(List<OfCase> cases) {
    this.cases = List.copyOf(cases);
  }

  /**
   * Of one case.
   *
   * @param request the case's own numbers
   * @param expected one tensor per check, none of a property
   */
  private record OfCase(CaseRequest request, Map<String, Tensor> expected) {}

  /**
   * Those of the cases of suites.
   *
   * @param prepared by case id
   */
  static PreparedNumbers of(List<TestSuite> suites, Map<String, PreparedCase> prepared) {
    List<OfCase> cases = new ArrayList<>();
    for (TestSuite suite : suites) {
      for (TestCase testCase : suite.cases()) {
        PreparedCase each = prepared.get(testCase.id());
        if (each == null) {
          throw new IllegalArgumentException("not prepared: " + testCase.id());
        }
        cases.add(new OfCase(each.request(), each.expected()));
      }
    }
    return new PreparedNumbers(cases);
  }

  /** Those that {@link #messages} stand for; none when these are not all of them. */
  static PreparedNumbers ofMessages(List<Message> messages) {
    List<OfCase> cases = new ArrayList<>();
    for (int i = 0; i < messages.size(); i += 2) {
      if (i + 1 < messages.size()
          && messages.get(i) instanceof CaseRequest asked
          && messages.get(i + 1) instanceof CaseResponse right) {
        cases.add(new OfCase(asked, right.tensors()));
      } else {
        return NONE;
      }
    }
    return new PreparedNumbers(cases);
  }

  /** Per case its request and the right response. */
  List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    for (OfCase each : cases) {
      messages.add(each.request());
      messages.add(
          new CaseResponse(each.request().number(), each.expected(), null, CapturedOutput.NONE));
    }
    return messages;
  }

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
  public @Nullable Map<String, PreparedCase> casesOf(List<TestSuite> suites) {
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
