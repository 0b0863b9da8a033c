package grader.diagnosis;

import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The facts of wrong answers that no mistake explains. */
final class WrongEntries {
  private static final MathContext SIX_DIGITS = new MathContext(6);

  private WrongEntries() {}

  static boolean isFinite(Tensor tensor) {
    for (int i = 0; i < tensor.size(); i++) {
      if (!Double.isFinite(tensor.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Which entries are wrong, without any value. */
  static String describe(List<Observation> wrong) {
    Set<String> patterns = new LinkedHashSet<>();
    for (Observation each : wrong) {
      patterns.add(pattern(each));
    }
    List<String> found = new ArrayList<>(patterns);
    String where =
        found.size() == 1
            ? found.get(0)
            : found.size() == 2 ? found.get(0) + " or " + found.get(1) : "different parts";
    return "%s: wrong in %d %s, where %s of it differ%s."
        .formatted(
            PartNames.joined(quantities(wrong)),
            wrong.size(),
            wrong.size() == 1 ? "answer" : "answers",
            where,
            found.size() == 1 && !found.get(0).contains("one") ? "" : "s");
  }

  private static List<String> quantities(List<Observation> wrong) {
    Set<String> quantities = new LinkedHashSet<>();
    for (Observation each : wrong) {
      quantities.add(each.quantity());
    }
    return List.copyOf(quantities);
  }

  private static String pattern(Observation each) {
    Tensor right = each.right();
    Tensor actual = each.actual();
    if (right == null || !actual.hasShapeOf(right) || right.size() == 1) {
      return "the value";
    }
    int columns = right.extent(right.rank() - 1);
    Set<Integer> wrongRows = new LinkedHashSet<>();
    Set<Integer> wrongColumns = new LinkedHashSet<>();
    int count = 0;
    for (int i = 0; i < right.size(); i++) {
      if (!(Math.abs(actual.get(i) - right.get(i)) <= 1e-4 * Math.abs(right.get(i)) + 1e-9)) {
        wrongRows.add(i / columns);
        wrongColumns.add(i % columns);
        count++;
      }
    }
    if (count == right.size()) {
      return "all values";
    }
    if (count == 1) {
      return "one value";
    }
    if (right.rank() == 2 && wrongRows.size() == 1) {
      return "one row";
    }
    if (right.rank() == 2 && wrongColumns.size() == 1) {
      return "one column";
    }
    return right.rank() == 2 && count == wrongRows.size() * columns
        ? "some rows"
        : right.rank() == 2 && count * columns == wrongColumns.size() * right.size()
            ? "some columns"
            : "some values";
  }

  /** The largest difference relative to what is right, with its values. */
  static String largest(List<Observation> wrong) {
    String sentence = "";
    double largest = -1;
    for (Observation each : wrong) {
      Tensor right = each.right();
      if (right == null || !each.actual().hasShapeOf(right)) {
        continue;
      }
      for (int i = 0; i < right.size(); i++) {
        double difference = Math.abs(each.actual().get(i) - right.get(i));
        if (Double.isNaN(difference)) {
          difference = Double.POSITIVE_INFINITY;
        }
        if (difference > largest) {
          largest = difference;
          sentence =
              "In %s, %s%s is %s and should be %s."
                  .formatted(
                      each.caseId(),
                      each.quantity(),
                      right.indexText(i),
                      number(each.actual().get(i)),
                      number(right.get(i)));
        }
      }
    }
    return sentence;
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? Double.toString(new BigDecimal(value).round(SIX_DIGITS).doubleValue())
        : Double.toString(value);
  }
}
