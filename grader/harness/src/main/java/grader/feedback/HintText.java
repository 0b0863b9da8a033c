package grader.feedback;

import grader.checking.ComparedValues;
import grader.protocol.Tensor;
import grader.scoring.GradeReport.CheckReport;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a check, in words that are all chosen here: of a submission's own it has the
 * name of an exception that the JDK or commons-math3 has too, and how many values are wrong.
 */
final class HintText {
  /** In the messages of comparisons, which are the grader's own. */
  private static final Pattern COUNT = Pattern.compile("\\d+ of \\d+ values (differ|are outside)");

  private static final String CALLS =
      "(forward|backward|clearGradAndCache|mseLoss|bceLoss|the constructor)";
  private static final Pattern THREW = Pattern.compile("^" + CALLS + " threw ([A-Za-z]{1,60})\\b");
  private static final Pattern NOT_IMPLEMENTED =
      Pattern.compile("^" + CALLS + " (is not implemented( yet)?|returned null)$");
  private static final Pattern NULL =
      Pattern.compile(
          "^((grads|parameters|dJd(yHat|[Wb][12])|[Wb][12]|J)(, )?)+( of mseLoss's result| of bceLoss's"
              + " result)? (is|are) null( after (forward|backward|clearGradAndCache))?$");

  /** The only ones that are named: a submission could choose among names of its own. */
  private static final List<String> KNOWN_EXCEPTIONS =
      List.of(
          "ArithmeticException",
          "ArrayIndexOutOfBoundsException",
          "ArrayStoreException",
          "ClassCastException",
          "ConcurrentModificationException",
          "DimensionMismatchException",
          "IllegalArgumentException",
          "IllegalStateException",
          "IndexOutOfBoundsException",
          "MatrixDimensionMismatchException",
          "NegativeArraySizeException",
          "NoSuchElementException",
          "NonSquareMatrixException",
          "NotPositiveException",
          "NotStrictlyPositiveException",
          "NullArgumentException",
          "NullPointerException",
          "NumberIsTooSmallException",
          "NumberIsTooLargeException",
          "OutOfRangeException",
          "StackOverflowError",
          "UnsupportedOperationException");

  private HintText() {}

  /** One sentence; empty for a check that passed. */
  static String of(CheckReport check) {
    String message = check.message();
    return switch (check.verdict()) {
      case PASSED -> "";
      case WRONG_ANSWER -> wrongAnswer(message, check.values());
      case WRONG_SHAPE -> wrongShape(check.values());
      case NOT_IMPLEMENTED ->
          NOT_IMPLEMENTED.matcher(message).matches() || NULL.matcher(message).matches()
              ? message
              : "not implemented, or null was returned";
      case RUNTIME_ERROR -> runtimeError(message);
      case TIME_LIMIT_EXCEEDED -> "not finished within the time limit";
      case MEMORY_LIMIT_EXCEEDED -> "more memory was needed than there is";
      case OUTPUT_LIMIT_EXCEEDED -> "more was printed than is allowed; remove the prints";
      case PROTOCOL_VIOLATION -> "the submission disturbed the grader's own channel";
      case NOT_RUN -> "not run";
      case GRADER_ERROR -> "not graded: the grader failed, which is not the submission's fault";
    };
  }

  private static String wrongAnswer(String message, @Nullable ComparedValues values) {
    if (values == null) {
      return "what has to hold for all numbers does not hold";
    }
    Matcher count = COUNT.matcher(message);
    String text =
        count.find()
            ? count.group()
            : values.actual().size() == 1 ? "the value differs" : "values differ";
    String odd = notFinite(values.actual(), values.expected());
    return odd.isEmpty() ? text : text + "; " + odd;
  }

  private static String notFinite(Tensor actual, Tensor expected) {
    double[] returned = actual.toArray();
    boolean isExpected = Arrays.stream(expected.toArray()).anyMatch(each -> !Double.isFinite(each));
    if (isExpected) {
      return "";
    }
    if (Arrays.stream(returned).anyMatch(Double::isNaN)) {
      return "there is a NaN among them";
    }
    return Arrays.stream(returned).anyMatch(Double::isInfinite)
        ? "there is an infinity among them"
        : "";
  }

  /** A matrix can have as many rows as a number says: only sizes that the case has are named. */
  private static String wrongShape(@Nullable ComparedValues values) {
    if (values == null) {
      return "the shape is not the expected one";
    }
    int[] expected = values.expected().shape();
    boolean isOfTheCase =
        Arrays.stream(values.actual().shape())
            .allMatch(size -> size == 1 || Arrays.stream(expected).anyMatch(own -> own == size));
    return "expected %s, got %s"
        .formatted(
            values.expected().shapeText(),
            isOfTheCase ? values.actual().shapeText() : "other sizes");
  }

  private static String runtimeError(String message) {
    Matcher threw = THREW.matcher(message);
    if (threw.find()) {
      String name = threw.group(2);
      return threw.group(1) + " threw " + (KNOWN_EXCEPTIONS.contains(name) ? name : "an exception");
    }
    return message.startsWith("the process ended with exit code")
        ? "the process ended; is there a System.exit?"
        : "an exception was thrown, or the process ended";
  }
}
