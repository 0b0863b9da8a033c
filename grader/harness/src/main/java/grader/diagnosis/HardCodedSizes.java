package grader.diagnosis;

import grader.cases.PreparedCase;
import grader.cases.Sizes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sizes of an example that stand as numbers in a method: where those of a case are others, be it
 * smaller ones or larger ones alone, the method ends with an exception.
 *
 * @param example the sizes that the method takes for granted
 * @param chosen bits that tell which of the four sizes it does
 */
record HardCodedSizes(List<Integer> example, int chosen) {
  /** So many cases have too little in common by chance. */
  private static final int BROKEN = 5;

  private static final int CHOICES = 1 << 4;

  private enum Difference {
    SMALLER,
    LARGER,
    ANY;

    boolean isBetween(int size, int example) {
      return switch (this) {
        case SMALLER -> size < example;
        case LARGER -> size > example;
        case ANY -> size != example;
      };
    }
  }

  /**
   * Those of a method.
   *
   * @return null when its exceptions have nothing to do with the sizes of an example
   */
  static @Nullable HardCodedSizes of(RunAnswers answers, String method) {
    List<Sizes> broken = new ArrayList<>();
    for (BrokenCase each : BrokenCase.byMethod(answers).getOrDefault(method, List.of())) {
      broken.add(each.prepared().testCase().sizes());
    }
    List<Sizes> survived = new ArrayList<>();
    List<Sizes> examples = new ArrayList<>();
    for (PreparedCase each : new FailureCauses(answers).survived(method)) {
      survived.add(each.testCase().sizes());
      if (answers.isVisible(each.testCase().id())) {
        examples.add(each.testCase().sizes());
      }
    }
    return of(examples, survived, broken);
  }

  /**
   * Those that tell two kinds of cases apart.
   *
   * @param examples of those that a method survived, which ones its author may have seen
   * @param survived the sizes of cases that it survived
   * @param broken the sizes of cases that it did not
   */
  static @Nullable HardCodedSizes of(
      List<Sizes> examples, List<Sizes> survived, List<Sizes> broken) {
    if (broken.size() < BROKEN) {
      return null;
    }
    for (Sizes example : examples) {
      for (int chosen = 1; chosen < CHOICES; chosen++) {
        HardCodedSizes sizes = new HardCodedSizes(list(example), chosen);
        for (Difference each : Difference.values()) {
          if (sizes.isTrueOfAll(broken, each) && !sizes.isTrueOfAny(survived, each)) {
            return sizes;
          }
        }
      }
    }
    return null;
  }

  /** Whether a case has other sizes than those. */
  boolean isOther(Sizes sizes) {
    return isTrueOfAny(List.of(sizes), Difference.ANY);
  }

  private boolean isTrueOfAll(List<Sizes> cases, Difference difference) {
    for (Sizes each : cases) {
      if (!isTrueOfAny(List.of(each), difference)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTrueOfAny(List<Sizes> cases, Difference difference) {
    for (Sizes each : cases) {
      List<Integer> sizes = list(each);
      for (int i = 0; i < sizes.size(); i++) {
        if ((chosen & 1 << i) != 0 && difference.isBetween(sizes.get(i), example.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<Integer> list(Sizes sizes) {
    return List.of(sizes.batch(), sizes.inFeatures(), sizes.hiddenFeatures(), sizes.outFeatures());
  }
}
