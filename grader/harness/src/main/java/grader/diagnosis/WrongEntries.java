package grader.diagnosis;

import grader.protocol.Tensor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The facts of wrong answers: where they differ, and by how much. */
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

  /** The places of the entries that are wrong; of an answer of another shape, none. */
  static List<Integer> of(Observation each) {
    Tensor right = each.right();
    List<Integer> wrong = new ArrayList<>();
    if (right == null || !each.hasRightShape()) {
      return wrong;
    }
    for (int i = 0; i < right.size(); i++) {
      double difference = Math.abs(each.actual().get(i) - right.get(i));
      boolean isEqual = each.actual().get(i) == right.get(i);
      if (!isEqual && !(difference <= 1e-4 * Math.abs(right.get(i)) + 1e-9)) {
        wrong.add(i);
      }
    }
    return wrong;
  }

  /** In how many answers which entries are wrong, without any value. */
  static String describe(List<Observation> wrong, int answers) {
    List<String> quantities = List.copyOf(Observations.quantities(wrong));
    return "%s %s wrong in %s of %s answers%s."
        .formatted(
            PartNames.joined(quantities),
            PartNames.are(quantities),
            wrong.size(),
            answers,
            quantities.equals(List.of("J")) ? "" : ": " + places(wrong));
  }

  /** Which entries are wrong, such as {@code the last row}; the two places met most often. */
  static String places(List<Observation> wrong) {
    Groups<String, Observation> byPlace = new Groups<>();
    for (Observation each : wrong) {
      byPlace.add(place(each), each);
    }
    List<String> places = new ArrayList<>(byPlace.byKey().keySet());
    if (places.size() > 1 && Set.of("every entry", "some entries").containsAll(places)) {
      return "some entries, or all of them";
    }
    String most = mostOften(places, byPlace);
    places.remove(most);
    return places.isEmpty() ? most : "often " + most + ", sometimes " + mostOften(places, byPlace);
  }

  /** The first of those that are met most often. */
  private static String mostOften(List<String> places, Groups<String, Observation> byPlace) {
    String most = places.get(0);
    for (String each : places) {
      most = byPlace.of(each).size() > byPlace.of(most).size() ? each : most;
    }
    return most;
  }

  private static String place(Observation each) {
    Tensor right = each.right();
    if (right == null || right.size() == 1) {
      return "the value itself";
    }
    List<Integer> wrong = of(each);
    if (wrong.size() == right.size()) {
      return "every entry";
    }
    if (right.rank() != 2) {
      return wrong.size() > 1 ? "some entries" : place(Set.copyOf(wrong), right.size(), "entry");
    }
    if (wrong.size() == 1) {
      return "one entry";
    }
    int columns = right.extent(1);
    Set<Integer> wrongRows = new LinkedHashSet<>();
    Set<Integer> wrongColumns = new LinkedHashSet<>();
    for (int entry : wrong) {
      wrongRows.add(entry / columns);
      wrongColumns.add(entry % columns);
    }
    boolean isOfRows = wrong.size() == wrongRows.size() * columns;
    boolean isOfColumns = wrong.size() == wrongColumns.size() * right.extent(0);
    return isOfRows
        ? place(wrongRows, right.extent(0), "row")
        : isOfColumns ? place(wrongColumns, columns, "column") : "some entries";
  }

  private static String place(Set<Integer> wrong, int count, String name) {
    if (wrong.size() > 1) {
      return "some " + name + "s";
    }
    return wrong.contains(0)
        ? "the first " + name
        : wrong.contains(count - 1) ? "the last " + name : "one " + name;
  }

  /**
   * The largest difference, with its values: of a case that students see, or else of an ordinary
   * one, when there is any.
   *
   * @param visible those of the wrong ones that students see
   */
  static String largest(List<Observation> visible, List<Observation> wrong) {
    List<Observation> shown = visible.isEmpty() ? ordinary(wrong) : visible;
    Observation worst = null;
    int place = 0;
    double largest = -1;
    for (Observation each : shown.isEmpty() ? wrong : shown) {
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
          worst = each;
          place = i;
        }
      }
    }
    return worst == null ? "" : sentence(worst, place);
  }

  private static List<Observation> ordinary(List<Observation> wrong) {
    List<Observation> ordinary = new ArrayList<>();
    for (Observation each : wrong) {
      if (!each.isAtEdge()) {
        ordinary.add(each);
      }
    }
    return ordinary;
  }

  private static String sentence(Observation each, int place) {
    Tensor right = Objects.requireNonNull(each.right());
    return "In %s, %s%s is %s and should be %s."
        .formatted(
            each.caseId(),
            each.quantity(),
            right.indexText(place),
            number(each.actual().get(place)),
            number(right.get(place)));
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? Double.toString(new BigDecimal(value).round(SIX_DIGITS).doubleValue())
        : Double.toString(value);
  }
}
