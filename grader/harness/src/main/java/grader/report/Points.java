package grader.report;

import java.math.BigDecimal;

/** Points as they are written everywhere: {@code 0}, {@code 12.5}, never {@code 5E+1}. */
public final class Points {
  private Points() {}

  /** The shortest way to write a number. */
  public static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** With their unit: {@code 1 point}, {@code 2.5 points}. */
  public static String counted(BigDecimal number) {
    return text(number) + (number.compareTo(BigDecimal.ONE) == 0 ? " point" : " points");
  }

  /** Reached and reachable, such as {@code 3.5 / 10}; {@code no points} when none can be. */
  public static String text(BigDecimal score, BigDecimal maxScore) {
    return maxScore.signum() == 0 ? "no points" : text(score) + " / " + text(maxScore);
  }
}
