package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.scoring.Finding.CheckName;
import grader.scoring.Finding.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings of a run that are being put together, in the order of computation. */
final class Drafts {
  private static final int FORWARD_STEP = 0;
  private static final int BACKWARD_STEP = 5;
  private static final int HIDDEN_STEP = 6;

  private final RunAnswers answers;
  private final List<Draft> all = new ArrayList<>();

  Drafts(RunAnswers answers) {
    this.answers = answers;
  }

  List<Draft> all() {
    return all;
  }

  void add(Draft draft) {
    all.add(draft);
  }

  void remove(Draft draft) {
    all.remove(draft);
  }

  void replace(Draft draft, Draft other) {
    all.set(all.indexOf(draft), other);
  }

  /** A mistake that was found in several quantities apart is one mistake. */
  void mergeSame() {
    for (Draft each : List.copyOf(all)) {
      Draft first = each;
      for (Draft other : all) {
        if (other.isSameMistakeAs(each)) {
          first = other;
          break;
        }
      }
      if (first != each) {
        first.explain(List.copyOf(each.explains()));
        remove(each);
      }
    }
  }

  /** A finding of all wrong quantities of these answers; it is not added. */
  Draft draft(String id, Confidence confidence, Part part, List<Observation> explained) {
    Set<String> quantities = Observations.quantities(explained);
    List<String> inOrder = new ArrayList<>(PartNames.QUANTITIES);
    inOrder.retainAll(quantities);
    return draft(id, confidence, part, explained, inOrder);
  }

  /**
   * A finding of wrong answers; it is not added.
   *
   * @param quantities that it is about
   */
  Draft draft(
      String id,
      Confidence confidence,
      Part part,
      List<Observation> explained,
      List<String> quantities) {
    int step =
        switch (part) {
          case FORWARD -> FORWARD_STEP;
          case MSE -> quantities.contains("J") ? 1 : 2;
          case BCE -> quantities.contains("J") ? 3 : 4;
          case BACKWARD ->
              quantities.contains("dJdW2") || quantities.contains("dJdb2")
                  ? BACKWARD_STEP
                  : HIDDEN_STEP;
        };
    return new Draft(id, confidence, step)
        .word("loss", part == Part.BCE ? "bceLoss" : "mseLoss")
        .word("method", PartNames.function(part))
        .word("what", PartNames.joined(quantities))
        .word("is", PartNames.are(quantities))
        .explain(checks(explained))
        .numbers(WrongEntries.largest(visible(explained), explained));
  }

  private List<Observation> visible(List<Observation> explained) {
    List<Observation> visible = new ArrayList<>();
    for (Observation each : explained) {
      if (answers.isVisible(each.caseId())) {
        visible.add(each);
      }
    }
    return visible;
  }

  /** The checks of these answers that do not return what is expected. */
  List<CheckName> checks(List<Observation> explained) {
    List<CheckName> checks = new ArrayList<>();
    for (Observation each : explained) {
      CheckName name = new CheckName(each.caseId(), each.quantity());
      if (!answers.isExpected(name)) {
        checks.add(name);
      }
    }
    return checks;
  }

  /** The finding of an id; null when there is none. */
  @Nullable Draft find(String id) {
    return find(all, id);
  }

  /** The first of these with an id; null when there is none. */
  static @Nullable Draft find(List<Draft> drafts, String id) {
    for (Draft each : drafts) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    return null;
  }
}
