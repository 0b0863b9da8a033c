package grader.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What all wrong answers have in common, and right ones have not: an activation, or a size.
 *
 * @param activation as the case files call it; empty when it is a size
 */
record Circumstance(Kind kind, String activation) {
  /** What it is about, in the order in which they are looked for. */
  enum Kind {
    G,
    F,
    F_OR_G,
    SAME_ACTIVATIONS,
    DIFFERENT_ACTIVATIONS,
    SEVERAL_SAMPLES,
    ONE_SAMPLE,
    SEVERAL_OUTPUTS,
    ONE_OUTPUT
  }

  /** With fewer answers of either kind, nothing can be said. */
  private static final int FEWEST = 2;

  /** A mistake may give the right numbers by chance, as where everything is zero. */
  private static final double MOST = 0.7;

  private static final List<Circumstance> SIZES =
      List.of(
          new Circumstance(Kind.SEVERAL_SAMPLES, ""),
          new Circumstance(Kind.ONE_SAMPLE, ""),
          new Circumstance(Kind.SEVERAL_OUTPUTS, ""),
          new Circumstance(Kind.ONE_OUTPUT, ""));

  private static final Map<String, String> ACTIVATIONS =
      Map.of("relu", "ReLU", "sigmoid", "the sigmoid", "identity", "the identity");

  /** What an activation is called in a sentence. */
  String spokenActivation() {
    return ACTIVATIONS.getOrDefault(activation, activation);
  }

  /** Such as {@code f is RELU}. */
  String words() {
    String name = activation.toUpperCase(Locale.ROOT);
    return switch (kind) {
      case G -> "g is " + name;
      case F -> "f is " + name;
      case F_OR_G -> "f or g is " + name;
      case SAME_ACTIVATIONS -> "f and g are the same";
      case DIFFERENT_ACTIVATIONS -> "f and g are different";
      case SEVERAL_SAMPLES -> "the batch has more than one sample";
      case ONE_SAMPLE -> "the batch has one sample";
      case SEVERAL_OUTPUTS -> "there is more than one output";
      case ONE_OUTPUT -> "there is one output";
    };
  }

  /** As in: This happens only where g is RELU. */
  String sentence() {
    return "This happens only where " + words() + ".";
  }

  /** Whether an answer was given in it. */
  boolean holds(Observation answer) {
    Map<String, String> attributes = answer.question().attributes();
    String f = attributes.get("f");
    String g = attributes.get("g");
    return switch (kind) {
      case G -> activation.equals(g);
      case F -> activation.equals(f);
      case F_OR_G -> activation.equals(f) || activation.equals(g);
      case SAME_ACTIVATIONS -> f != null && f.equals(g);
      case DIFFERENT_ACTIVATIONS -> f != null && !f.equals(g);
      case SEVERAL_SAMPLES -> answer.batch() > 1;
      case ONE_SAMPLE -> answer.batch() == 1;
      case SEVERAL_OUTPUTS -> answer.outputs() > 1;
      case ONE_OUTPUT -> answer.outputs() == 1;
    };
  }

  /** Whether all of these were. */
  boolean holdsForAll(List<Observation> answers) {
    return count(answers) == answers.size();
  }

  private int count(List<Observation> answers) {
    int count = 0;
    for (Observation each : answers) {
      count += holds(each) ? 1 : 0;
    }
    return count;
  }

  /**
   * The circumstance of wrong answers.
   *
   * @param wrong of one quantity
   * @param all of the same quantity, those that are wrong too
   * @return null when there is none
   */
  static @Nullable Circumstance of(List<Observation> wrong, List<Observation> all) {
    for (String activation : List.of("relu", "sigmoid", "identity")) {
      for (Kind kind : List.of(Kind.G, Kind.F, Kind.F_OR_G)) {
        Circumstance each = new Circumstance(kind, activation);
        if (each.isJust(wrong, all)) {
          return each;
        }
      }
    }
    for (Kind kind : List.of(Kind.SAME_ACTIVATIONS, Kind.DIFFERENT_ACTIVATIONS)) {
      Circumstance each = new Circumstance(kind, "");
      if (each.isJust(wrong, all)) {
        return each;
      }
    }
    for (Circumstance each : SIZES) {
      if (each.isJust(wrong, all)) {
        return each;
      }
    }
    return null;
  }

  /**
   * The sizes that all wrong answers have in common, of right ones, too: where else nothing is
   * wrong.
   *
   * @param wrong of one quantity
   * @param right of the same quantity
   * @return null when there are none, or too few answers of either kind
   */
  static @Nullable Circumstance ofSizes(List<Observation> wrong, List<Observation> right) {
    for (Circumstance each : SIZES) {
      int elsewhere = right.size() - each.count(right);
      if (wrong.size() >= FEWEST && elsewhere >= FEWEST && each.holdsForAll(wrong)) {
        return each;
      }
    }
    return null;
  }

  private boolean isJust(List<Observation> wrong, List<Observation> all) {
    int meeting = count(all);
    return wrong.size() >= FEWEST
        && all.size() - meeting >= FEWEST
        && wrong.size() >= MOST * meeting
        && holdsForAll(wrong);
  }
}
