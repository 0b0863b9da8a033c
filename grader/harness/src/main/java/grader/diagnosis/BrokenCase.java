package grader.diagnosis;

import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case that a method did not survive.
 *
 * @param method that did not end well
 */
record BrokenCase(PreparedCase prepared, String method, CheckResult failure, CaseOutcome outcome) {
  /** In the order of computation. */
  static final List<String> METHODS = List.of("forward", "mseLoss", "bceLoss", "backward");

  /** The broken cases of a run, by method; every method is there. */
  static Map<String, List<BrokenCase>> byMethod(RunAnswers answers) {
    Map<String, List<BrokenCase>> byMethod = new LinkedHashMap<>();
    for (String method : METHODS) {
      byMethod.put(method, new ArrayList<>());
    }
    List<BrokenCase> uncertain = new ArrayList<>();
    for (PreparedCase prepared : answers.cases()) {
      BrokenCase broken = prepared.inquiry() == null ? of(answers, prepared) : null;
      if (broken != null) {
        (broken.isUncertain()
                ? uncertain
                : byMethod.getOrDefault(broken.method(), new ArrayList<>()))
            .add(broken);
      }
    }
    for (BrokenCase each : uncertain) {
      BrokenCase certain = each.certain(byMethod);
      byMethod.getOrDefault(certain.method(), new ArrayList<>()).add(certain);
    }
    return byMethod;
  }

  private static @Nullable BrokenCase of(RunAnswers answers, PreparedCase prepared) {
    CaseOutcome outcome = answers.to(prepared.request());
    CheckResult failure = outcome.failure();
    if (failure == null || !RunVerdicts.isFailed(failure.verdict()) || isUnreached(outcome)) {
      return null;
    }
    String method = method(prepared, outcome, failure);
    return followsFromShape(prepared, outcome, method)
        ? null
        : new BrokenCase(prepared, method, failure, outcome);
  }

  /** Cases before it took the time of all: it says nothing of any method. */
  static boolean isUnreached(CaseOutcome outcome) {
    return outcome.failure() != null
        && outcome.failure().verdict() == Verdict.TIME_LIMIT_EXCEEDED
        && outcome.time().isZero();
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
  static String method(PreparedCase prepared, CaseOutcome outcome, CheckResult failure) {
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
  private boolean isUncertain() {
    boolean isChain = !method.endsWith("Loss") || outcome.returned().isEmpty();
    Operation operation = prepared.testCase().operation();
    return isChain
        && (operation == Operation.TRAIN_STEP || operation == Operation.BACKWARD)
        && outcome.returned().isEmpty()
        && !failure.message().startsWith("forward ")
        && !failure.message().startsWith("backward ")
        && failure.verdict() != Verdict.NOT_IMPLEMENTED;
  }

  /** It is the method that ends so alone, or else backward, when forward is known to end well. */
  private BrokenCase certain(Map<String, List<BrokenCase>> byMethod) {
    String loss = prepared.testCase().loss() == LossFunction.BCE ? "bceLoss" : "mseLoss";
    boolean isChain = prepared.testCase().operation() == Operation.TRAIN_STEP;
    String owner = "backward";
    if (!byMethod.getOrDefault("forward", List.of()).isEmpty()) {
      owner = "forward";
    } else if (isChain && !byMethod.getOrDefault(loss, List.of()).isEmpty()) {
      owner = loss;
    }
    return new BrokenCase(prepared, owner, failure, outcome);
  }
}
