package grader.oracle;

import java.util.Set;

/**
 * A wrong variant of the reference: the reference with one switch thrown.
 *
 * @param key unique among an oracle's alternatives: the mistake's id, and after an {@code @} which
 *     form of it, such as the layer
 * @param part what the switch belongs to
 * @param quantities the names of the tensors that can be others because of it
 */
public record Alternative(String key, Part part, Set<String> quantities) {
  public Alternative {
    quantities = Set.copyOf(quantities);
  }

  /** The parts of a submission that are right or wrong by themselves. */
  public enum Part {
    /** ŷ for parameters and x. */
    FORWARD,
    /** J and dJ/dŷ of the mean squared error for y and ŷ. */
    MSE,
    /** J and dJ/dŷ of the binary cross-entropy for y and ŷ. */
    BCE,
    /** The four gradients for parameters, x and dJ/dŷ. */
    BACKWARD
  }

  /** The mistake's stable id, such as {@code forward.bias-ignored}. */
  public String mistake() {
    return mistakeOf(key);
  }

  /** The mistake's id in a key. */
  public static String mistakeOf(String key) {
    int end = key.indexOf('@');
    return end < 0 ? key : key.substring(0, end);
  }

  /** Which form of the mistake, such as {@code hidden}; empty when there is one alone. */
  public String form() {
    int end = key.indexOf('@');
    return end < 0 ? "" : key.substring(end + 1);
  }
}
