package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A finding that is being put together. */
final class Draft {
  private final String id;
  private final Confidence confidence;
  private final int step;
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Set<CheckName> explains = new LinkedHashSet<>();

  /** Of what it explains. */
  private final Set<String> quantities = new HashSet<>();

  private final Set<CheckName> follows = new LinkedHashSet<>();
  private String evidence = "";
  private String numbers = "";

  /**
   * A finding.
   *
   * @param id of the mistake
   * @param step where it stands in the order of computation, from 0 for the first
   */
  Draft(String id, Confidence confidence, int step) {
    this.id = id;
    this.confidence = confidence;
    this.step = step;
  }

  /** The same of another mistake. */
  Draft renamed(String other, Confidence sure) {
    Draft draft = new Draft(other, sure, step).evidence(evidence).numbers(numbers);
    draft.words.putAll(words);
    draft.explain(List.copyOf(explains));
    draft.follows.addAll(follows);
    return draft;
  }

  String id() {
    return id;
  }

  Confidence confidence() {
    return confidence;
  }

  int step() {
    return step;
  }

  Draft word(String name, String value) {
    words.put(name, value);
    return this;
  }

  /** What a word stands for; empty when it is not given. */
  String word(String name) {
    return words.getOrDefault(name, "");
  }

  Map<String, String> words() {
    return words;
  }

  Draft evidence(String sentence) {
    evidence = sentence;
    return this;
  }

  String evidence() {
    return evidence;
  }

  Draft numbers(String sentence) {
    numbers = sentence;
    return this;
  }

  String numbers() {
    return numbers;
  }

  Draft explain(List<CheckName> checks) {
    for (CheckName each : checks) {
      explain(each);
    }
    return this;
  }

  void explain(CheckName check) {
    explains.add(check);
    quantities.add(check.checkId());
  }

  void follow(CheckName check) {
    if (!explains.contains(check)) {
      follows.add(check);
    }
  }

  Set<CheckName> explains() {
    return explains;
  }

  Set<CheckName> follows() {
    return follows;
  }

  /** Whether it is about this quantity of a part, and not about another one. */
  boolean isOf(String quantity, Part part) {
    if (part == Part.FORWARD) {
      return id.startsWith("forward.");
    }
    if (part == Part.BACKWARD) {
      return id.startsWith("backward.") && quantities.contains(quantity);
    }
    String loss = part == Part.BCE ? "bce." : "mse.";
    boolean isOfOther = id.startsWith(loss + (quantity.equals("J") ? "gradient." : "loss."));
    return (id.startsWith(loss) || id.startsWith("loss.")) && !isOfOther;
  }

  /**
   * Whether what it is about is an input of a part.
   *
   * @param isBce whether the loss is BCE
   */
  boolean isBefore(Part part, boolean isBce) {
    if (part == Part.FORWARD) {
      return false;
    }
    boolean isLoss =
        (id.startsWith(isBce ? "bce." : "mse.") && !id.contains(".loss."))
            || id.startsWith("loss.");
    return id.startsWith("forward.") || (part == Part.BACKWARD && isLoss);
  }

  /**
   * Whether the mistake is the same, in the same place and form. What is seen in one quantity alone
   * may leave open in which layer it is.
   */
  boolean isSameMistakeAs(Draft other) {
    boolean isInSameLayer =
        word("layer").equals(other.word("layer")) || other.word("layer").isEmpty();
    return id.equals(other.id)
        && !isOnlyFacts()
        && !word("what").isEmpty()
        && isInSameLayer
        && word("form").equals(other.word("form"));
  }

  /** Whether it says that something is wrong, and no more. */
  boolean isOnlyFacts() {
    return confidence == Confidence.LOW;
  }

  /** Whether another one is about an input of what this one is about. */
  boolean isBehind(Draft other) {
    boolean isBce =
        id.startsWith("bce.") || (!id.startsWith("mse.") && other.id.startsWith("bce."));
    if (other.isOfAliasing()) {
      // What forward has returned it may have kept for backward.
      return other.id.substring(0, other.id.indexOf('.')).equals(id.substring(0, id.indexOf('.')))
          || (other.id.endsWith(".changes-yHat") && id.startsWith("backward."));
    }
    return (isLoss() && other.isBefore(isBce ? Part.BCE : Part.MSE, isBce))
        || (id.startsWith("backward.") && other.isBefore(Part.BACKWARD, isBce));
  }

  /** Whether it says that a method changes what it was given, or what it has kept. */
  private boolean isOfAliasing() {
    return id.contains(".changes-") || id.equals("backward.corrupts-cache");
  }

  /** Whether it says that a method changes what its caller or another method still uses. */
  boolean isOfArguments() {
    return isOfAliasing() && !id.endsWith("-parameters");
  }

  /** Whether its id is that of a loss; the mistake may be in backward as well. */
  boolean isLoss() {
    return id.startsWith("mse.") || id.startsWith("bce.") || id.startsWith("loss.");
  }

  /** The checks of both lists. */
  List<CheckName> checks() {
    List<CheckName> all = new ArrayList<>(explains);
    all.addAll(follows);
    return all;
  }
}
