package grader.checking;

/** What comparing an actual tensor with the expected one found. */
public sealed interface Comparison {
  /** Every value is within the tolerance. */
  record Match() implements Comparison {}

  /**
   * The shapes differ; no value was looked at.
   *
   * @param expected the expected shape in words
   * @param actual the actual shape in words
   */
  record ShapeMismatch(String expected, String actual) implements Comparison {}

  /**
   * The shapes agree and values do not.
   *
   * @param differing how many values are outside the tolerance; for a norm, how many differ at all
   * @param total how many values there are
   * @param index where the largest difference is, such as {@code [3][7]}; empty for a number
   * @param expected the expected value there
   * @param actual the actual value there
   */
  record ValueMismatch(int differing, int total, String index, double expected, double actual)
      implements Comparison {}

  /**
   * The shapes agree and values lie outside of what is accepted.
   *
   * @param outside how many values are
   * @param total how many values there are
   * @param index where the first of them is, such as {@code [3][7]}; empty for a number
   * @param low what is accepted there
   * @param high what is accepted there
   * @param actual the actual value there
   * @param reason why so much is accepted
   */
  record NotAccepted(
      int outside, int total, String index, double low, double high, double actual, String reason)
      implements Comparison {}
}
