package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.checking.Tolerance;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartExplanationsTest {
  private static final double[] RIGHT = {1, -2, 3};

  /** The mistakes that were tried. */
  private final List<Set<String>> tried = new ArrayList<>();

  private final Alternatives alternatives =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return part != Part.BACKWARD
              ? List.of()
              : List.of(new Alternative("negative", Part.BACKWARD, Set.of("dJdb1")));
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> {
            tried.add(mistakes);
            return Map.of("dJdb1", Tensor.vector(mistakes.isEmpty() ? RIGHT : actual(3)));
          };
        }
      };

  private static double[] actual(int length) {
    double[] actual = new double[length];
    actual[0] = 5;
    return actual;
  }

  /** What is tried for gradients of these lengths, of which the right one has three elements. */
  private List<Set<String>> triedFor(int... lengths) {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < lengths.length; i++) {
      observations.add(
          new Observation(
              "case-" + i,
              Part.BACKWARD,
              "dJdb1",
              new CaseRequest(i, "backward", Map.of(), Map.of("x", Tensor.vector(RIGHT))),
              Tensor.vector(actual(lengths[i])),
              Tensor.vector(RIGHT),
              true,
              new Tolerance.Elementwise(1e-4, 1e-6, null),
              true));
    }
    tried.clear();
    PartExplanations.of(observations, new Predictions(alternatives));
    return tried.stream().filter(each -> !each.isEmpty()).distinct().toList();
  }

  @Test
  void aGradientThatMostlyHasAWrongShapeIsSearchedForNothingElse() {
    assertEquals(List.of(), triedFor(4, 5, 3));
  }

  @Test
  void aGradientThatMostlyHasItsShapeIsSearched() {
    assertEquals(List.of(Set.of("negative")), triedFor(3, 3, 5));
  }

  /** Forward's mistake, with which dJdb1 is right in each case and dJdW1 in none. */
  private static final Set<String> FORWARD = Set.of("forward.other");

  /** With derivatives of another forward, both are wrong in the first case alone. */
  private static final Set<String> OTHER_DERIVATIVES =
      Set.of("forward.other", "forward.derivatives-of-named-activations");

  private static final int CASES = 3;

  private static Map<String, Tensor> answers(Set<String> mistakes, CaseRequest request) {
    double of = request.number() % CASES;
    if (request.operation().equals("forward")) {
      double first = mistakes.containsAll(FORWARD) ? 7 : 1;
      return Map.of("yHat", Tensor.vector(first + of, 2, 3));
    }
    boolean isWrong = mistakes.equals(OTHER_DERIVATIVES) ? of == 0 : !mistakes.equals(FORWARD);
    boolean isWeightRight = mistakes.equals(OTHER_DERIVATIVES) && of > 0;
    return Map.of(
        "dJdW1", Tensor.vector(isWeightRight ? 50 + of : of, -1, 1),
        "dJdb1", Tensor.vector(isWrong ? -9 : 20 + of, 4, 5));
  }

  private static Observation observation(int number, String quantity, double... actual) {
    boolean isForward = quantity.equals("yHat");
    CaseRequest question =
        new CaseRequest(
            isForward ? number : number + CASES,
            isForward ? "forward" : "backward",
            Map.of(),
            Map.of("x", Tensor.vector(RIGHT)));
    return new Observation(
        "case-" + number,
        isForward ? Part.FORWARD : Part.BACKWARD,
        quantity,
        question,
        Tensor.vector(actual),
        answers(Set.of(), question).get(quantity),
        true,
        new Tolerance.Elementwise(1e-4, 1e-6, null),
        true);
  }

  private static Alternatives besideForward() {
    return new Alternatives() {
      @Override
      public List<Alternative> of(Part part) {
        return part != Part.FORWARD
            ? List.of()
            : List.of(new Alternative("forward.other", Part.FORWARD, Set.of("yHat")));
      }

      @Override
      public Question question(Set<String> common, CaseRequest request) {
        return mistakes -> {
          Set<String> all = new HashSet<>(common);
          all.addAll(mistakes);
          return answers(all, request);
        };
      }
    };
  }

  @Test
  void besideAWrongForwardAGradientThatIsRightInAllCasesSaysMoreThanTwoAnswers() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < CASES; i++) {
      observations.add(observation(i, "yHat", 7 + i, 2, 3));
      observations.add(observation(i, "dJdW1", 50 + i, -1, 1));
      observations.add(observation(i, "dJdb1", 20 + i, 4, 5));
    }
    PartExplanations explanations =
        PartExplanations.of(observations, new Predictions(besideForward()));
    assertEquals(
        List.of("dJdW1", "dJdW1", "dJdW1"),
        observations.stream()
            .filter(each -> explanations.judged(each).isWrong() && each.part() == Part.BACKWARD)
            .map(Observation::quantity)
            .toList());
  }

  /** Forward with a mistake for one sample alone, whose cache backward uses. */
  @Test
  void whereForwardAloneIsWrongInSomeCasesNothingIsSaidOfBackward() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 2 * CASES; i++) {
      boolean isOfOneSample = i < CASES;
      observations.add(
          inBatch(observation(i, "yHat", isOfOneSample ? 7 + i : 1 + i % CASES, 2, 3), i));
      observations.add(inBatch(observation(i, "dJdb1", isOfOneSample ? 20 + i : -9, 4, 5), i));
    }
    PartExplanations explanations =
        PartExplanations.of(observations, new Predictions(besideForward()));
    assertEquals(
        List.of("forward.other This happens only where the batch has one sample."),
        explanations.all().stream().map(each -> each.mistake() + each.where()).toList());
    for (Observation each : observations) {
      Observation judged = explanations.judged(each);
      assertEquals(
          each.part() == Part.BACKWARD && each.batch() == 1,
          !judged.isSmall(),
          each.caseId() + " " + each.quantity());
    }
  }

  /** The same of a batch of one sample, or else of two. */
  private static Observation inBatch(Observation each, int number) {
    int batch = number < CASES ? 1 : 2;
    CaseRequest question = each.question();
    return new Observation(
        each.caseId(),
        each.part(),
        each.quantity(),
        new CaseRequest(
            question.number(),
            question.operation(),
            Map.of(),
            Map.of("x", Tensor.of(new int[] {batch, 1}, new double[batch]))),
        each.actual(),
        each.right(),
        true,
        new Tolerance.Elementwise(1e-4, 1e-6, null),
        true);
  }
}
