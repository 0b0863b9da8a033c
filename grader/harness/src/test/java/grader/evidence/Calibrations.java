package grader.evidence;

import grader.cases.Check;
import grader.cases.Operation;
import grader.checking.Tolerance;
import grader.evidence.Calibration.Refusal;
import grader.scoring.SampleRun;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calibrations that tests look at. */
public final class Calibrations {
  private Calibrations() {}

  /** The margins of a check of a suite that is called as its operation is. */
  public static CheckMargins margins(
      Operation operation,
      String caseId,
      Check check,
      @Nullable Distance farthestRight,
      @Nullable Distance nearestWrong) {
    return new CheckMargins(
        operation.id(),
        SampleRun.testCase(caseId, operation, check),
        check,
        farthestRight,
        nearestWrong);
  }

  /** A check with a tolerance. */
  public static Check check(String id, Tolerance tolerance) {
    return new Check(id, BigDecimal.ONE, tolerance);
  }

  /**
   * Wide, narrow on either side, narrow with a reason, exact, without a wrong answer; and two
   * refusals.
   */
  public static Calibration unsound() {
    Tolerance tolerance = new Tolerance.Elementwise(1e-4, 1e-6);
    return new Calibration(
        List.of("correct-float", "correct-sample"),
        List.of("wrong-half-mse", "wrong-shape", "wrong-signature"),
        List.of(0L, 1L, 2L),
        List.of(
            margins(
                Operation.FORWARD,
                "forward-wide",
                check("yHat", tolerance),
                new Distance("correct-float", 2, 0.03125),
                new Distance("wrong-shape", 0, 12345.678)),
            margins(
                Operation.FORWARD,
                "forward-narrow",
                check("yHat", tolerance),
                new Distance("correct-float", 1, 0.1001),
                new Distance("wrong-shape", 0, Double.POSITIVE_INFINITY)),
            margins(
                Operation.LOSS,
                "loss-norm",
                check("J", new Tolerance.Norm(1e-3)),
                new Distance("correct-sample", 0, 0),
                new Distance("wrong-half-mse", 1, 2.5)),
            margins(
                Operation.LOSS,
                "loss-excused",
                check("J", new Tolerance.Elementwise(1e-5, 0, "one number, by chance")),
                new Distance("correct-sample", 0, 1e-9),
                new Distance("wrong-half-mse", 2, 5)),
            margins(
                Operation.BACKWARD,
                "backward-alone",
                check("dJdW1", new Tolerance.Elementwise(0.01, 0)),
                new Distance("correct-float", 0, 0.0625),
                null)),
        List.of(
            new Refusal("correct-float", 2, "loss-norm/J", "WRONG_ANSWER: expected 1, got 2"),
            new Refusal("correct-\u001b[2J", 0, "", "mlp.MLP has no forward")),
        List.of("wrong-signature"));
  }

  /** One check that is wide. */
  public static Calibration sound() {
    Calibration unsound = unsound();
    return new Calibration(
        unsound.right(),
        unsound.wrong(),
        unsound.seeds(),
        unsound.checks().stream().filter(each -> each.id().equals("forward-wide/yHat")).toList(),
        List.of(),
        List.of());
  }
}
