package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.checking.Tolerance;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Of a mistake in both quantities, of one in each alone, and of one that is like the first in one
 * of them.
 */
class PartCandidatesTest {
  private static final Map<String, Set<String>> QUANTITIES =
      Map.of(
          "both", Set.of("dJdW1", "dJdb1"),
          "weights", Set.of("dJdW1"),
          "bias", Set.of("dJdb1"),
          "alike", Set.of("dJdb1"));
  private static final int CASES = 6;

  private final Alternatives alternatives =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return part != Part.BACKWARD
              ? List.of()
              : QUANTITIES.keySet().stream()
                  .sorted()
                  .map(key -> new Alternative(key, Part.BACKWARD, Set.of("dJdW1", "dJdb1")))
                  .toList();
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          return mistakes ->
              Map.of(
                  "dJdW1", answer("dJdW1", request.number(), mistakes),
                  "dJdb1", answer("dJdb1", request.number(), mistakes));
        }
      };

  private static Tensor answer(String quantity, long number, Set<String> mistakes) {
    double[] values = new double[4];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.cos(quantity.hashCode() + number + 2.5 * i);
      for (String each : mistakes) {
        if (QUANTITIES.getOrDefault(each, Set.of()).contains(quantity)) {
          String effect = each.equals("alike") ? "both" : each;
          values[i] += Math.sin(effect.hashCode() + 1.7 * number * i);
        }
      }
    }
    return Tensor.of(new int[] {2, 2}, values);
  }

  private Map<String, List<Candidate>> found(Map<String, Set<String>> made) {
    Map<String, List<Observation>> wrong = new LinkedHashMap<>();
    made.forEach(
        (quantity, mistakes) -> {
          List<Observation> all = new ArrayList<>();
          for (int number = 1; number <= CASES; number++) {
            Tensor any = answer("y", number, Set.of());
            all.add(
                new Observation(
                    "case-" + number,
                    Part.BACKWARD,
                    quantity,
                    new CaseRequest(number, "backward", Map.of(), Map.of("y", any)),
                    answer(quantity, number, mistakes),
                    answer(quantity, number, Set.of()),
                    true,
                    new Tolerance.Elementwise(1e-4, 1e-6, null),
                    true));
          }
          wrong.put(quantity, all);
        });
    Predictions predictions = new Predictions(alternatives);
    return PartCandidates.of(predictions, Part.BACKWARD, wrong, Map.of(), Set.of());
  }

  private static Set<String> best(Map<String, List<Candidate>> found, String quantity) {
    return found.getOrDefault(quantity, List.of()).get(0).mistakes();
  }

  @Test
  void whereOneMistakeGivesEveryQuantityNoOtherIsTriedOnTheSecond() {
    Map<String, Set<String>> made = new LinkedHashMap<>();
    made.put("dJdW1", Set.of("both"));
    made.put("dJdb1", Set.of("both"));
    Map<String, List<Candidate>> found = found(made);
    assertEquals(Set.of("both"), best(found, "dJdW1"));
    assertEquals(Set.of("both"), best(found, "dJdb1"));
    // Else there would be the one that is like it, too.
    assertEquals(1, found.getOrDefault("dJdb1", List.of()).size());
  }

  @Test
  void whereNoMistakeGivesEveryQuantityAllAreTriedOnEach() {
    Map<String, Set<String>> made = new LinkedHashMap<>();
    made.put("dJdW1", Set.of("weights"));
    made.put("dJdb1", Set.of("both"));
    assertEquals(2, found(made).getOrDefault("dJdb1", List.of()).size());
  }

  @Test
  void whereEachQuantityHasAMistakeOfItsOwnBothAreFound() {
    Map<String, Set<String>> made = new LinkedHashMap<>();
    made.put("dJdW1", Set.of("weights"));
    made.put("dJdb1", Set.of("bias"));
    Map<String, List<Candidate>> found = found(made);
    assertEquals(Set.of("weights"), best(found, "dJdW1"));
    assertEquals(Set.of("bias"), best(found, "dJdb1"));
  }

  @Test
  void aMistakeOfOneQuantityIsNotForcedOnTheOther() {
    Map<String, Set<String>> made = new LinkedHashMap<>();
    made.put("dJdW1", Set.of("both"));
    made.put("dJdb1", Set.of("bias"));
    Map<String, List<Candidate>> found = found(made);
    assertEquals(Set.of("both"), best(found, "dJdW1"));
    assertEquals(Set.of("bias"), best(found, "dJdb1"));
  }
}
