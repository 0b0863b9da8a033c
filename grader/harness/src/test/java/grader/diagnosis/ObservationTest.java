package grader.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.checking.Tolerance;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What counts as an explanation of what was returned. */
class ObservationTest {
  private static final Tensor RIGHT = Tensor.vector(1000, 0.1, -0.2);

  private static Observation returned(Tensor actual) {
    return new Observation(
        "case",
        Part.BACKWARD,
        "dJdb1",
        new CaseRequest(1, "backward", Map.of(), Map.of()),
        actual,
        RIGHT,
        true,
        new Tolerance.Elementwise(1e-4, 1e-6, null),
        true);
  }

  @Test
  void aSmallErrorBesideALargeRightNumberIsNotGivenByWhatHasTheLargeOneAlone() {
    Observation observation = returned(Tensor.vector(1000, 0.101, -0.2));
    assertTrue(Fit.isClose(RIGHT, observation.actual(), 1), "all but the error is large");
    assertFalse(observation.isGivenBy(RIGHT, 1));
    assertFalse(observation.isGivenBy(Tensor.vector(1000, 0.1, -0.201), 1));
    assertTrue(observation.isGivenBy(Tensor.vector(1000, 0.101, -0.2), 1));
  }

  @Test
  void roundingOfWhatIsWrongIsAllowed() {
    Observation observation = returned(Tensor.vector(1000, 0.101, -0.2));
    assertTrue(observation.isGivenBy(Tensor.vector(1000, 0.10100001, -0.2), 1));
    assertTrue(observation.isGivenBy(Tensor.vector(500, 0.0505, -0.1), 2));
  }

  @Test
  void whatIsNotFiniteHasToBeGivenAsItIs() {
    Observation observation = returned(Tensor.vector(1000, Double.NaN, -0.2));
    assertFalse(observation.isGivenBy(RIGHT, 1));
    assertTrue(observation.isGivenBy(Tensor.vector(1000, Double.NaN, -0.2), 1));
  }

  @Test
  void anErrorMayBeGivenWhereNobodyKnowsWhatIsRight() {
    Observation known = returned(RIGHT);
    Observation unknown = known.judgedBy(null, true);
    assertTrue(unknown.isGivenBy(RIGHT, 1));
    assertEquals(0, Fit.distance(RIGHT, known.actual(), 1));
  }

  @Test
  void whatIsJudgedBySomethingElseIsWrongByThatAlone() {
    Observation right = returned(RIGHT);
    Observation other = right.judgedBy(Tensor.vector(1000, 0.2, -0.2), true);
    assertFalse(right.isWrong());
    assertTrue(other.isWrong());
    assertTrue(other.judgedBy(RIGHT, true).isRight());
  }
}
