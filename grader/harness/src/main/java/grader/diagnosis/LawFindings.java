package grader.diagnosis;

import grader.cases.Check;
import grader.cases.PreparedCase;
import grader.checking.CheckResult;
import grader.host.CaseOutcome;
import grader.property.Inquiry;
import grader.property.Laws;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings of laws that are broken: what a method changes that is not its own, or keeps. */
final class LawFindings {
  private static final int STEP = 8;

  private static final String EARLIER_FORWARD = "state.earlier-forward-kept";

  private static final Map<String, String> METHODS =
      Map.of("forward", "forward", "backward", "backward", "mseLoss", "mse", "bceLoss", "bce");

  /** Laws whose answers say by themselves what was changed or kept. */
  private static final List<String> STATE =
      List.of("inputs-untouched", "parameters-untouched", "same-answer-twice");

  /**
   * Laws that compare a network with a new one: it gives other answers for what is changed or kept,
   * which is said already then, and not for wrong values, which a new one gives, too.
   */
  private static final List<String> OF_NEW_NETWORKS =
      List.of("instances-independent", "another-batch-size");

  /** Laws that a wrong forward or backward breaks as well, which is said already then. */
  private static final List<String> OF_VALUES =
      List.of("batch-permutation", "batch-duplication", "linearity", "central-differences");

  /** How a law is tried, in the middle of a sentence. */
  private static final Map<String, String> HOW =
      Map.of(
          "inputs-untouched", "comparing the arguments before and after a call",
          "parameters-untouched", "comparing the parameters before and after a call",
          "same-answer-twice", "asking one network the same thing twice",
          "instances-independent", "using two networks in turn",
          "another-batch-size", "giving one network other parameters and another batch",
          "batch-permutation", "giving the samples in another order",
          "batch-duplication", "giving every sample twice",
          "linearity", "giving backward sums and multiples of dJdyHat",
          "central-differences", "changing the parameters a little and calling forward again");

  /** Laws that use one network more than once. */
  private static final List<String> OF_USED_NETWORKS =
      List.of("same-answer-twice", "another-batch-size", "instances-independent");

  private static final List<String> GRADIENTS = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");
  private static final List<String> ALL = List.of("yHat", "dJdW1", "dJdb1", "dJdW2", "dJdb2");

  private final RunAnswers answers;
  private final RunVerdicts verdicts;
  private final List<Draft> ofMethods;
  private final Map<String, Draft> drafts = new LinkedHashMap<>();

  private LawFindings(RunAnswers answers, RunVerdicts verdicts, List<Draft> ofMethods) {
    this.answers = answers;
    this.verdicts = verdicts;
    this.ofMethods = ofMethods;
  }

  /**
   * The findings of a run.
   *
   * @param ofMethods of methods that did not end well: what ends so in a law too, follows from it
   * @param areNetworksAlike whether networks with the same parameters give the same, for all that
   *     is known already
   * @param isNetworkWrong whether forward or backward return wrong values already: then laws of
   *     values are broken because of it, and say nothing new
   */
  static List<Draft> of(
      RunAnswers answers,
      RunVerdicts verdicts,
      List<Draft> ofMethods,
      boolean areNetworksAlike,
      boolean isNetworkWrong) {
    LawFindings findings = new LawFindings(answers, verdicts, ofMethods);
    findings.laws(STATE);
    if (findings.drafts.isEmpty() && areNetworksAlike) {
      findings.laws(OF_NEW_NETWORKS);
    }
    if (findings.drafts.isEmpty() && !isNetworkWrong) {
      findings.laws(OF_VALUES);
    }
    if (findings.drafts.isEmpty()) {
      for (PreparedCase prepared : answers.cases()) {
        Inquiry inquiry = prepared.inquiry();
        if (inquiry != null && answers.to(inquiry.requests().get(0)).failure() == null) {
          findings.failures(prepared, inquiry);
        }
      }
    }
    return new ArrayList<>(findings.drafts.values());
  }

  /** Methods that end well when they are called once, and not in a law. */
  private void failures(PreparedCase prepared, Inquiry inquiry) {
    for (Check check : prepared.testCase().checks()) {
      CheckName name = new CheckName(prepared.testCase().id(), check.id());
      CaseOutcome outcome =
          HOW.containsKey(check.id()) && verdicts.isFailed(name)
              ? failed(inquiry, check.id())
              : null;
      CheckResult failure = outcome == null ? null : outcome.failure();
      if (outcome == null || failure == null || BrokenCase.isUnreached(outcome)) {
        continue;
      }
      String method = failure.message().replaceFirst(" .*$", "");
      Draft known = ofMethod(method);
      if (known != null) {
        known.follow(name);
        continue;
      }
      String id = failing(inquiry, check.id());
      Draft draft =
          drafts.computeIfAbsent(
              id,
              each ->
                  new Draft(each, Confidence.HIGH, STEP)
                      .word("method", METHODS.containsKey(method) ? method : "forward or backward")
                      .evidence("This was found by " + HOW.get(check.id()) + ".")
                      .numbers("In %s: %s".formatted(name.caseId(), failure.message())));
      draft.explain(name);
    }
  }

  private String failing(Inquiry inquiry, String law) {
    List<Integer> asked = inquiry.asked(law);
    CaseRequest last = inquiry.requests().get(asked.get(asked.size() - 1));
    if (law.equals("another-batch-size") && answers.to(last).failure() == null) {
      // Of a larger batch first, it ends well.
      return "state.batch-size-kept";
    }
    return OF_USED_NETWORKS.contains(law) ? "state.used-network-fails" : "law.fails";
  }

  private @Nullable Draft ofMethod(String method) {
    for (Draft each : ofMethods) {
      if (each.word("method").equals(method)) {
        return each;
      }
    }
    return null;
  }

  /** The first of a law's requests that did not end well; null when there is none. */
  private @Nullable CaseOutcome failed(Inquiry inquiry, String law) {
    for (int place : inquiry.asked(law)) {
      CaseOutcome outcome = answers.to(inquiry.requests().get(place));
      if (outcome.failure() != null) {
        return outcome;
      }
    }
    return null;
  }

  private void laws(List<String> laws) {
    for (PreparedCase prepared : answers.cases()) {
      Inquiry inquiry = prepared.inquiry();
      if (inquiry != null) {
        laws(prepared, inquiry, laws);
      }
    }
  }

  private void laws(PreparedCase prepared, Inquiry inquiry, List<String> laws) {
    for (Check check : prepared.testCase().checks()) {
      CheckName name = new CheckName(prepared.testCase().id(), check.id());
      if (!laws.contains(check.id()) || !verdicts.isFailed(name)) {
        continue;
      }
      List<Map<String, Tensor>> returned = returned(inquiry, check.id());
      if (returned != null) {
        for (String id : ids(prepared, check.id(), returned)) {
          Draft draft = drafts.computeIfAbsent(id, each -> new Draft(each, Confidence.HIGH, STEP));
          draft.explain(name);
          if (id.equals("state.gradients-not-cleared")) {
            draft.word("what", PartNames.joined(keptGradients(returned)));
          } else if (id.equals("state.earlier-step-kept")) {
            draft.word("method", ofSecondStep(returned).contains("yHat") ? "forward" : "backward");
          } else if (id.equals(EARLIER_FORWARD)) {
            draft.word(
                "method", ofLatestForward(returned).contains("yHat") ? "forward" : "backward");
          }
          draft.evidence("This was found by " + how(id, check.id()) + ".");
        }
      }
    }
  }

  private static String how(String id, String law) {
    return id.equals(EARLIER_FORWARD)
        ? "calling forward with other samples first"
        : HOW.getOrDefault(law, "asking again");
  }

  /**
   * What a law's requests gave; null when one of them did not end well. Of one that tries a larger
   * batch it is nothing then: what else is kept shows in the others.
   */
  private @Nullable List<Map<String, Tensor>> returned(Inquiry inquiry, String law) {
    List<Map<String, Tensor>> returned = new ArrayList<>();
    List<Integer> asked = inquiry.asked(law);
    for (int i = 0; i < asked.size(); i++) {
      CaseOutcome outcome = answers.to(inquiry.requests().get(asked.get(i)));
      boolean isOfLargerBatch = law.equals("another-batch-size") && i == asked.size() - 3;
      if (outcome.failure() != null && !isOfLargerBatch) {
        return null;
      }
      returned.add(outcome.failure() == null ? outcome.returned() : Map.of());
    }
    return returned;
  }

  private List<String> ids(PreparedCase prepared, String law, List<Map<String, Tensor>> returned) {
    switch (law) {
      case "inputs-untouched", "parameters-untouched" -> {
        return changed(prepared, returned.get(returned.size() - 1), law.startsWith("parameters"));
      }
      case "same-answer-twice" -> {
        return twice(returned);
      }
      case "instances-independent" -> {
        return shared(returned);
      }
      case "another-batch-size" -> {
        return ignoresParameters(prepared)
            ? List.of("forward.parameters-not-used")
            : remembered(returned);
      }
      case "central-differences" -> {
        return List.of(
            Laws.ignoresParameters(returned.get(returned.size() - 1))
                ? "forward.parameters-not-used"
                : other(law));
      }
      default -> {
        return List.of(other(law));
      }
    }
  }

  private static String other(String law) {
    return switch (law) {
      case "batch-permutation", "batch-duplication" -> "backward.samples-not-alike";
      case "linearity" -> "backward.not-linear";
      case "central-differences" -> "backward.not-derivative-of-forward";
      default -> "law.broken";
    };
  }

  /** Which arguments or parameters are not what they were, and after which method. */
  private static List<String> changed(
      PreparedCase prepared, Map<String, Tensor> after, boolean isOfParameters) {
    List<String> ids = new ArrayList<>();
    List<String> reported = new ArrayList<>();
    for (String method : List.of("forward", "backward", "mseLoss", "bceLoss")) {
      for (Map.Entry<String, Tensor> each : after.entrySet()) {
        int at = each.getKey().indexOf(" after " + method);
        if (at < 0) {
          continue;
        }
        String name = each.getKey().substring(0, at);
        Tensor sent = prepared.request().tensors().get(name);
        String prefix = METHODS.getOrDefault(method, "backward");
        String kind = isOfParameters ? "parameters" : name;
        // What forward has changed is still changed after backward.
        boolean isNew = !reported.contains(kind) || method.endsWith("Loss");
        if (sent != null && !sent.equals(each.getValue()) && isNew) {
          reported.add(kind);
          String id = prefix + ".changes-" + kind;
          if (!ids.contains(id)) {
            ids.add(id);
          }
        }
      }
    }
    return ids;
  }

  /**
   * The last three answers: two rounds with a clear between them, two of which the second calls
   * forward once more, and one forward with two backwards.
   */
  private List<String> twice(List<Map<String, Tensor>> returned) {
    Map<String, Tensor> rounds = returned.get(returned.size() - 3);
    Map<String, Tensor> backwards = returned.get(returned.size() - 1);
    String changedParameters = changedParameters();
    List<String> ids = new ArrayList<>();
    List<String> others = new ArrayList<>(GRADIENTS);
    others.removeIf(name -> isSame(rounds, name, 1));
    if (!isSame(rounds, "yHat", 1)) {
      ids.add(changedParameters == null ? "state.kept-after-clear" : changedParameters);
    } else if (!others.isEmpty()) {
      ids.add(
          keptGradients(returned).equals(others)
              ? "state.gradients-not-cleared"
              : "state.kept-after-clear");
    } else if (!ofLatestForward(returned).isEmpty()) {
      ids.add(EARLIER_FORWARD);
    }
    for (String name : GRADIENTS) {
      if (ids.isEmpty() && !isSame(backwards, name, 1) && !isSame(backwards, name, 2)) {
        ids.add(
            changedParameters != null
                ? changedParameters
                : isMultiple(backwards)
                    ? "backward.rescales-kept-gradients"
                    : "backward.corrupts-cache");
      }
    }
    return ids;
  }

  /** What a network gives otherwise once forward was called with other samples. */
  private static List<String> ofLatestForward(List<Map<String, Tensor>> returned) {
    Map<String, Tensor> forwards = returned.get(returned.size() - 2);
    return others(forwards, ".1", forwards, ".2");
  }

  /** Whether the second gradients are the first ones, all times the same number. */
  private static boolean isMultiple(Map<String, Tensor> returned) {
    double factor = Double.NaN;
    for (String name : GRADIENTS) {
      Tensor first = returned.get(name + ".1");
      Tensor second = returned.get(name + ".2");
      if (first != null && second != null) {
        factor = Double.isNaN(factor) ? Fit.ratio(first, second) : factor;
        if (!Fit.isClose(first, second, factor)) {
          return false;
        }
      }
    }
    return !Double.isNaN(factor) && factor != 0;
  }

  /** The gradients that are twice what they were, though clear was called. */
  private static List<String> keptGradients(List<Map<String, Tensor>> returned) {
    Map<String, Tensor> rounds = returned.get(returned.size() - 3);
    List<String> kept = new ArrayList<>(GRADIENTS);
    kept.removeIf(name -> isSame(rounds, name, 1) || !isSame(rounds, name, 2));
    return kept;
  }

  /** The finding of the method that changes parameters; null when none does. */
  private @Nullable String changedParameters() {
    for (PreparedCase prepared : answers.cases()) {
      Inquiry inquiry = prepared.inquiry();
      CheckName name = new CheckName(prepared.testCase().id(), "parameters-untouched");
      if (inquiry != null && verdicts.isFailed(name)) {
        List<Map<String, Tensor>> returned = returned(inquiry, "parameters-untouched");
        List<String> ids =
            returned == null
                ? List.of()
                : changed(prepared, returned.get(returned.size() - 1), true);
        if (!ids.isEmpty()) {
          return ids.get(0);
        }
      }
    }
    return null;
  }

  /** The last three answers: each of two networks alone, and both in turns. */
  private static List<String> shared(List<Map<String, Tensor>> returned) {
    int last = returned.size() - 1;
    List<String> others = others(returned.get(last - 2), ".1", returned.get(last), ".1");
    others.addAll(others(returned.get(last - 1), ".1", returned.get(last), ".2"));
    return others.isEmpty() ? List.of() : List.of("state.shared-between-networks");
  }

  /** Whether forward does not follow when parameters is replaced, where a case tries that, too. */
  private boolean ignoresParameters(PreparedCase prepared) {
    Inquiry inquiry = prepared.inquiry();
    boolean isTried =
        prepared.testCase().checks().stream()
            .anyMatch(each -> each.id().equals("central-differences"));
    List<Map<String, Tensor>> returned =
        inquiry != null && isTried ? returned(inquiry, "central-differences") : null;
    return returned != null && Laws.ignoresParameters(returned.get(returned.size() - 1));
  }

  /** The last two answers: one batch alone, and between two others in one network. */
  private static List<String> remembered(List<Map<String, Tensor>> returned) {
    Map<String, Tensor> alone = returned.get(returned.size() - 2);
    Map<String, Tensor> rounds = returned.get(returned.size() - 1);
    List<String> others = ofSecondStep(returned);
    if (others.isEmpty()
        && others(rounds, ".1", rounds, ".3").isEmpty()
        && ofLargerBatch(returned).isEmpty()) {
      return List.of();
    }
    boolean isOfSize =
        others.stream().allMatch(name -> isOfSize(alone.get(name + ".1"), rounds.get(name + ".2")));
    return List.of(isOfSize ? "state.batch-size-kept" : "state.earlier-step-kept");
  }

  /** What a network gives otherwise in its second step than a new one does. */
  private static List<String> ofSecondStep(List<Map<String, Tensor>> returned) {
    int last = returned.size() - 1;
    return others(returned.get(last - 1), ".1", returned.get(last), ".2");
  }

  /** What a network gives otherwise for a batch that is larger than its first. */
  private static List<String> ofLargerBatch(List<Map<String, Tensor>> returned) {
    int last = returned.size() - 1;
    Map<String, Tensor> larger = returned.get(last - 2);
    return larger.isEmpty() ? List.of() : others(returned.get(last - 3), ".1", larger, ".2");
  }

  /** Whether a tensor is multiplied by what may be sizes: parameters that are kept negate it. */
  private static boolean isOfSize(@Nullable Tensor right, @Nullable Tensor actual) {
    if (right == null || actual == null) {
      return true;
    }
    double ratio = Fit.ratio(right, actual);
    return ratio > 0 && Fit.isClose(right, actual, ratio);
  }

  /** The tensors of one answer that are not those of another one. */
  private static List<String> others(
      Map<String, Tensor> answer, String suffix, Map<String, Tensor> other, String otherSuffix) {
    List<String> names = new ArrayList<>(ALL);
    names.removeIf(name -> isTimes(answer.get(name + suffix), other.get(name + otherSuffix), 1));
    return names;
  }

  /** Whether the second of two answers is the first one times a number. */
  private static boolean isSame(Map<String, Tensor> returned, String name, int times) {
    return isTimes(returned.get(name + ".1"), returned.get(name + ".2"), times);
  }

  private static boolean isTimes(@Nullable Tensor first, @Nullable Tensor second, int times) {
    return first == null || second == null || Fit.isClose(first, second, times);
  }
}
