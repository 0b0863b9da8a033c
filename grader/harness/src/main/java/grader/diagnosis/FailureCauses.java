package grader.diagnosis;

import grader.cases.Activation;
import grader.cases.LossFunction;
import grader.cases.Operation;
import grader.cases.PreparedCase;
import grader.cases.Sizes;
import grader.cases.TestCase;
import grader.host.CaseOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the cases that a method did not survive have in common, and no other case has. */
final class FailureCauses {
  /** No size has more digits. */
  private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\d{1,6}(?!\\d)");

  /** As commons-math3 says that they do not fit. */
  private static final Pattern SHAPES =
      Pattern.compile("(\\d{1,6})x(\\d{1,6})\\D+(\\d{1,6})x(\\d{1,6})");

  private final RunAnswers answers;

  FailureCauses(RunAnswers answers) {
    this.answers = answers;
  }

  int calls(String method) {
    return calling(method).size();
  }

  private List<PreparedCase> calling(String method) {
    List<PreparedCase> calling = new ArrayList<>();
    for (PreparedCase each : answers.cases()) {
      TestCase testCase = each.testCase();
      boolean isOf =
          switch (method) {
            case "forward" -> testCase.operation().hasNetwork();
            case "backward" ->
                testCase.operation() == Operation.BACKWARD
                    || testCase.operation() == Operation.TRAIN_STEP;
            default ->
                testCase.operation().hasLoss()
                    && (testCase.loss() == LossFunction.BCE) == method.equals("bceLoss");
          };
      if (isOf && testCase.operation() != Operation.PROPERTY) {
        calling.add(each);
      }
    }
    return calling;
  }

  /** The cases that call a method and came through it. */
  List<PreparedCase> survived(String method) {
    List<PreparedCase> survived = new ArrayList<>();
    for (PreparedCase each : calling(method)) {
      CaseOutcome outcome = answers.to(each.request());
      if (outcome.failure() == null || isBehind(each, outcome, method)) {
        survived.add(each);
      }
    }
    return survived;
  }

  private static boolean isBehind(PreparedCase prepared, CaseOutcome outcome, String method) {
    return outcome.failure() != null
        && BrokenCase.METHODS.indexOf(BrokenCase.method(prepared, outcome, outcome.failure()))
            > BrokenCase.METHODS.indexOf(method);
  }

  private boolean isJust(String method, List<BrokenCase> broken, Predicate<TestCase> condition) {
    List<PreparedCase> survived = survived(method);
    for (BrokenCase each : broken) {
      if (!condition.test(each.prepared().testCase())) {
        return false;
      }
    }
    for (PreparedCase each : survived) {
      if (condition.test(each.testCase())) {
        return false;
      }
    }
    return !survived.isEmpty();
  }

  @Nullable String activation(String method, List<BrokenCase> broken) {
    for (Activation each : Activation.values()) {
      if (isJust(method, broken, testCase -> testCase.f() == each || testCase.g() == each)) {
        return "f or g is " + each;
      }
      if (isJust(method, broken, testCase -> testCase.f() == each)) {
        return "f is " + each;
      }
      if (isJust(method, broken, testCase -> testCase.g() == each)) {
        return "g is " + each;
      }
    }
    return null;
  }

  String cause(String method, List<BrokenCase> broken) {
    List<PreparedCase> survived = survived(method);
    if (survived.isEmpty()) {
      return "throws";
    }
    Sizes sizes = survived.get(0).testCase().sizes();
    int batch = sizes.batch();
    if (batch > 1 && isJust(method, broken, testCase -> testCase.sizes().batch() != batch)) {
      BrokenCase first = broken.get(0);
      return isAboutOtherSizes(
              first.failure().message(), sizes, first.prepared().testCase().sizes())
          ? "sizes-hard-coded-throws"
          : "batch-size-hard-coded-throws";
    }
    if (isJust(method, broken, testCase -> testCase.sizes().outFeatures() > 1)) {
      return "one-output-throws";
    }
    if (isJust(method, broken, testCase -> testCase.sizes().batch() == 1)) {
      return "throws-for-one-sample";
    }
    boolean isOfShape =
        isJust(method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().inFeatures())
            || isJust(
                method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().outFeatures())
            || isJust(method, broken, each -> each.sizes().hiddenFeatures() != each.sizes().batch())
            || isJust(method, broken, each -> each.sizes().outFeatures() != each.sizes().batch())
            || isJust(method, broken, each -> !isSquareSomewhere(each.sizes()));
    if (isOfShape) {
      return "not-square-throws";
    }
    return isAboutSizes(broken.get(0).failure().message())
            && HardCodedSizes.of(answers, method) != null
        ? "sizes-hard-coded-throws"
        : "throws";
  }

  /**
   * Whether the numbers of a message are sizes of a network rather than those of a batch: cases
   * mostly differ in both.
   */
  static boolean isAboutOtherSizes(String message, Sizes survived, Sizes broken) {
    Set<Integer> batches = Set.copyOf(List.of(survived.batch(), broken.batch()));
    Set<Integer> others = new HashSet<>();
    for (Sizes each : List.of(survived, broken)) {
      others.addAll(List.of(each.inFeatures(), each.hiddenFeatures(), each.outFeatures()));
    }
    int ofBatches = 0;
    int ofOthers = 0;
    for (int number : numbers(message)) {
      ofBatches += batches.contains(number) && !others.contains(number) ? 1 : 0;
      ofOthers += others.contains(number) && !batches.contains(number) ? 1 : 0;
    }
    return ofOthers > ofBatches;
  }

  /** Of two shapes, those in which they differ. */
  private static Set<Integer> numbers(String message) {
    // Behind it stands a line of the source.
    String said = message.replaceFirst(" at [\\w$.<>]+\\(.*$", "");
    Matcher shapes = SHAPES.matcher(said);
    boolean isOfShapes = shapes.find();
    Set<Integer> numbers = new HashSet<>();
    for (int i = 1; isOfShapes && i <= 2; i++) {
      if (!shapes.group(i).equals(shapes.group(i + 2))) {
        numbers.add(Integer.parseInt(shapes.group(i)));
        numbers.add(Integer.parseInt(shapes.group(i + 2)));
      }
    }
    Matcher number = NUMBER.matcher(said);
    while (!isOfShapes && number.find()) {
      numbers.add(Integer.parseInt(number.group()));
    }
    return numbers;
  }

  private static boolean isSquareSomewhere(Sizes sizes) {
    List<Integer> all =
        List.of(sizes.inFeatures(), sizes.hiddenFeatures(), sizes.outFeatures(), sizes.batch());
    return new HashSet<>(all).size() < all.size();
  }

  /** What an exception is about, by its name, which is in the message. */
  static String kind(String message) {
    if (message.contains("NullPointerException") || message.contains("NullArgumentException")) {
      return "meets-null";
    }
    if (message.contains("IndexOutOfBounds") || message.contains("OutOfRange")) {
      return "index-out-of-range";
    }
    if (message.contains("StackOverflowError")) {
      return "recursion-without-end";
    }
    return message.contains("DimensionMismatch") ? "shapes-do-not-fit" : "throws";
  }

  /** Whether an exception is about shapes. */
  static boolean isAboutSizes(String message) {
    return message.contains("Dimension")
        || message.contains("IndexOutOfBounds")
        || message.contains("OutOfRange")
        || message.contains("Size");
  }
}
