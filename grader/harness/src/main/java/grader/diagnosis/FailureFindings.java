package grader.diagnosis;

import grader.cases.Activation;
import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Findings of methods that did not end well: an exception, null, a limit. What the cases that ended
 * so have in common, and no other case has, says why.
 */
final class FailureFindings {
  private static final Map<String, String> PREFIXES =
      Map.of("forward", "forward", "mseLoss", "mse", "bceLoss", "bce", "backward", "backward");

  private static final List<String> METHODS = List.of("forward", "mseLoss", "bceLoss", "backward");

  private static final int NULL_STEP = 5;

  /** Numbers that a wide case is asked with; the others have far fewer. */
  private static final int LARGE = 1500;

  private final RunFacts facts;
  private final List<Draft> drafts = new ArrayList<>();

  private FailureFindings(RunFacts facts) {
    this.facts = facts;
  }

  /**
   * A case that a method did not survive.
   *
   * @param method that did not end well
   */
  private record Broken(
      PreparedCase prepared, String method, CheckResult failure, CaseOutcome outcome) {}

  /** The findings of a run, in the order of computation. */
  static List<Draft> of(RunFacts facts) {
    FailureFindings findings = new FailureFindings(facts);
    Map<String, List<Broken>> byMethod = new LinkedHashMap<>();
    for (String method : METHODS) {
      byMethod.put(method, new ArrayList<>());
    }
    List<Broken> uncertain = new ArrayList<>();
    for (PreparedCase prepared : facts.cases()) {
      Broken broken = prepared.inquiry() == null ? findings.broken(prepared) : null;
      if (broken != null) {
        (isUncertain(broken)
                ? uncertain
                : byMethod.getOrDefault(broken.method(), new ArrayList<>()))
            .add(broken);
      }
    }
    for (Broken each : uncertain) {
      Broken certain = findings.certain(each, byMethod);
      byMethod.getOrDefault(certain.method(), new ArrayList<>()).add(certain);
    }
    for (Map.Entry<String, List<Broken>> each : byMethod.entrySet()) {
      findings.method(each.getKey(), each.getValue());
    }
    findings.nothingImplemented();
    return findings.drafts;
  }

  private @Nullable Broken broken(PreparedCase prepared) {
    CaseOutcome outcome = facts.answer(prepared.request());
    CheckResult failure = outcome.failure();
    if (failure == null || !RunFacts.isFailed(failure.verdict())) {
      return null;
    }
    String method = method(prepared, outcome, failure);
    return followsFromShape(prepared, outcome, method)
        ? null
        : new Broken(prepared, method, failure, outcome);
  }

  /** A method that was given what has not the right shape is not to blame. */
  private static boolean followsFromShape(
      PreparedCase prepared, CaseOutcome outcome, String method) {
    Tensor given =
        method.equals("backward")
            ? outcome.returned().get("dJdyHat")
            : method.endsWith("Loss") ? outcome.returned().get("yHat") : null;
    Tensor y = prepared.request().tensors().get("y");
    return given != null && y != null && !given.hasShapeOf(y);
  }

  /** In which method a case ended: what was returned before says how far it came. */
  private static String method(PreparedCase prepared, CaseOutcome outcome, CheckResult failure) {
    TestCase testCase = prepared.testCase();
    String loss = testCase.loss() == LossFunction.BCE ? "bceLoss" : "mseLoss";
    return switch (testCase.operation()) {
      case FORWARD -> "forward";
      case LOSS -> loss;
      case TRAIN_STEP ->
          !outcome.returned().containsKey("yHat")
              ? "forward"
              : !outcome.returned().containsKey("dJdyHat") ? loss : "backward";
      default -> failure.message().startsWith("forward") ? "forward" : "backward";
    };
  }

  /** A process that ended or was stopped does not say how far a chain of steps came. */
  private static boolean isUncertain(Broken broken) {
    boolean isChain = !broken.method().endsWith("Loss") || broken.outcome().returned().isEmpty();
    Operation operation = broken.prepared().testCase().operation();
    return isChain
        && (operation == Operation.TRAIN_STEP || operation == Operation.BACKWARD)
        && broken.outcome().returned().isEmpty()
        && !broken.failure().message().startsWith("forward ")
        && !broken.failure().message().startsWith("backward ")
        && broken.failure().verdict() != Verdict.NOT_IMPLEMENTED;
  }

  /** It is the method that ends so alone, or else backward, when forward is known to end well. */
  private Broken certain(Broken broken, Map<String, List<Broken>> byMethod) {
    String loss = broken.prepared().testCase().loss() == LossFunction.BCE ? "bceLoss" : "mseLoss";
    boolean isChain = broken.prepared().testCase().operation() == Operation.TRAIN_STEP;
    String method = "backward";
    if (!byMethod.getOrDefault("forward", List.of()).isEmpty()) {
      method = "forward";
    } else if (isChain && !byMethod.getOrDefault(loss, List.of()).isEmpty()) {
      method = loss;
    }
    return new Broken(broken.prepared(), method, broken.failure(), broken.outcome());
  }

  private void method(String method, List<Broken> broken) {
    Map<Verdict, List<Broken>> byVerdict = new LinkedHashMap<>();
    for (Broken each : broken) {
      byVerdict.computeIfAbsent(each.failure().verdict(), verdict -> new ArrayList<>()).add(each);
    }
    for (Map.Entry<Verdict, List<Broken>> each : byVerdict.entrySet()) {
      drafts.add(draft(method, each.getKey(), each.getValue()));
    }
  }

  private Draft draft(String method, Verdict verdict, List<Broken> broken) {
    String prefix = PREFIXES.getOrDefault(method, "backward");
    Broken first = broken.get(0);
    Draft draft =
        switch (verdict) {
          case NOT_IMPLEMENTED -> notImplemented(method, prefix, broken);
          case TIME_LIMIT_EXCEEDED -> tooSlow(method, prefix, broken);
          case MEMORY_LIMIT_EXCEEDED -> simple(prefix + ".out-of-memory", method);
          case OUTPUT_LIMIT_EXCEEDED -> simple(prefix + ".prints-too-much", method);
          case PROTOCOL_VIOLATION -> simple(prefix + ".disturbs-channel", method);
          case WRONG_SHAPE ->
              simple(
                  switch (prefix) {
                    case "forward" -> "forward.wrong-shape";
                    case "backward" -> "backward.weights-wrong-shape";
                    default -> prefix + ".gradient.wrong-shape";
                  },
                  method);
          default ->
              first.outcome().trace().isEmpty() && !first.failure().message().contains(" threw ")
                  ? simple(prefix + ".ends-process", method)
                  : thrown(method, prefix, broken);
        };
    if (draft.evidence().isEmpty()) {
      draft.evidence(
          "It is so in %d of the %d cases that call %s."
              .formatted(broken.size(), calls(method), method));
    }
    for (Broken each : broken) {
      explain(draft, each);
    }
    return draft;
  }

  private Draft simple(String id, String method) {
    return new Draft(id, Confidence.HIGH, METHODS.indexOf(method) + 1).word("method", method);
  }

  /** The checks of the method's own results, and those that need them. */
  private void explain(Draft draft, Broken broken) {
    TestCase testCase = broken.prepared().testCase();
    for (Check check : testCase.checks()) {
      CheckName name = new CheckName(testCase.id(), check.id());
      if (RunFacts.isFailed(facts.verdict(name))
          && !broken.outcome().returned().containsKey(check.id())) {
        if (owner(testCase, check.id()).equals(broken.method())) {
          draft.explain(name);
        } else {
          draft.follow(name);
        }
      }
    }
  }

  private static String owner(TestCase testCase, String quantity) {
    return switch (Observations.part(testCase, quantity)) {
      case FORWARD -> "forward";
      case MSE -> "mseLoss";
      case BCE -> "bceLoss";
      case BACKWARD -> "backward";
    };
  }

  private Draft notImplemented(String method, String prefix, List<Broken> broken) {
    Broken first = broken.get(0);
    String message = first.failure().message();
    if (message.contains("null")) {
      if (method.equals("backward") && message.endsWith("null after backward")) {
        String what = message.substring(0, message.indexOf(" null")).replaceAll(" (is|are)$", "");
        boolean isOfGradients = what.matches("dJd\\w+(, dJd\\w+)*");
        return new Draft("backward.gradients-null", Confidence.HIGH, NULL_STEP)
            .word("what", isOfGradients ? what : "grads");
      }
      return simple(prefix + ".returns-null", method);
    }
    String activation = activation(method, broken);
    return activation == null
        ? simple(prefix + ".not-implemented", method)
        : simple(prefix + ".throws-for-activation", method).word("form", activation);
  }

  private Draft thrown(String method, String prefix, List<Broken> broken) {
    Broken first = broken.get(0);
    String line = first.outcome().trace().isEmpty() ? "" : first.outcome().trace().get(0);
    String place = line.replaceFirst("^.*\\(", "").replaceFirst("\\)$", "");
    boolean isPlace = place.matches("[\\w$]+\\.java:\\d+");
    // Few cases differ in several ways at once: a message about sizes is not about activations.
    String activation = isAboutSizes(first.failure().message()) ? null : activation(method, broken);
    String cause = activation == null ? cause(method, broken) : "throws-for-activation";
    Draft draft = simple(prefix + "." + cause, method);
    return draft
        .word("form", activation == null ? "" : activation)
        .evidence(
            "%s ended with an exception in %d of the %d cases that call it."
                .formatted(method, broken.size(), calls(method)))
        // The exception's name and its line are the submission's own words.
        .numbers(
            "In %s: %s%s"
                .formatted(
                    first.prepared().testCase().id(),
                    first.failure().message(),
                    isPlace && !first.failure().message().contains(place)
                        ? " (" + place + ")"
                        : ""));
  }

  private static boolean isAboutSizes(String message) {
    return message.contains("Dimension")
        || message.contains("IndexOutOfBounds")
        || message.contains("OutOfRange")
        || message.contains("Size");
  }

  private int calls(String method) {
    return calling(method).size();
  }

  private List<PreparedCase> calling(String method) {
    List<PreparedCase> calling = new ArrayList<>();
    for (PreparedCase each : facts.cases()) {
      TestCase testCase = each.testCase();
      boolean isOf =
          switch (method) {
            case "forward" -> testCase.operation().hasNetwork();
            case "backward" ->
                testCase.operation() == Operation.BACKWARD
                    || testCase.operation() == Operation.TRAIN_STEP;
            default ->
                testCase.operation().hasLoss()
                    && (testCase.loss() == LossFunction.BCE) == method.equals("bceLoss");
          };
      if (isOf && testCase.operation() != Operation.PROPERTY) {
        calling.add(each);
      }
    }
    return calling;
  }

  /** The cases that call a method and came through it. */
  private List<PreparedCase> survived(String method) {
    List<PreparedCase> survived = new ArrayList<>();
    for (PreparedCase each : calling(method)) {
      CaseOutcome outcome = facts.answer(each.request());
      if (outcome.failure() == null || isBehind(each, outcome, method)) {
        survived.add(each);
      }
    }
    return survived;
  }

  private static boolean isBehind(PreparedCase prepared, CaseOutcome outcome, String method) {
    return outcome.failure() != null
        && METHODS.indexOf(method(prepared, outcome, outcome.failure())) > METHODS.indexOf(method);
  }

  private boolean isJust(String method, List<Broken> broken, Predicate<TestCase> condition) {
    List<PreparedCase> survived = survived(method);
    for (Broken each : broken) {
      if (!condition.test(each.prepared().testCase())) {
        return false;
      }
    }
    for (PreparedCase each : survived) {
      if (condition.test(each.testCase())) {
        return false;
      }
    }
    return !survived.isEmpty();
  }

  private @Nullable String activation(String method, List<Broken> broken) {
    for (Activation each : Activation.values()) {
      if (isJust(method, broken, testCase -> testCase.f() == each || testCase.g() == each)) {
        return "f or g is " + each.id();
      }
      if (isJust(method, broken, testCase -> testCase.f() == each)) {
        return "f is " + each.id();
      }
      if (isJust(method, broken, testCase -> testCase.g() == each)) {
        return "g is " + each.id();
      }
    }
    return null;
  }

  private String cause(String method, List<Broken> broken) {
    List<PreparedCase> survived = survived(method);
    if (survived.isEmpty()) {
      return "throws";
    }
    Sizes sizes = survived.get(0).testCase().sizes();
    int batch = sizes.batch();
    if (batch > 1 && isJust(method, broken, testCase -> testCase.sizes().batch() != batch)) {
      return "batch-size-hard-coded-throws";
    }
    if (isJust(method, broken, testCase -> testCase.sizes().outFeatures() > 1)) {
      return "one-output-throws";
    }
    if (isJust(method, broken, testCase -> testCase.sizes().batch() == 1)) {
      return "throws-for-one-sample";
    }
    boolean isOfShape =
        isJust(method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().inFeatures())
            || isJust(
                method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().outFeatures())
            || isJust(method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().batch())
            || isJust(method, broken, each -> each.sizes().outFeatures() != each.sizes().batch())
            || isJust(method, broken, each -> !isSquareSomewhere(each.sizes()));
    return isOfShape ? "not-square-throws" : "throws";
  }

  private static boolean isSquareSomewhere(Sizes sizes) {
    List<Integer> all =
        List.of(sizes.inFeatures(), sizes.hiddenFeatures(), sizes.outFeatures(), sizes.batch());
    return new HashSet<>(all).size() < all.size();
  }

  private Draft tooSlow(String method, String prefix, List<Broken> broken) {
    boolean isOfLargeCases = method.equals("backward") && !survived("backward").isEmpty();
    for (Broken each : broken) {
      isOfLargeCases &= size(each.prepared()) > LARGE;
    }
    if (!isOfLargeCases) {
      return simple(prefix + ".does-not-end", method);
    }
    return NumericalGradients.isSeen(facts, survived("backward"))
        ? simple("backward.numerical-differentiation", method)
            .evidence(
                "The gradients of small networks are right to a few digits fewer than forward is, and a wide network takes too long.")
        : simple("backward.too-slow", method)
            .evidence(
                "The gradients of small networks are right, and a wide network takes too long.");
  }

  private static int size(PreparedCase prepared) {
    int size = 0;
    for (Tensor tensor : prepared.request().tensors().values()) {
      size += tensor.size();
    }
    return size;
  }

  /** Nothing written at all is one finding and not four. */
  private void nothingImplemented() {
    for (String method : METHODS) {
      String id = PREFIXES.get(method) + ".not-implemented";
      boolean isThere = drafts.stream().anyMatch(each -> each.id().equals(id));
      boolean isBehind = method.equals("backward") || calls(method) == 0;
      if (!isThere && !isBehind) {
        return;
      }
    }
    Draft all = new Draft("everything.not-implemented", Confidence.HIGH, 0);
    for (Draft each : drafts) {
      for (CheckName check : each.checks()) {
        all.explain(check);
      }
    }
    drafts.clear();
    drafts.add(all);
  }
}
