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

  /** With which an id begins. */
  static String prefix(Part part) {
    return switch (part) {
      case FORWARD -> "forward.";
      case MSE -> "mse.";
      case BCE -> "bce.";
      case BACKWARD -> "backward.";
    };
  }

  /** The template's method. */
  static String function(Part part) {
    return switch (part) {
      case FORWARD -> "forward";
      case MSE -> "mseLoss";
      case BCE -> "bceLoss";
      case BACKWARD -> "backward";
    };
  }

  /** The template's method of which a finding's id is, such as {@code mse.changes-y}. */
  static String method(String id) {
    String prefix = id.substring(0, id.indexOf('.'));
    return prefix.equals("mse") || prefix.equals("bce") ? prefix + "Loss" : prefix;
  }

  /** Quantities in the order of computation, as in "dJdW2 and dJdb2". */
  static String joined(List<String> quantities) {
    List<String> ordered = new ArrayList<>(QUANTITIES);
    ordered.retainAll(quantities);
    return ordered.isEmpty() ? "the values" : list(ordered);
  }

  /** As in "x, y and z". */
  static String list(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  static String are(List<String> quantities) {
    return quantities.size() == 1 ? "is" : "are";
  }
}
