package grader.property;

import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What the laws of a case ask a submission. Forward and backward on the case's own numbers is asked
 * first, since nothing is worth asking of a submission that fails there. A question that several
 * laws ask is asked once.
 */
public final class Inquiry {
  private final Inputs inputs;
  private final List<CaseRequest> requests = new ArrayList<>();
  private final Map<String, List<Integer>> asked = new LinkedHashMap<>();

  /**
   * The questions of these laws.
   *
   * @param laws their names
   * @param inputs activations f and g, and the tensors W1, b1, W2, b2, x, dJdyHat, y and yHat; the
   *     batch is at least 2
   * @param numbers gives each request its number
   * @throws IllegalArgumentException when there is no law of a name
   */
  public Inquiry(List<String> laws, CaseRequest inputs, LongSupplier numbers) {
    this.inputs = new Inputs(inputs);
    Map<CaseRequest, Integer> places = new LinkedHashMap<>();
    place(this.inputs.alone(this.inputs.pass()), places, numbers);
    for (String law : laws) {
      List<Integer> own = new ArrayList<>();
      for (CaseRequest request : Laws.of(law).requests(this.inputs)) {
        own.add(place(request, places, numbers));
      }
      asked.put(law, List.copyOf(own));
    }
  }

  private int place(CaseRequest request, Map<CaseRequest, Integer> places, LongSupplier numbers) {
    Integer place = places.get(request);
    if (place != null) {
      return place;
    }
    places.put(request, requests.size());
    requests.add(
        new CaseRequest(
            numbers.getAsLong(), request.operation(), request.attributes(), request.tensors()));
    return requests.size() - 1;
  }

  /** Every request, in the order of sending. */
  public List<CaseRequest> requests() {
    return List.copyOf(requests);
  }

  /** The places among {@link #requests} of what a law is judged by, in the order of asking. */
  public List<Integer> asked(String law) {
    List<Integer> places = asked.get(law);
    if (places == null) {
      throw new IllegalArgumentException("not asked: " + law);
    }
    return places;
  }

  /**
   * Judge a law.
   *
   * @param answers what was returned to the requests {@link #asked} for it, each run to its end
   * @param tolerance between two answers that the law says are equal
   */
  public CheckResult judge(String law, List<Map<String, Tensor>> answers, Tolerance tolerance) {
    return Laws.of(law).judge(inputs, answers, tolerance);
  }
}
