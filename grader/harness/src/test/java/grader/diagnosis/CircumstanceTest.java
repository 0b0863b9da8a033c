package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.checking.Tolerance;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** All pairs of activations, of which some give wrong answers. */
class CircumstanceTest {
  private static final List<String> ACTIVATIONS = List.of("relu", "sigmoid", "identity");

  private static Observation observation(Map<String, String> attributes) {
    Tensor values = Tensor.of(new int[] {2, 2}, new double[] {1, 2, 3, 4});
    return new Observation(
        "case",
        Part.BACKWARD,
        "dJdW1",
        new CaseRequest(1, "backward", attributes, Map.of()),
        values,
        values,
        true,
        new Tolerance.Elementwise(1e-4, 1e-6, null),
        true);
  }

  /** In words; empty when there is none. */
  private static String ofWrong(BiPredicate<String, String> isWrong) {
    List<Observation> wrong = new ArrayList<>();
    List<Observation> all = new ArrayList<>();
    for (String f : ACTIVATIONS) {
      for (String g : ACTIVATIONS) {
        Observation each = observation(Map.of("f", f, "g", g));
        all.add(each);
        if (isWrong.test(f, g)) {
          wrong.add(each);
        }
      }
    }
    Circumstance circumstance = Circumstance.of(wrong, all);
    return circumstance == null ? "" : circumstance.words();
  }

  @Test
  void anActivationIsNamedWithItsPlace() {
    assertEquals("f is RELU", ofWrong((f, g) -> f.equals("relu")));
    assertEquals("g is SIGMOID", ofWrong((f, g) -> g.equals("sigmoid")));
    assertEquals("f or g is IDENTITY", ofWrong((f, g) -> (f + g).contains("identity")));
  }

  @Test
  void soIsThatBothAreTheSameOrAreNot() {
    assertEquals("f and g are the same", ofWrong(String::equals));
    assertEquals("f and g are different", ofWrong((f, g) -> !f.equals(g)));
  }

  @Test
  void whatHasNothingInCommonHasNoCircumstance() {
    assertEquals("", ofWrong((f, g) -> f.equals("relu") == g.equals("sigmoid")));
    assertEquals("", ofWrong((f, g) -> true));
  }
}
