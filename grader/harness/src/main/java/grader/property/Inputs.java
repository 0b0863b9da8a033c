package grader.property;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers that a law is tried on, and the requests that are made of them. */
final class Inputs {
  static final List<String> PARAMETERS = List.of("W1", "b1", "W2", "b2");

  private final CaseRequest request;

  Inputs(CaseRequest request) {
    this.request = request;
  }

  Tensor tensor(String name) {
    Tensor tensor = request.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the case has no tensor " + name);
    }
    return tensor;
  }

  Map<String, Tensor> tensors() {
    return request.tensors();
  }

  boolean hasReLU() {
    return request.attributes().containsValue("relu");
  }

  int batch() {
    return tensor("x").extent(0);
  }

  /**
   * One forward, and one backward unless dJdyHat is null.
   *
   * @param parameters those that are not the case's own
   */
  record Pass(Map<String, Tensor> parameters, Tensor x, @Nullable Tensor dJdyHat) {
    Pass(Tensor x, Tensor dJdyHat) {
      this(Map.of(), x, dJdyHat);
    }
  }

  /** Forward and backward on the case's own numbers. */
  Pass pass() {
    return new Pass(tensor("x"), tensor("dJdyHat"));
  }

  /** The case's own. */
  Map<String, Tensor> parameters() {
    Map<String, Tensor> own = new LinkedHashMap<>();
    PARAMETERS.forEach(name -> own.put(name, tensor(name)));
    return own;
  }

  /** Parameters negated, rows reversed, and half of dJ/dŷ: whatever is asked of it is another. */
  Pass otherPass() {
    Map<String, Tensor> negated = new LinkedHashMap<>();
    PARAMETERS.forEach(name -> negated.put(name, Combination.scaled(-1, tensor(name))));
    return new Pass(
        negated,
        Rows.reversed(tensor("x")),
        Combination.scaled(0.5, Rows.reversed(tensor("dJdyHat"))));
  }

  /** One pass in a network of its own; its answer is the first {@link Answer#round}. */
  CaseRequest alone(Pass pass) {
    return several("passes", List.of(pass));
  }

  /**
   * Every pass in the same network, one after another, whose parameters are replaced by a pass's
   * own; their answers are {@link Answer#round}s.
   */
  CaseRequest rounds(List<Pass> passes) {
    return several("rounds", passes);
  }

  /** Two passes in two networks, their forwards before their backwards. */
  CaseRequest interleaved(Pass first, Pass second) {
    return several("interleaved", List.of(first, second));
  }

  private CaseRequest several(String operation, List<Pass> passes) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < passes.size(); i++) {
      String suffix = "." + (i + 1);
      Pass pass = passes.get(i);
      pass.parameters().forEach((name, tensor) -> tensors.put(name + suffix, tensor));
      tensors.put("x" + suffix, pass.x());
      if (pass.dJdyHat() != null) {
        tensors.put("dJdyHat" + suffix, pass.dJdyHat());
      }
    }
    return request(operation, tensors);
  }

  /** A request with the case's parameters and these further tensors. */
  CaseRequest request(String operation, Map<String, Tensor> tensors) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    PARAMETERS.forEach(name -> all.put(name, tensor(name)));
    all.putAll(tensors);
    return new CaseRequest(request.number(), operation, request.attributes(), all);
  }
}
