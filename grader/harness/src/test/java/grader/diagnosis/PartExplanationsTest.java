package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.checking.Tolerance;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
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
        public List<Alternative> all() {
          return List.of(new Alternative("negative", Part.BACKWARD, Set.of("dJdb1")));
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
}
