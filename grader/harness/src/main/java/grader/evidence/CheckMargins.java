package grader.evidence;

import grader.cases.Check;
import grader.cases.TestCase;
import org.jspecify.annotations.Nullable;

/**
 * Where the tolerance of one check stands between right answers and wrong ones.
 *
 * @param suite the id of the check's suite
 * @param farthestRight the answer of a right submission that takes the largest share of the
 *     tolerance; null when there was none
 * @param nearestWrong the refused answer of a wrong submission that takes the smallest share of the
 *     tolerance, of those whose mistake this check finds; null when there are none
 */
public record CheckMargins(
    String suite,
    TestCase testCase,
    Check check,
    @Nullable Distance farthestRight,
    @Nullable Distance nearestWrong) {

  /** The check, as in {@code case/check}. */
  public String id() {
    return testCase.id() + "/" + check.id();
  }

  /**
   * The factor by which the tolerance could be smaller before it refused a right answer: below 1
   * when it refuses one already, infinite when all are exact.
   */
  public double toRight() {
    return farthestRight == null ? Double.POSITIVE_INFINITY : 1 / farthestRight.ratio();
  }

  /**
   * The factor by which the tolerance could be larger before it took a wrong answer: infinite when
   * there is none that any tolerance would take.
   */
  public double toWrong() {
    return nearestWrong == null ? Double.POSITIVE_INFINITY : nearestWrong.ratio();
  }

  /** The smaller one. */
  public double smallest() {
    return Math.min(toRight(), toWrong());
  }

  /** Whether {@link Calibration#REQUIRED_FACTOR} is left on both sides. */
  public boolean isWide() {
    return smallest() >= Calibration.REQUIRED_FACTOR;
  }

  /** Whether it is left, or the file says why not. */
  public boolean isSound() {
    return isWide() || check.tolerance().reason() != null;
  }
}
