package grader.diagnosis;

import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.host.CaseOutcome;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks a submission's backward what no case asks. */
final class OwnBackward {
  private static final List<String> GRADIENTS = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");
  private static final List<String> PARAMETERS = List.of("W1", "b1", "W2", "b2");

  /** Neither a case's own request has it, nor one that is asked of forward. */
  private static final long NUMBER = -1_000_000_000;

  private final RunAnswers answers;
  private final Function<CaseRequest, CaseOutcome> ask;

  /**
   * Questions to a submission.
   *
   * @param ask gives the answer to a request that no case has
   */
  OwnBackward(RunAnswers answers, Function<CaseRequest, CaseOutcome> ask) {
    this.answers = answers;
    this.ask = ask;
  }

  /** Whether two new networks of the same parameters agree on ŷ, and not on the gradients. */
  boolean isOfOtherParameters() {
    for (PreparedCase each : answers.cases()) {
      Operation operation = each.testCase().operation();
      boolean isUsual =
          (operation == Operation.BACKWARD || operation == Operation.TRAIN_STEP)
              && each.testCase().sizes().batch() > 1
              && Observations.isSmall(each.request());
      if (isUsual) {
        return isOfOtherParameters(each.request());
      }
    }
    return false;
  }

  private boolean isOfOtherParameters(CaseRequest request) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : PARAMETERS) {
      put(tensors, name, request, name);
    }
    // Any dJ/dŷ will do, and the labels are of its shape.
    String dJdyHat = request.tensors().containsKey("dJdyHat") ? "dJdyHat" : "y";
    for (int pass = 1; pass <= 2; pass++) {
      put(tensors, "x." + pass, request, "x");
      put(tensors, "dJdyHat." + pass, request, dJdyHat);
    }
    Map<String, Tensor> returned =
        ask.apply(new CaseRequest(NUMBER, "passes", request.attributes(), tensors)).returned();
    boolean isDifferent = false;
    for (String name : GRADIENTS) {
      isDifferent |= !isSame(returned, name);
    }
    return isDifferent && isSame(returned, "yHat");
  }

  private static void put(
      Map<String, Tensor> tensors, String name, CaseRequest request, String source) {
    Tensor tensor = request.tensors().get(source);
    if (tensor != null) {
      tensors.put(name, tensor);
    }
  }

  private static boolean isSame(Map<String, Tensor> returned, String name) {
    Tensor first = returned.get(name + ".1");
    Tensor second = returned.get(name + ".2");
    return first == null || second == null || Fit.isClose(first, second, 1);
  }
}
