package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the wrong values of a quantity are, seen without any formula: the same number everywhere, a
 * copy of something else, zero, rounded or cut off.
 *
 * @param id of the mistake, but for the part that it is of
 * @param form what is said of it beside
 */
record WrongPattern(String id, String form) {
  private static final double ROUNDING = 1e-9;

  /** Of the entries of a case, what has to be different from zero for a copy to be seen. */
  private static final int FEWEST_ENTRIES = 2;

  private static final int MOST_DIGITS = 4;

  /**
   * The pattern that all wrong answers have.
   *
   * @param wrong answers of one quantity, all of right shape
   * @param same all answers of this quantity, those that are right too
   * @param all answers of the run
   * @return null when there is none
   */
  static @Nullable WrongPattern of(
      List<Observation> wrong, List<Observation> same, List<Observation> all) {
    if (isConstant(wrong) && isConstant(same)) {
      return new WrongPattern("constant", "");
    }
    String copied = copied(wrong);
    if (copied != null) {
      return new WrongPattern("copies-input", copied);
    }
    String other = exchanged(wrong, all);
    if (other != null) {
      return new WrongPattern("gradients-exchanged", other);
    }
    if (areSummedToOneNumber(wrong)) {
      return new WrongPattern("bias-one-number", "");
    }
    if (isSoftmax(wrong)) {
      return new WrongPattern("softmax-for-sigmoid", "");
    }
    WrongPattern related = RelatedValues.of(wrong, all);
    if (related != null) {
      return related;
    }
    if (areZero(wrong)) {
      return new WrongPattern("zero-in-some-cases", "");
    }
    if (areZeroWhereWrong(wrong)) {
      return new WrongPattern("partly-zero", WrongEntries.places(wrong));
    }
    if (isRounded(wrong)) {
      return new WrongPattern("rounded", "");
    }
    return isCutOff(wrong) ? new WrongPattern("cut-off", "") : null;
  }

  /** One number in all entries of all cases. */
  private static boolean isConstant(List<Observation> wrong) {
    double number = wrong.get(0).actual().get(0);
    int entries = 0;
    for (Observation each : wrong) {
      for (int i = 0; i < each.actual().size(); i++) {
        if (each.actual().get(i) != number) {
          return false;
        }
        entries++;
      }
    }
    return entries > FEWEST_ENTRIES && wrong.size() > 1 && Double.isFinite(number);
  }

  /** What {@code actual} is a copy of, in every case: the name of what the part was given. */
  private static @Nullable String copied(List<Observation> wrong) {
    for (Map.Entry<String, Tensor> input : wrong.get(0).question().tensors().entrySet()) {
      boolean isCopy = true;
      boolean isSeen = false;
      for (Observation each : wrong) {
        Tensor given = each.question().tensors().get(input.getKey());
        isCopy &= given != null && Fit.isClose(given, each.actual(), 1);
        isSeen |= each.actual().size() >= FEWEST_ENTRIES && !Fit.isZero(each.actual());
      }
      if (isCopy && isSeen) {
        return input.getKey();
      }
    }
    return null;
  }

  /** Which other quantity it holds, in every case. */
  static @Nullable String exchanged(List<Observation> wrong, List<Observation> all) {
    if (wrong.get(0).part() != Part.BACKWARD) {
      return null;
    }
    for (String other : PartNames.QUANTITIES) {
      if (!other.equals(wrong.get(0).quantity()) && areAll(wrong, rightByCase(other, all))) {
        return other;
      }
    }
    return null;
  }

  /** Whether the answers are these of the same cases, of which some say something. */
  private static boolean areAll(List<Observation> wrong, Map<String, Tensor> byCase) {
    boolean isSeen = false;
    for (Observation each : wrong) {
      Tensor right = byCase.get(each.caseId());
      if (right != null && !Fit.isClose(right, each.actual(), 1)) {
        return false;
      }
      isSeen |= right != null && right.size() >= FEWEST_ENTRIES;
    }
    return isSeen;
  }

  /** What is right of a quantity, by the id of the case; of cases where it is known. */
  private static Map<String, Tensor> rightByCase(String quantity, List<Observation> all) {
    Map<String, Tensor> byCase = new HashMap<>();
    for (Observation each : all) {
      Tensor right = each.quantity().equals(quantity) ? each.right() : null;
      if (right != null) {
        byCase.putIfAbsent(each.caseId(), right);
      }
    }
    return byCase;
  }

  private static boolean areZero(List<Observation> wrong) {
    for (Observation each : wrong) {
      if (!Fit.isZero(each.actual())) {
        return false;
      }
    }
    return true;
  }

  /** Whether every entry of each vector is the sum of the right ones. */
  private static boolean areSummedToOneNumber(List<Observation> wrong) {
    for (Observation each : wrong) {
      if (!isSummedToOneNumber(each)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSummedToOneNumber(Observation each) {
    Tensor right = each.right();
    if (right == null || right.rank() != 1) {
      return false;
    }
    double sum = 0;
    for (int i = 0; i < right.size(); i++) {
      sum += right.get(i);
    }
    double[] sums = new double[right.size()];
    Arrays.fill(sums, sum);
    return Fit.isClose(Tensor.vector(sums), each.actual(), 1);
  }

  /** Whether the outputs of each sample add up to one, of several samples and outputs. */
  private static boolean isSoftmax(List<Observation> wrong) {
    int rows = 0;
    for (Observation each : wrong) {
      if (each.part() != Part.FORWARD || each.outputs() == 1) {
        return false;
      }
      for (int row = 0; row < each.batch(); row++) {
        double sum = 0;
        for (int output = 0; output < each.outputs(); output++) {
          sum += each.actual().get(row * each.outputs() + output);
        }
        if (!(Math.abs(sum - 1) <= Fit.CLOSE)) {
          return false;
        }
        rows++;
      }
    }
    return rows > 1;
  }

  private static boolean areZeroWhereWrong(List<Observation> wrong) {
    for (Observation each : wrong) {
      for (int entry : WrongEntries.of(each)) {
        if (each.actual().get(entry) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether no entry has more than so many digits behind the point, and is right but for them. */
  private static boolean isRounded(List<Observation> wrong) {
    for (int digits = 0; digits <= MOST_DIGITS; digits++) {
      double unit = Math.pow(10, -digits);
      boolean isRounded = true;
      for (Observation each : wrong) {
        isRounded &= isRounded(each, unit);
      }
      if (isRounded) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRounded(Observation each, double unit) {
    Tensor right = each.right();
    for (int i = 0; i < each.actual().size(); i++) {
      double value = each.actual().get(i);
      double steps = value / unit;
      boolean isWhole = Math.abs(steps - Math.rint(steps)) <= ROUNDING * Math.max(1, steps);
      if (right == null || !isWhole || !(Math.abs(value - right.get(i)) < unit)) {
        return false;
      }
    }
    return true;
  }

  /** Whether what is wrong is a limit that the right values are beyond. */
  private static boolean isCutOff(List<Observation> wrong) {
    double limit = 0;
    for (Observation each : wrong) {
      Tensor right = each.right();
      for (int entry : WrongEntries.of(each)) {
        double value = Math.abs(each.actual().get(entry));
        limit = limit == 0 ? value : limit;
        boolean isLimit = Math.abs(value - limit) <= ROUNDING * limit;
        if (right == null || !isLimit || !(Math.abs(right.get(entry)) > limit)) {
          return false;
        }
      }
    }
    return limit > 0 && wrong.size() > 1;
  }
}
