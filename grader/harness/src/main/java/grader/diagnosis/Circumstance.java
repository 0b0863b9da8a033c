package grader.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What all wrong answers have in common, and right ones have not: an activation, or a size.
 *
 * @param activation as the case files call it; empty when it is a size
 * @param words such as {@code f is RELU}
 * @param condition whether it holds for an answer
 */
record Circumstance(String activation, String words, Predicate<Observation> condition) {
  /** With fewer answers of either kind, nothing can be said. */
  private static final int FEWEST = 2;

  /** A mistake may give the right numbers by chance, as where everything is zero. */
  private static final double MOST = 0.7;

  private static final List<Circumstance> SIZES =
      List.of(
          new Circumstance("", "the batch has more than one sample", each -> each.batch() > 1),
          new Circumstance("", "the batch has one sample", each -> each.batch() == 1),
          new Circumstance("", "there is more than one output", each -> each.outputs() > 1),
          new Circumstance("", "there is one output", each -> each.outputs() == 1));

  private static final Map<String, String> ACTIVATIONS =
      Map.of("relu", "ReLU", "sigmoid", "the sigmoid", "identity", "the identity");

  /** What an activation is called in a sentence. */
  String spokenActivation() {
    return ACTIVATIONS.getOrDefault(activation, activation);
  }

  /** As in: This happens only where g is RELU. */
  String sentence() {
    return "This happens only where " + words + ".";
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
      Predicate<Observation> isF = each -> activation.equals(each.question().attributes().get("f"));
      Predicate<Observation> isG = each -> activation.equals(each.question().attributes().get("g"));
      if (isJust(wrong, all, isG)) {
        return new Circumstance(activation, "g is " + activation.toUpperCase(Locale.ROOT), isG);
      }
      if (isJust(wrong, all, isF)) {
        return new Circumstance(activation, "f is " + activation.toUpperCase(Locale.ROOT), isF);
      }
      if (isJust(wrong, all, isF.or(isG))) {
        return new Circumstance(
            activation, "f or g is " + activation.toUpperCase(Locale.ROOT), isF.or(isG));
      }
    }
    for (boolean isSame : List.of(true, false)) {
      Predicate<Observation> condition = each -> hasActivations(each, isSame);
      if (isJust(wrong, all, condition)) {
        return new Circumstance(
            "", isSame ? "f and g are the same" : "f and g are different", condition);
      }
    }
    for (Circumstance each : SIZES) {
      if (isJust(wrong, all, each.condition())) {
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
      long elsewhere = right.stream().filter(each.condition().negate()).count();
      if (wrong.size() >= FEWEST
          && elsewhere >= FEWEST
          && wrong.stream().allMatch(each.condition())) {
        return each;
      }
    }
    return null;
  }

  private static boolean hasActivations(Observation each, boolean areSame) {
    Map<String, String> attributes = each.question().attributes();
    String f = attributes.get("f");
    return f != null && f.equals(attributes.get("g")) == areSame;
  }

  private static boolean isJust(
      List<Observation> wrong, List<Observation> all, Predicate<Observation> condition) {
    long meeting = all.stream().filter(condition).count();
    return wrong.size() >= FEWEST
        && all.size() - meeting >= FEWEST
        && wrong.stream().allMatch(condition)
        && wrong.size() >= MOST * meeting;
  }
}
