package grader.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Operation;
import grader.checking.Tolerance;
import grader.evidence.Calibration.Group;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void theSmallestMarginOnEitherSideComesFirst() {
    assertEquals(
        List.of(
            "loss-norm/J",
            "loss-excused/J",
            "forward-narrow/yHat",
            "backward-alone/dJdW1",
            "forward-wide/yHat"),
        Calibrations.unsound().checks().stream().map(CheckMargins::id).toList());
  }

  @Test
  void aFactorOfTenOnBothSidesIsWide() {
    assertTrue(isWide(0.1, 10));
    assertFalse(isWide(Math.nextUp(0.1), 10));
    assertFalse(isWide(0.1, Math.nextDown(10.0)));
    assertTrue(isWide(0, Double.POSITIVE_INFINITY));
  }

  private static boolean isWide(double right, double wrong) {
    return Calibrations.margins(
            Operation.FORWARD,
            "any",
            Calibrations.check("yHat", new Tolerance.Norm(1)),
            new Distance("correct", 0, right),
            new Distance("wrong", 0, wrong))
        .isWide();
  }

  @Test
  void aReasonInTheFileExcusesASmallFactor() {
    assertEquals(
        List.of("loss-norm/J", "forward-narrow/yHat"),
        Calibrations.unsound().narrow().stream().map(CheckMargins::id).toList());
  }

  @Test
  void checksOfOneQuantityAreSummedUpByTheirSmallestMargins() {
    assertEquals(
        List.of(
            new Group("loss", "loss", "J", 2, 1 / 1e-9, 2.5),
            new Group("forward", "forward", "yHat", 2, 1 / 0.1001, 12345.678),
            new Group("backward", "backward", "dJdW1", 1, 16, Double.POSITIVE_INFINITY)),
        Calibrations.unsound().groups());
  }

  @Test
  void aRefusalAloneIsEnoughToBeUnsound() {
    Calibration sound = Calibrations.sound();
    assertTrue(sound.isSound());
    Calibration refused =
        new Calibration(
            sound.right(),
            sound.wrong(),
            sound.seeds(),
            sound.checks(),
            Calibrations.unsound().refusals(),
            List.of());
    assertFalse(refused.isSound());
  }
}
