package grader.diagnosis;

import grader.oracle.Alternative.Part;
import java.util.ArrayList;
import java.util.List;

/** What parts and their quantities are called, in ids and in sentences. */
final class PartNames {
  /** In the order of computation. */
  static final List<String> QUANTITIES =
      List.of("yHat", "J", "dJdyHat", "dJdW2", "dJdb2", "dJdW1", "dJdb1");

  private PartNames() {}

  static String prefix(Part part) {
    return part == Part.BCE
        ? "bce."
        : part == Part.MSE ? "mse." : part == Part.FORWARD ? "forward." : "backward.";
  }

  static String function(Part part) {
    return part == Part.BCE
        ? "bceLoss"
        : part == Part.MSE ? "mseLoss" : part == Part.FORWARD ? "forward" : "backward";
  }

  static String joined(List<String> quantities) {
    if (quantities.isEmpty()) {
      return "the values";
    }
    List<String> ordered = new ArrayList<>();
    for (String each : QUANTITIES) {
      if (quantities.contains(each)) {
        ordered.add(each);
      }
    }
    int last = ordered.size() - 1;
    return last == 0
        ? ordered.get(0)
        : String.join(", ", ordered.subList(0, last)) + " and " + ordered.get(last);
  }

  static String are(List<String> quantities) {
    return quantities.size() == 1 ? "is" : "are";
  }
}
