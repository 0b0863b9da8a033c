package grader.diagnosis;

import grader.cases.Activation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.checking.CheckResult;
import grader.checking.Tolerance;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.property.Inquiry;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks a submission whose forward is wrong, and no known mistake says how: whether it uses its
 * parameters at all, and whether backward is right for that forward.
 */
final class OwnForward {
  private static final List<String> PARAMETERS = List.of("W1", "b1", "W2", "b2");

  /** More than rounding in single precision and the error of the formula; see its law. */
  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(2e-2, 2e-3);

  private final RunFacts facts;
  private final Function<CaseRequest, CaseOutcome> ask;

  /** No number that a case's own request has. */
  private long number = -1;

  /**
   * Questions to a submission.
   *
   * @param ask gives the answer to a request that no case has
   */
  OwnForward(RunFacts facts, Function<CaseRequest, CaseOutcome> ask) {
    this.facts = facts;
    this.ask = ask;
  }

  /** What is known of forward after asking: the id of a mistake; null when it is none of these. */
  @Nullable String mistake() {
    PreparedCase prepared = small(false);
    if (prepared == null) {
      return null;
    }
    CaseRequest request = prepared.request();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      Tensor tensor = tensor(request, name);
      tensors.put(name, tensor);
      tensors.put(name + ".3", Fit.scaled(tensor, -1));
    }
    for (int pass = 1; pass <= 3; pass++) {
      tensors.put("x." + pass, tensor(request, "x"));
    }
    Map<String, Tensor> returned =
        ask.apply(new CaseRequest(number--, "passes", request.attributes(), tensors)).returned();
    Tensor first = returned.get("yHat.1");
    Tensor again = returned.get("yHat.2");
    Tensor other = returned.get("yHat.3");
    if (first == null || again == null || other == null) {
      return null;
    }
    if (!Fit.isClose(first, again, 1)) {
      // Two networks of the same parameters: is it the network, or is it chance?
      return isTheSameTwice(request) ? "forward.parameters-not-used" : "state.random";
    }
    return Fit.isClose(first, other, 1) ? "forward.parameters-not-used" : null;
  }

  /** Whether one network answers the same question in the same way. */
  private boolean isTheSameTwice(CaseRequest request) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      tensors.put(name, tensor(request, name));
    }
    tensors.put("x.1", tensor(request, "x"));
    tensors.put("x.2", tensor(request, "x"));
    Map<String, Tensor> returned =
        ask.apply(new CaseRequest(number--, "rounds", request.attributes(), tensors)).returned();
    Tensor first = returned.get("yHat.1");
    Tensor again = returned.get("yHat.2");
    return first == null || again == null || Fit.isClose(first, again, 1);
  }

  private static Tensor tensor(CaseRequest request, String name) {
    Tensor tensor = request.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the request has no tensor " + name);
    }
    return tensor;
  }

  /**
   * Whether backward is the derivative of the submission's own forward, by central differences.
   *
   * @return null when it cannot be asked
   */
  @Nullable Boolean isBackwardRight() {
    PreparedCase prepared = small(true);
    if (prepared == null) {
      return null;
    }
    CaseRequest request = prepared.request();
    Map<String, Tensor> tensors = new LinkedHashMap<>(request.tensors());
    if (!tensors.containsKey("dJdyHat")) {
      // Any dJ/dŷ will do, and the labels are of its shape.
      Tensor y = request.tensors().get("y");
      if (y == null) {
        return null;
      }
      double[] values = new double[y.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.cos(1 + i * 2.4);
      }
      tensors.put("dJdyHat", Tensor.of(y.shape(), values));
    }
    CaseRequest inputs = new CaseRequest(0, "backward", request.attributes(), tensors);
    Inquiry inquiry = new Inquiry(List.of("central-differences"), inputs, () -> number--);
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (int place : inquiry.asked("central-differences")) {
      CaseOutcome outcome = ask.apply(inquiry.requests().get(place));
      if (outcome.failure() != null) {
        return null;
      }
      answers.add(outcome.returned());
    }
    CheckResult result = inquiry.judge("central-differences", answers, TOLERANCE);
    return result.verdict() == Verdict.PASSED
        ? Boolean.TRUE
        : result.message().startsWith("backward is not the derivative") ? Boolean.FALSE : null;
  }

  /** The smallest case with a network. */
  private @Nullable PreparedCase small(boolean isSmooth) {
    PreparedCase smallest = null;
    int least = Integer.MAX_VALUE;
    for (PreparedCase each : facts.cases()) {
      TestCase testCase = each.testCase();
      boolean hasKink = testCase.f() == Activation.RELU || testCase.g() == Activation.RELU;
      if (!testCase.operation().hasNetwork() || (isSmooth && (hasKink || isForwardOnly(each)))) {
        continue;
      }
      int size = 0;
      for (Tensor tensor : each.request().tensors().values()) {
        size += tensor.size();
      }
      if (size < least && testCase.sizes().batch() > 1 && !testCase.id().startsWith("edge")) {
        smallest = each;
        least = size;
      }
    }
    return smallest;
  }

  private static boolean isForwardOnly(PreparedCase prepared) {
    return !prepared.request().tensors().containsKey("dJdyHat")
        && !prepared.request().tensors().containsKey("y");
  }
}
