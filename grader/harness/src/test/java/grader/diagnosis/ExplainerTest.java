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

/** A mistake that is made in some cases alone: it reverses a gradient. */
class ExplainerTest {
  private static final Alternatives REVERSES =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return part != Part.BACKWARD
              ? List.of()
              : List.of(new Alternative("reverses", part, Set.of("dJdb1", "dJdb2")));
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes -> {
            boolean isReversed = mistakes.contains("reverses");
            return Map.of(
                "dJdb1", gradient(request.number(), isReversed),
                "dJdb2", Tensor.vector(isReversed ? -1.5 * request.number() : 7));
          };
        }
      };

  private final List<Observation> observations = new ArrayList<>();

  private static Tensor gradient(long number, boolean isReversed) {
    double first = 3 + number;
    return isReversed ? Tensor.vector(0.7, -2, first) : Tensor.vector(first, -2, 0.7);
  }

  /** Adds what is answered for a batch of so many samples. */
  private void answer(String quantity, int batch, boolean isReversed) {
    CaseRequest question =
        new CaseRequest(
            observations.size() + 1,
            "backward",
            Map.of(),
            Map.of("x", Tensor.of(new int[] {batch, 1}, new double[batch])));
    Alternatives.Question asked = REVERSES.question(Set.of(), question);
    Tensor right = asked.answer(Set.of()).get(quantity);
    Tensor reversed = asked.answer(Set.of("reverses")).get(quantity);
    if (right == null || reversed == null) {
      throw new IllegalArgumentException(quantity);
    }
    observations.add(
        new Observation(
            "case-" + observations.size(),
            Part.BACKWARD,
            quantity,
            question,
            isReversed ? reversed : right,
            right,
            true,
            new Tolerance.Elementwise(1e-4, 1e-6, null),
            true));
  }

  /** What is said of each mistake that is found, and where. */
  private List<String> found() {
    List<String> found = new ArrayList<>();
    for (Explanation each :
        new Explainer(new Predictions(REVERSES)).explain(Part.BACKWARD, observations, Set.of())) {
      found.add(each.mistake() + each.where());
    }
    return found;
  }

  @Test
  void aMistakeThatIsMadeEverywhereIsNamed() {
    answer("dJdb1", 1, true);
    answer("dJdb1", 4, true);
    answer("dJdb1", 6, true);
    assertEquals(List.of("reverses"), found());
  }

  @Test
  void aMistakeThatIsMadeForOneSampleAloneIsNamedWithThat() {
    answer("dJdb1", 1, true);
    answer("dJdb1", 1, true);
    answer("dJdb1", 4, false);
    answer("dJdb1", 6, false);
    assertEquals(List.of("reverses This happens only where the batch has one sample."), found());
  }

  @Test
  void whatIsRightInTheSameSizesSpeaksAgainstAMistake() {
    answer("dJdb1", 1, true);
    answer("dJdb1", 1, true);
    answer("dJdb1", 1, false);
    answer("dJdb1", 1, false);
    answer("dJdb1", 4, false);
    answer("dJdb1", 6, false);
    assertEquals(List.of(), found());
  }

  @Test
  void twoNumbersMayComeOutByChance() {
    answer("dJdb2", 1, true);
    answer("dJdb2", 1, true);
    answer("dJdb2", 4, false);
    answer("dJdb2", 6, false);
    assertEquals(List.of(), found());
    answer("dJdb2", 1, true);
    assertEquals(List.of("reverses This happens only where the batch has one sample."), found());
  }
}
