package grader.diagnosis;

import grader.cases.Check;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.host.CaseOutcome;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each part of a submission returned, for the inputs that it was given.
 *
 * <p>Where nobody can be asked, what is right is known where the part's inputs are those of the
 * case; and of backward, which is linear, where dJ/dŷ is a multiple of the expected one.
 *
 * <p>What a part was given behind another one that is wrong nobody could foresee, so that all that
 * is to be known of it has to be computed. It is left aside where the part was also asked alone
 * often enough: what is wrong there follows from what was wrong before it.
 */
final class Observations {
  /** Weights and inputs of more elements than this are not computed with again. */
  private static final int SMALL = 1500;

  /** To compute one of more elements than this takes as long as a dozen others. */
  private static final int SHORT = 800;

  /** Of answers to a part that was asked alone, more would not tell more. */
  private static final int ENOUGH = 6;

  private static final List<String> NETWORK = List.of("W1", "b1", "W2", "b2", "x");
  private static final double SAME = 1e-12;

  private final RunAnswers answers;
  private final Predictions predictions;
  private final List<Observation> all = new ArrayList<>();

  /** How many small cases ask a part alone for a quantity. */
  private final Map<String, Integer> askedAlone = new HashMap<>();

  private Observations(RunAnswers answers, Predictions predictions) {
    this.answers = answers;
    this.predictions = predictions;
  }

  /** Every tensor that was returned and is checked, in the order of the run. */
  static List<Observation> of(RunAnswers answers, Predictions predictions) {
    Observations observations = new Observations(answers, predictions);
    for (PreparedCase prepared : answers.cases()) {
      observations.count(prepared);
    }
    for (PreparedCase prepared : answers.cases()) {
      if (prepared.inquiry() == null) {
        observations.add(prepared);
      }
    }
    return observations.all;
  }

  /** Those of a part whose values can be compared with right ones. */
  static List<Observation> comparable(List<Observation> observations, Part part) {
    List<Observation> own = new ArrayList<>();
    for (Observation each : observations) {
      if (each.part() == part && (each.hasRightShape() || each.isTransposed())) {
        own.add(each);
      }
    }
    return own;
  }

  /** The names of the quantities of these, in the order in which they come. */
  static Set<String> quantities(List<Observation> observations) {
    Set<String> quantities = new LinkedHashSet<>();
    for (Observation each : observations) {
      quantities.add(each.quantity());
    }
    return quantities;
  }

  private void count(PreparedCase prepared) {
    boolean isAlone = prepared.testCase().operation() != Operation.TRAIN_STEP;
    for (Check check : prepared.testCase().checks()) {
      if (isAlone && prepared.inquiry() == null && isSmall(prepared.request())) {
        String name = name(prepared, check);
        askedAlone.put(name, askedAlone.getOrDefault(name, 0) + 1);
      }
    }
  }

  private static String name(PreparedCase prepared, Check check) {
    return part(prepared.testCase(), check.id()) + " " + check.id();
  }

  private void add(PreparedCase prepared) {
    CaseOutcome outcome = answers.to(prepared.request());
    Map<Part, Given> byPart = new EnumMap<>(Part.class);
    for (Check check : prepared.testCase().checks()) {
      Tensor actual = outcome.returned().get(check.id());
      Tensor expected = prepared.expected().get(check.id());
      if (actual == null || expected == null) {
        continue;
      }
      Part part = part(prepared.testCase(), check.id());
      Given given = byPart.get(part);
      if (given == null) {
        given = given(prepared, part, outcome);
        byPart.put(part, given);
      }
      boolean isAside =
          !given.isExact() && askedAlone.getOrDefault(name(prepared, check), 0) >= ENOUGH;
      Tensor known = isAside ? null : right(prepared, part, check.id(), expected, given, outcome);
      all.add(
          new Observation(
              prepared.testCase().id(),
              part,
              check.id(),
              given.question() == null ? prepared.request() : given.question(),
              actual,
              known,
              known != null && known.equals(expected),
              check.tolerance(),
              isSmall(prepared.request())));
    }
  }

  /** Whether a case is one of extreme values. */
  static boolean isAtEdge(String caseId) {
    return caseId.startsWith("edge");
  }

  /** Whether it costs little to compute. */
  static boolean isSmall(CaseRequest request) {
    return size(request) <= SMALL;
  }

  /** Whether it costs as much to compute as a dozen others, though little in all. */
  static boolean isLong(CaseRequest request) {
    return size(request) > SHORT;
  }

  /** How many numbers a request has. */
  static int size(CaseRequest request) {
    int size = 0;
    for (Tensor tensor : request.tensors().values()) {
      size += tensor.size();
    }
    return size;
  }

  static Part part(TestCase testCase, String quantity) {
    return switch (quantity) {
      case "yHat" -> Part.FORWARD;
      case "J", "dJdyHat" -> testCase.loss() == LossFunction.BCE ? Part.BCE : Part.MSE;
      default -> Part.BACKWARD;
    };
  }

  /** What a question is for. */
  static Part part(CaseRequest question) {
    return switch (question.operation()) {
      case "forward" -> Part.FORWARD;
      case "backward" -> Part.BACKWARD;
      default ->
          LossFunction.BCE.id().equals(question.attributes().get("loss")) ? Part.BCE : Part.MSE;
    };
  }

  /** The parts of which a case checks something, in the order of computation. */
  static Set<Part> parts(PreparedCase prepared) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (Check check : prepared.testCase().checks()) {
      parts.add(part(prepared.testCase(), check.id()));
    }
    return parts;
  }

  /** Whether two questions are the same but for the last digits of their numbers. */
  static boolean isSame(CaseRequest question, CaseRequest other) {
    return isSame(question, other, SAME);
  }

  /**
   * Whether two questions are the same but for rounding.
   *
   * @param rounding the most that a tensor may be off, of its own size
   */
  static boolean isSame(CaseRequest question, CaseRequest other, double rounding) {
    if (!question.operation().equals(other.operation())
        || !question.attributes().equals(other.attributes())
        || !question.tensors().keySet().equals(other.tensors().keySet())) {
      return false;
    }
    for (Map.Entry<String, Tensor> each : question.tensors().entrySet()) {
      Tensor tensor = other.tensors().get(each.getKey());
      if (tensor == null
          || !(each.getValue().equals(tensor)
              || Fit.residual(each.getValue(), tensor, 1) <= rounding)) {
        return false;
      }
    }
    return true;
  }

  /**
   * What a part alone is asked in a case.
   *
   * @param returned by the parts before it
   * @return null when what it is given is not known or has another shape
   */
  static @Nullable CaseRequest question(
      PreparedCase prepared, Part part, Map<String, Tensor> returned) {
    CaseRequest request = prepared.request();
    if (prepared.testCase().operation() != Operation.TRAIN_STEP) {
      return request;
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    if (part == Part.MSE || part == Part.BCE) {
      Tensor y = request.tensors().get("y");
      Tensor yHat = returned.get("yHat");
      if (y == null || yHat == null || !yHat.hasShapeOf(y)) {
        return null;
      }
      inputs.put("y", y);
      inputs.put("yHat", yHat);
      return new CaseRequest(request.number(), "loss", request.attributes(), inputs);
    }
    for (String name : NETWORK) {
      Tensor tensor = request.tensors().get(name);
      if (tensor == null) {
        return null;
      }
      inputs.put(name, tensor);
    }
    if (part == Part.FORWARD) {
      return new CaseRequest(request.number(), "forward", request.attributes(), inputs);
    }
    Tensor dJdyHat = returned.get("dJdyHat");
    Tensor y = request.tensors().get("y");
    if (dJdyHat == null || y == null || !dJdyHat.hasShapeOf(y)) {
      return null;
    }
    inputs.put("dJdyHat", dJdyHat);
    return new CaseRequest(request.number(), "backward", request.attributes(), inputs);
  }

  /**
   * What a part was given in a case.
   *
   * @param question null when it is not known or has another shape
   * @param expected what right parts before it would have given; null when nobody knows
   * @param input what they gave; null when it is not finite, and of a part without others before it
   * @param factor by which the one is nearest to the other; NaN when it does not matter
   * @param isExact whether it is just that, and not only nearly
   */
  private record Given(
      @Nullable CaseRequest question,
      @Nullable Tensor expected,
      @Nullable Tensor input,
      double factor,
      boolean isExact) {}

  private Given given(PreparedCase prepared, Part part, CaseOutcome outcome) {
    CaseRequest question = question(prepared, part, outcome.returned());
    if (prepared.testCase().operation() != Operation.TRAIN_STEP || part == Part.FORWARD) {
      return new Given(question, null, null, 1, true);
    }
    String name = part == Part.BACKWARD ? "dJdyHat" : "yHat";
    Tensor expected = prepared.expected().get(name);
    Tensor input = outcome.returned().get(name);
    if (question == null || input == null || !WrongEntries.isFinite(input)) {
      return new Given(question, expected, null, Double.NaN, false);
    }
    if (expected == null) {
      return new Given(question, null, input, Double.NaN, false);
    }
    if (Fit.residual(expected, input, 1) <= SAME) {
      return new Given(question, expected, input, 1, true);
    }
    // A wrong loss is most often right but for a factor, and backward is linear.
    double factor = part == Part.BACKWARD ? Fit.ratio(expected, input) : Double.NaN;
    boolean isExact = Fit.residual(expected, input, factor) <= SAME;
    if (isExact && factor != 0) {
      CaseRequest foreseen = question(prepared, part, Map.of(name, expected));
      if (foreseen != null) {
        predictions.multiple(question, foreseen, factor);
      }
    }
    return new Given(question, expected, input, factor, isExact);
  }

  private @Nullable Tensor right(
      PreparedCase prepared,
      Part part,
      String quantity,
      Tensor expected,
      Given given,
      CaseOutcome outcome) {
    if (given.question() == null) {
      return null;
    }
    if (given.isExact()) {
      return given.factor() == 1 ? expected : Fit.scaled(expected, given.factor());
    }
    if (given.input() == null) {
      return null;
    }
    Tensor answered =
        isSmall(given.question())
            ? predictions.answer(Set.of(), given.question(), Set.of()).get(quantity)
            : null;
    if (answered != null) {
      return answered;
    }
    if (given.expected() == null || !isForwardRight(prepared, outcome)) {
      return null;
    }
    if (part != Part.BACKWARD) {
      return expected;
    }
    return Fit.isClose(given.expected(), given.input(), given.factor())
        ? Fit.scaled(expected, given.factor())
        : null;
  }

  private static boolean isForwardRight(PreparedCase prepared, CaseOutcome outcome) {
    Tensor expected = prepared.expected().get("yHat");
    Tensor actual = outcome.returned().get("yHat");
    return expected != null && actual != null && Fit.isClose(expected, actual, 1);
  }
}
