package grader.diagnosis;

import grader.cases.Check;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.checking.Verdict;
import grader.property.Inquiry;
import grader.protocol.CaseRequest;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Findings of methods that did not end well: an exception, null, a limit. What the cases that ended
 * so have in common, and no other case has, says why.
 */
final class FailureFindings {
  private static final Map<String, String> PREFIXES =
      Map.of("forward", "forward", "mseLoss", "mse", "bceLoss", "bce", "backward", "backward");

  private static final int NULL_STEP = 5;

  private final RunAnswers answers;
  private final FailureCauses causes;
  private final List<Draft> drafts = new ArrayList<>();

  private FailureFindings(RunAnswers answers) {
    this.answers = answers;
    this.causes = new FailureCauses(answers);
  }

  /** The findings of a run, in the order of computation. */
  static List<Draft> of(RunAnswers answers) {
    FailureFindings findings = new FailureFindings(answers);
    for (Map.Entry<String, List<BrokenCase>> each : BrokenCase.byMethod(answers).entrySet()) {
      findings.method(each.getKey(), each.getValue());
    }
    findings.nothingImplemented();
    findings.unreached();
    return findings.drafts;
  }

  private void method(String method, List<BrokenCase> broken) {
    Groups<Verdict, BrokenCase> byVerdict = new Groups<>();
    for (BrokenCase each : broken) {
      byVerdict.add(each.failure().verdict(), each);
    }
    for (Map.Entry<Verdict, List<BrokenCase>> each : byVerdict.byKey().entrySet()) {
      drafts.add(draft(method, each.getKey(), each.getValue()));
    }
  }

  private Draft draft(String method, Verdict verdict, List<BrokenCase> broken) {
    String prefix = PREFIXES.getOrDefault(method, "backward");
    BrokenCase first = broken.get(0);
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
          "This happens in %s of the %s cases that call %s."
              .formatted(broken.size(), causes.calls(method), method));
    }
    if (draft.numbers().isEmpty()) {
      draft.numbers(
          "In %s: %s".formatted(first.prepared().testCase().id(), first.failure().message()));
    }
    for (BrokenCase each : broken) {
      explain(draft, each);
    }
    return draft;
  }

  private Draft simple(String id, String method) {
    return new Draft(id, Confidence.HIGH, BrokenCase.METHODS.indexOf(method) + 1)
        .word("method", method);
  }

  /** The checks of the method's own results, and those that need them. */
  private void explain(Draft draft, BrokenCase broken) {
    TestCase testCase = broken.prepared().testCase();
    for (Check check : testCase.checks()) {
      CheckName name = new CheckName(testCase.id(), check.id());
      if (!broken.outcome().returned().containsKey(check.id())) {
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

  private Draft notImplemented(String method, String prefix, List<BrokenCase> broken) {
    BrokenCase first = broken.get(0);
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
    String activation = causes.activation(method, broken);
    return activation == null
        ? simple(prefix + ".not-implemented", method)
        : simple(prefix + ".throws-for-activation", method).word("form", activation);
  }

  private Draft thrown(String method, String prefix, List<BrokenCase> broken) {
    BrokenCase first = broken.get(0);
    String line = first.outcome().trace().isEmpty() ? "" : first.outcome().trace().get(0);
    String place = line.replaceFirst("^.*\\(", "").replaceFirst("\\)$", "");
    boolean isPlace = place.matches("[\\w$]+\\.java:\\d+");
    // Few cases differ in several ways at once: a message about sizes is not about activations.
    String activation =
        FailureCauses.isAboutSizes(first.failure().message())
            ? null
            : causes.activation(method, broken);
    String cause = activation == null ? causes.cause(method, broken) : "throws-for-activation";
    if (cause.equals("throws")) {
      cause = FailureCauses.kind(first.failure().message());
    }
    Draft draft = simple(prefix + "." + cause, method);
    return draft
        .word("form", activation == null ? "" : activation)
        .evidence(
            "%s ended with an exception in %s of the %s cases that call it."
                .formatted(method, broken.size(), causes.calls(method)))
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

  private Draft tooSlow(String method, String prefix, List<BrokenCase> broken) {
    boolean isOfLargeCases = method.equals("backward") && !causes.survived("backward").isEmpty();
    for (BrokenCase each : broken) {
      isOfLargeCases &= !Observations.isSmall(each.prepared().request());
    }
    if (!isOfLargeCases) {
      return simple(prefix + ".does-not-end", method);
    }
    return NumericalGradients.isSeen(answers, causes.survived("backward"))
        ? simple("backward.numerical-differentiation", method)
            .evidence(
                "The gradients of small networks are right to fewer digits than yHat is, and a wide network takes too long.")
        : simple("backward.too-slow", method)
            .evidence("Small networks end in time, but a wide network takes too long.");
  }

  /** Cases that were never begun have no mistake of their own. */
  private void unreached() {
    Draft draft = new Draft("run.no-time-left", Confidence.HIGH, BrokenCase.METHODS.size() + 1);
    int cases = 0;
    for (PreparedCase each : answers.cases()) {
      Inquiry laws = each.inquiry();
      CaseRequest first = laws == null ? each.request() : laws.requests().get(0);
      if (BrokenCase.isUnreached(answers.to(first))) {
        cases++;
        for (Check check : each.testCase().checks()) {
          draft.explain(new CheckName(each.testCase().id(), check.id()));
        }
      }
    }
    if (cases > 0) {
      drafts.add(
          draft.evidence(
              cases == 1
                  ? "One case was not begun."
                  : "%s cases were not begun.".formatted(cases)));
    }
  }

  /** Nothing written at all is one finding and not four. */
  private void nothingImplemented() {
    for (String method : BrokenCase.METHODS) {
      String id = PREFIXES.get(method) + ".not-implemented";
      boolean isThere = Drafts.find(drafts, id) != null;
      boolean isBehind = method.equals("backward") || causes.calls(method) == 0;
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
