package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import grader.checking.Tolerance;
import grader.oracle.Alternative;
import grader.oracle.Alternative.Part;
import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of a backward whose dJdb2 is the sum of the rows of dJdyHat. */
class PartOfSamplesTest {
  private static final int OUTPUTS = 3;

  private static final Alternatives SUMS =
      new Alternatives() {
        @Override
        public List<Alternative> of(Part part) {
          return List.of();
        }

        @Override
        public Question question(Set<String> common, CaseRequest request) {
          Tensor dJdyHat = request.tensors().get("dJdyHat");
          return mistakes -> dJdyHat == null ? Map.of() : Map.of("dJdb2", sum(dJdyHat, 0, 99));
        }
      };

  private static Tensor sum(Tensor dJdyHat, int first, int end) {
    double[] sum = new double[OUTPUTS];
    for (int i = first; i < Math.min(end, dJdyHat.extent(0)); i++) {
      for (int j = 0; j < OUTPUTS; j++) {
        sum[j] += dJdyHat.get(i * OUTPUTS + j);
      }
    }
    return Tensor.vector(sum);
  }

  /** Batches of three to six samples, of which those from first to before end count. */
  private static List<Observation> counting(int first, int end) {
    List<Observation> observations = new ArrayList<>();
    for (int batch = 3; batch < 7; batch++) {
      double[] values = new double[batch * OUTPUTS];
      Arrays.setAll(values, i -> Math.sin(1 + 1.3 * i));
      Tensor dJdyHat = Tensor.of(new int[] {batch, OUTPUTS}, values);
      CaseRequest question =
          new CaseRequest(batch, "backward", Map.of(), Map.of("dJdyHat", dJdyHat, "x", dJdyHat));
      observations.add(
          new Observation(
              "case-" + batch,
              Part.BACKWARD,
              "dJdb2",
              question,
              sum(dJdyHat, first, end),
              sum(dJdyHat, 0, batch),
              true,
              new Tolerance.Elementwise(1e-4, 1e-6, null),
              true));
    }
    return observations;
  }

  private static PartOfSamples part(Alternatives alternatives) {
    return new PartOfSamples(new Predictions(alternatives), Set.of());
  }

  @Test
  void aSumThatEndsAfterAsManySamplesInEveryBatchIsRecognised() {
    for (int count = 1; count < 3; count++) {
      assertEquals(
          "only the first few count, the same number in every batch",
          part(SUMS).words(counting(0, count)));
    }
  }

  @Test
  void otherSamplesAreNotTheFirstFew() {
    assertNull(part(SUMS).words(counting(1, 3)));
  }

  @Test
  void nothingIsSaidWhereNobodyKnowsWhatIsRight() {
    assertNull(part(Alternatives.NONE).words(counting(0, 2)));
  }
}
