package grader.diagnosis;

import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.List;

/** What factors are called: in ids, and in sentences. */
final class FactorNames {
  private static final double LN_2 = Math.log(2);
  private static final double LN_10 = Math.log(10);

  private FactorNames() {}

  private static boolean is(Factor factor, double constant, int batch, int outputs) {
    return factor.is(new Factor(constant, batch, outputs));
  }

  /** The mistakes that a factor of J consists of: the last segments of their ids. */
  static List<String> ofLoss(Factor factor, Part part) {
    return names(factor, true, part == Part.MSE);
  }

  /** The mistakes that a factor of dJ/dŷ consists of. */
  static List<String> ofGradient(Factor factor, Part part) {
    return names(factor, false, part == Part.MSE);
  }

  private static List<String> names(Factor factor, boolean isLoss, boolean isMse) {
    if (factor.isZero()) {
      return List.of("zero");
    }
    List<String> names = new ArrayList<>();
    Factor rest = factor;
    if (rest.constant() < 0) {
      names.add("sign");
      rest = rest.times(new Factor(-1, 0, 0));
    }
    if (!isMse && rest.isConstant(1 / LN_2)) {
      names.add("binary-logarithm");
      rest = new Factor(1, rest.batch(), rest.outputs());
    } else if (!isMse && rest.isConstant(1 / LN_10)) {
      names.add("decimal-logarithm");
      rest = new Factor(1, rest.batch(), rest.outputs());
    }
    if (!rest.isOne()) {
      names.add(isLoss ? lossName(rest, isMse) : gradientName(rest, isMse));
    }
    return names;
  }

  private static String lossName(Factor factor, boolean isMse) {
    if (is(factor, 1, 1, 1)) {
      return "sum";
    }
    if (isMse && is(factor, 4, -2, -2)) {
      return "of-gradient";
    }
    if (is(factor, 0.5, 0, 0)) {
      return "half";
    }
    if (is(factor, 0.5, 1, 1)) {
      return "half-sum";
    }
    if (is(factor, 0.5, 0, 1)) {
      return "half-without-output-count";
    }
    if (is(factor, 0.5, 1, 0)) {
      return "half-without-batch-size";
    }
    return name(factor);
  }

  private static String gradientName(Factor factor, boolean isMse) {
    if (is(factor, 1, 1, 1)) {
      return "missing-mean";
    }
    if (is(factor, 2, 1, 1)) {
      return "doubled-without-mean";
    }
    if (isMse && factor.isConstant(0.5)) {
      if (is(factor, 0.5, 0, 0)) {
        return "missing-factor-2";
      }
      if (is(factor, 0.5, 1, 1)) {
        return "is-difference";
      }
      if (is(factor, 0.5, 0, 1)) {
        return "missing-output-count-and-factor-2";
      }
      if (is(factor, 0.5, 1, 0)) {
        return "missing-batch-size-and-factor-2";
      }
    }
    return name(factor);
  }

  private static String name(Factor factor) {
    if (is(factor, 1, 0, 1)) {
      return "missing-output-count";
    }
    if (is(factor, 1, 1, 0)) {
      return "missing-batch-size";
    }
    if (is(factor, 1, -1, 0)) {
      return "divided-by-batch-again";
    }
    if (is(factor, 1, 0, -1)) {
      return "divided-by-outputs-again";
    }
    if (is(factor, 1, -1, -1)) {
      return "mean-twice";
    }
    if (is(factor, 1, 0, 2)) {
      return "outputs-multiplied";
    }
    if (is(factor, 1, 2, 0)) {
      return "batch-multiplied";
    }
    if (is(factor, 1, -1, 1)) {
      return "divided-by-batch-twice";
    }
    if (is(factor, 1, 1, -1)) {
      return "divided-by-outputs-twice";
    }
    if (is(factor, 1, 2, 2)) {
      return "elements-multiplied";
    }
    if (is(factor, 2, 0, 0)) {
      return "doubled";
    }
    if (factor.isNamed()) {
      return "scaled";
    }
    if (factor.batch() == 1 && factor.outputs() == 0) {
      return "batch-size-hard-coded";
    }
    if (factor.batch() == 1 && factor.outputs() == 1) {
      return "elements-hard-coded";
    }
    return factor.batch() == 0 && factor.outputs() == 1 ? "outputs-hard-coded" : "scaled";
  }

  /** The mistakes that a factor of the gradients consists of. */
  static List<String> ofBackward(Factor factor) {
    if (factor.isZero()) {
      return List.of("zero");
    }
    List<String> names = new ArrayList<>();
    Factor rest = factor;
    if (rest.constant() < 0) {
      names.add("sign");
      rest = rest.times(new Factor(-1, 0, 0));
    }
    if (!rest.isOne()) {
      names.add(backwardName(rest));
    }
    return names;
  }

  private static String backwardName(Factor factor) {
    String by = "";
    if (factor.batch() != 0 || factor.outputs() != 0) {
      boolean isOfBoth = factor.batch() == factor.outputs();
      int power = factor.batch() == 0 ? factor.outputs() : factor.batch();
      if ((!isOfBoth && factor.batch() != 0 && factor.outputs() != 0) || Math.abs(power) != 1) {
        return "scaled";
      }
      by =
          (power > 0 ? "multiplied-by-" : "divided-by-")
              + (isOfBoth ? "elements" : factor.batch() == 0 ? "outputs" : "batch");
    }
    if (factor.isConstant(1)) {
      return by;
    }
    if (factor.isConstant(2)) {
      return by.isEmpty() ? "doubled" : by.startsWith("d") ? "doubled-and-" + by : "scaled";
    }
    if (factor.isConstant(0.5) && by.isEmpty()) {
      return "halved";
    }
    if (by.isEmpty()) {
      return factor.constant() < 1 ? "divided-by-constant" : "scaled";
    }
    return by.equals("multiplied-by-batch") && !factor.isNamed()
        ? "batch-size-hard-coded"
        : "scaled";
  }

  /**
   * What a factor makes of a quantity, such as {@code half of what it should be}.
   *
   * @param subject {@code it} or {@code they}
   */
  static String comparison(Factor factor, String subject) {
    String right = "what " + subject + " should be";
    if (factor.isZero()) {
      return "zero everywhere";
    }
    if (is(factor, 0.5, 0, 0)) {
      return "half of " + right;
    }
    if (is(factor, 2, 0, 0)) {
      return "twice " + right;
    }
    if (is(factor, -1, 0, 0)) {
      return right + ", but with the other sign";
    }
    String words = words(factor);
    int over = words.indexOf(" / ");
    String times = over < 0 ? words : words.substring(0, over);
    String text = times.equals("1") ? right : times + " times " + right;
    if (over >= 0) {
      text += ", divided by " + words.substring(over + " / ".length()).replaceAll("[()]", "");
    }
    // In a sentence, the template's name reads like a word.
    return factor.outputs() == 0 ? text : text + " (out is the number of outputs)";
  }

  /** A factor in words, such as {@code 2 / batch}; only what cases of any numbers have. */
  static String words(Factor factor) {
    if (factor.isZero()) {
      return "0";
    }
    StringBuilder above = new StringBuilder();
    StringBuilder below = new StringBuilder();
    double size = Math.abs(factor.constant());
    if (factor.isNamed()) {
      if (factor.isConstant(Math.signum(factor.constant()) / LN_2)) {
        append(below, "ln 2");
      } else if (factor.isConstant(Math.signum(factor.constant()) / LN_10)) {
        append(below, "ln 10");
      } else if (factor.isConstant(Math.signum(factor.constant()) * LN_2)) {
        append(above, "ln 2");
      } else if (factor.isConstant(Math.signum(factor.constant()) * LN_10)) {
        append(above, "ln 10");
      } else if (size < 1) {
        append(below, Long.toString(Math.round(1 / size)));
      } else if (size > 1) {
        append(above, Long.toString(Math.round(size)));
      }
    } else {
      // Which number is the submission's own choice, and may say what it was asked.
      append(size < 1 ? below : above, "a fixed number");
    }
    power(above, below, "batch", factor.batch());
    power(above, below, "out", factor.outputs());
    String text = above.length() == 0 ? "1" : above.toString();
    if (below.length() > 0) {
      text += " / " + (below.indexOf("·") < 0 ? below : "(" + below + ")");
    }
    return factor.constant() < 0 ? "−" + text : text;
  }

  private static void power(StringBuilder above, StringBuilder below, String name, int power) {
    for (int i = 0; i < Math.abs(power); i++) {
      append(power > 0 ? above : below, name);
    }
  }

  private static void append(StringBuilder product, String factor) {
    product.append(product.length() == 0 ? "" : " · ").append(factor);
  }
}
