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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks a submission whose forward is wrong, and no known mistake says how, what its answers depend
 * on: on its parameters, on its biases, on its activations. This takes no formula.
 */
final class OwnForward {
  private static final List<String> PARAMETERS = List.of("W1", "b1", "W2", "b2");

  /** More than rounding in single precision and the error of the formula; see its law. */
  private static final Tolerance TOLERANCE = new Tolerance.Elementwise(2e-2, 2e-3);

  private final RunAnswers answers;
  private final Function<CaseRequest, CaseOutcome> ask;

  /** As many cases as show chance, should it decide. */
  private static final int MOST_ASKED = 4;

  /** No number that a case's own request has. */
  private long number = -1;

  /**
   * Questions to a submission.
   *
   * @param ask gives the answer to a request that no case has
   */
  OwnForward(RunAnswers answers, Function<CaseRequest, CaseOutcome> ask) {
    this.answers = answers;
    this.ask = ask;
  }

  /**
   * What is known after asking.
   *
   * @param layer that it is about, as it stands in a sentence; empty when it is about both
   * @param form the activation that it is about, as it stands in a sentence; may be empty
   */
  record Answer(String id, String layer, String form, String evidence) {
    private static final String FIRST = " of the first layer";
    private static final String SECOND = " of the second layer";

    Answer(String id, String layer, String evidence) {
      this(id, layer, "", evidence);
    }
  }

  /**
   * What forward does with its parameters and activations.
   *
   * @return null when it is none of what can be asked
   */
  @Nullable Answer answer() {
    PreparedCase prepared = smallest();
    if (prepared == null) {
      return null;
    }
    if (isRandom()) {
      return new Answer(
          "state.random",
          "",
          "Two networks with the same parameters, and one network asked twice, return different"
              + " values for the same x.");
    }
    Answer parameters = parameters(prepared.request());
    if (parameters != null) {
      return parameters;
    }
    Answer biases = biases(prepared.request());
    return biases != null ? biases : activations();
  }

  private @Nullable Answer parameters(CaseRequest request) {
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
      // It is not chance, which would make one network's answers differ as well.
      return new Answer(
          "forward.parameters-not-used",
          "",
          "Two networks with the same parameters return different values for the same x.");
    }
    return Fit.isClose(first, other, 1)
        ? new Answer(
            "forward.parameters-not-used",
            "",
            "Two networks with different parameters return the same values for the same x.")
        : null;
  }

  /**
   * Whether chance decides: one network that is asked twice differs, and so do new networks of the
   * same parameters. Chance may spare a case, and the more units there are the less.
   */
  boolean isRandom() {
    List<CaseRequest> requests = largest().stream().map(PreparedCase::request).toList();
    return !requests.stream().allMatch(this::isTheSameTwice)
        && !requests.stream().allMatch(this::isTheSameInTwoNetworks);
  }

  /** The largest of the cases with a network that cost little. */
  private List<PreparedCase> largest() {
    List<PreparedCase> cases = new ArrayList<>();
    for (PreparedCase each : answers.cases()) {
      if (each.testCase().operation().hasNetwork()
          && each.inquiry() == null
          && !Observations.isAtEdge(each.testCase().id())
          && !Observations.isLong(each.request())) {
        cases.add(each);
      }
    }
    cases.sort(
        (a, b) -> Integer.compare(Observations.size(b.request()), Observations.size(a.request())));
    return cases.subList(0, Math.min(MOST_ASKED, cases.size()));
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

  private boolean isTheSameInTwoNetworks(CaseRequest request) {
    Tensor first = asked(request.attributes(), request.tensors());
    Tensor again = asked(request.attributes(), request.tensors());
    return first == null || again == null || Fit.isClose(first, again, 1);
  }

  private @Nullable Answer biases(CaseRequest request) {
    boolean isFirstIgnored = isTheSameWithout(request, "b1");
    boolean isSecondIgnored = isTheSameWithout(request, "b2");
    if (!isFirstIgnored && !isSecondIgnored) {
      return null;
    }
    boolean isOfBoth = isFirstIgnored && isSecondIgnored;
    return new Answer(
        "forward.bias-ignored",
        isOfBoth ? "" : isFirstIgnored ? Answer.FIRST : Answer.SECOND,
        "With other values in %s, yHat stays the same."
            .formatted(isOfBoth ? "b1 and b2" : isFirstIgnored ? "b1" : "b2"));
  }

  private boolean isTheSameWithout(CaseRequest request, String bias) {
    Map<String, Tensor> tensors = new LinkedHashMap<>(request.tensors());
    Tensor given = tensor(request, bias);
    Tensor before = asked(request.attributes(), tensors);
    tensors.put(bias, Fit.isZero(given) ? given : Fit.scaled(given, -2));
    Tensor after = asked(request.attributes(), tensors);
    return !Fit.isZero(given) && before != null && after != null && Fit.isClose(before, after, 1);
  }

  private @Nullable Answer activations() {
    List<PreparedCase> cases = new ArrayList<>();
    for (PreparedCase each : answers.cases()) {
      if (each.expected().containsKey("yHat") && Observations.isSmall(each.request())) {
        cases.add(each);
      }
    }
    List<PreparedCase> differing =
        cases.stream().filter(each -> !isAlike(each.request().attributes())).toList();
    if (!differing.isEmpty() && differing.stream().allMatch(this::isRightWhenExchanged)) {
      return new Answer(
          "forward.activations-swapped",
          "",
          "If f and g are swapped in the constructor's arguments, yHat is right.");
    }
    List<String> ignored = new ArrayList<>();
    for (String place : List.of("f", "g")) {
      if (isWithoutEffect(cases, "sigmoid", place) && isWithoutEffect(cases, "relu", place)) {
        ignored.add(place);
      }
    }
    if (!ignored.isEmpty()) {
      return notUsed(cases, ignored);
    }
    for (String activation : List.of("sigmoid", "relu")) {
      List<String> places = new ArrayList<>();
      for (String place : List.of("f", "g")) {
        if (isWithoutEffect(cases, activation, place)) {
          places.add(place);
        }
      }
      if (!places.isEmpty()) {
        return new Answer(
            isIdentityRight(cases, places)
                ? "forward." + activation + "-left-out"
                : "forward.activations-not-told-apart",
            layer(places),
            activation.equals("relu") ? "ReLU" : "the sigmoid",
            "With IDENTITY in its place, yHat stays the same.");
      }
    }
    return null;
  }

  /** An activation that has no effect: what stands in its place is told by where yHat is right. */
  private Answer notUsed(List<PreparedCase> cases, List<String> places) {
    String evidence =
        "Whichever activation is given as %s, yHat stays the same."
            .formatted(String.join(" or as ", places));
    if (isIdentityRight(cases, places)) {
      return new Answer("forward.activation-left-out", layer(places), evidence);
    }
    List<PreparedCase> alike =
        cases.stream().filter(each -> isAlike(each.request().attributes())).toList();
    return places.size() == 1 && isRight(alike)
        ? new Answer(
            "forward.activation-of-other-layer",
            places.get(0).equals("f") ? " in the first layer" : " in the second layer",
            evidence + " Where f and g are the same, yHat is right.")
        : new Answer("forward.activation-not-used", layer(places), evidence);
  }

  /** Whether forward is right with the identity in these places, in one of them at least. */
  private boolean isIdentityRight(List<PreparedCase> cases, List<String> places) {
    List<List<PreparedCase>> having =
        places.stream()
            .map(place -> having(cases, "identity", place))
            .filter(each -> !each.isEmpty())
            .toList();
    return !having.isEmpty() && having.stream().allMatch(this::isRight);
  }

  private static String layer(List<String> places) {
    return places.size() == 2 ? "" : places.get(0).equals("f") ? Answer.FIRST : Answer.SECOND;
  }

  private static List<PreparedCase> having(
      List<PreparedCase> cases, String activation, String place) {
    return cases.stream()
        .filter(each -> activation.equals(each.request().attributes().get(place)))
        .toList();
  }

  /** Whether forward is right in these cases; of none at all nothing can be said. */
  private boolean isRight(List<PreparedCase> cases) {
    for (PreparedCase each : cases) {
      Tensor expected = each.expected().get("yHat");
      Tensor returned = asked(each.request().attributes(), each.request().tensors());
      if (expected == null || returned == null || !Fit.isClose(expected, returned, 1)) {
        return false;
      }
    }
    return !cases.isEmpty();
  }

  private boolean isWithoutEffect(List<PreparedCase> cases, String activation, String place) {
    List<PreparedCase> having = having(cases, activation, place);
    return !having.isEmpty() && having.stream().allMatch(each -> isWithoutEffect(each, place));
  }

  private static boolean isAlike(Map<String, String> attributes) {
    return String.valueOf(attributes.get("f")).equals(attributes.get("g"));
  }

  private boolean isRightWhenExchanged(PreparedCase prepared) {
    Map<String, String> attributes = new LinkedHashMap<>(prepared.request().attributes());
    attributes.put("f", String.valueOf(prepared.request().attributes().get("g")));
    attributes.put("g", String.valueOf(prepared.request().attributes().get("f")));
    Tensor expected = prepared.expected().get("yHat");
    Tensor returned = asked(attributes, prepared.request().tensors());
    return expected != null && returned != null && Fit.isClose(expected, returned, 1);
  }

  private boolean isWithoutEffect(PreparedCase prepared, String place) {
    Map<String, String> attributes = new LinkedHashMap<>(prepared.request().attributes());
    Tensor before = asked(attributes, prepared.request().tensors());
    attributes.put(place, "identity");
    Tensor after = asked(attributes, prepared.request().tensors());
    return before != null && after != null && Fit.isClose(before, after, 1);
  }

  private @Nullable Tensor asked(Map<String, String> attributes, Map<String, Tensor> tensors) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (String name : List.of("W1", "b1", "W2", "b2", "x")) {
      Tensor tensor = tensors.get(name);
      if (tensor == null) {
        return null;
      }
      inputs.put(name, tensor);
    }
    return ask.apply(new CaseRequest(number--, "forward", attributes, inputs))
        .returned()
        .get("yHat");
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
    PreparedCase prepared = smallestSmooth();
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
    // A law may want one answer in several places; it is asked for once.
    Map<Integer, CaseOutcome> outcomes = new HashMap<>();
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (int place : inquiry.asked("central-differences")) {
      CaseOutcome outcome =
          outcomes.computeIfAbsent(place, each -> ask.apply(inquiry.requests().get(each)));
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
  private @Nullable PreparedCase smallest() {
    return smallest(each -> true);
  }

  /** The smallest of which central differences can be taken, for some dJ/dŷ. */
  private @Nullable PreparedCase smallestSmooth() {
    return smallest(
        each -> {
          TestCase testCase = each.testCase();
          boolean hasKink = testCase.f() == Activation.RELU || testCase.g() == Activation.RELU;
          Map<String, Tensor> tensors = each.request().tensors();
          return !hasKink && (tensors.containsKey("dJdyHat") || tensors.containsKey("y"));
        });
  }

  private @Nullable PreparedCase smallest(Predicate<PreparedCase> condition) {
    PreparedCase smallest = null;
    for (PreparedCase each : answers.cases()) {
      boolean isUsual =
          each.testCase().operation().hasNetwork()
              && each.testCase().sizes().batch() > 1
              && !Observations.isAtEdge(each.testCase().id())
              && condition.test(each);
      if (isUsual
          && (smallest == null
              || Observations.size(each.request()) < Observations.size(smallest.request()))) {
        smallest = each;
      }
    }
    return smallest;
  }
}
