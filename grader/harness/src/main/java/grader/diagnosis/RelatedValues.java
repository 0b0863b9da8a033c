package grader.diagnosis;

import grader.oracle.Alternative.Part;
import grader.protocol.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How wrong values are made of the right ones, seen without a formula: they stand in other places,
 * are multiplied by another number in every case, or have something of the parameter added.
 */
final class RelatedValues {
  /** With fewer answers, nothing can be said. */
  private static final int FEWEST = 2;

  /** Fewer entries can be met by chance. */
  private static final int FEWEST_ENTRIES = 3;

  /** What one answer may be to what is right. */
  private enum Relation {
    FIRST_ROW,
    OTHER_PLACES,
    MULTIPLE,
    MULTIPLE_AS_ITS_GRADIENT
  }

  private final List<Observation> wrong;
  private final List<Observation> all;

  private RelatedValues(List<Observation> wrong, List<Observation> all) {
    this.wrong = wrong;
    this.all = all;
  }

  /**
   * What all wrong answers have in common.
   *
   * @param wrong answers of one quantity, all of right shape
   * @param all answers of the run
   * @return null when there is nothing
   */
  static @Nullable WrongPattern of(List<Observation> wrong, List<Observation> all) {
    return wrong.size() < FEWEST ? null : new RelatedValues(wrong, all).pattern();
  }

  private @Nullable WrongPattern pattern() {
    Observation first = wrong.get(0);
    boolean isOfSamples = first.quantity().equals("yHat") || first.quantity().equals("dJdyHat");
    boolean isSeen = isSeen();
    if (isOfSamples && isSeen && areAll(Relation.FIRST_ROW)) {
      return new WrongPattern("first-sample-for-all-rows", "");
    }
    if (isSeen && areAll(Relation.OTHER_PLACES)) {
      return new WrongPattern("other-places", "");
    }
    String less = oneLess();
    if (less != null) {
      String kind = first.quantity().equals("J") ? "loss" : "gradient";
      return new WrongPattern(kind + ".divided-by-one-less", less);
    }
    boolean isMultiplied =
        first.quantity().equals("J")
            ? areAll(Relation.MULTIPLE_AS_ITS_GRADIENT)
            : isSeen && areAll(Relation.MULTIPLE);
    if (isMultiplied && isOfDifferentFactors()) {
      return new WrongPattern("factor-of-case", factorWords());
    }
    return first.part() == Part.BACKWARD && isSeen && isParameterAdded()
        ? new WrongPattern("parameter-added", "")
        : null;
  }

  private boolean areAll(Relation relation) {
    for (Observation each : wrong) {
      boolean isRelated =
          switch (relation) {
            case FIRST_ROW -> isFirstRow(each);
            case OTHER_PLACES -> isInOtherPlaces(each);
            case MULTIPLE -> isMultiple(each);
            case MULTIPLE_AS_ITS_GRADIENT -> isMultipliedAsItsGradient(each);
          };
      if (!isRelated) {
        return false;
      }
    }
    return true;
  }

  /** Whether there are enough entries in two of the answers. */
  private boolean isSeen() {
    int seen = 0;
    for (Observation each : wrong) {
      seen += each.actual().size() >= FEWEST_ENTRIES ? 1 : 0;
    }
    return seen >= FEWEST;
  }

  private static boolean isFirstRow(Observation each) {
    Tensor right = each.right();
    if (right == null || right.rank() != 2) {
      return false;
    }
    double[] values = right.toArray();
    int columns = right.extent(1);
    for (int i = columns; i < values.length; i++) {
      values[i] = values[i % columns];
    }
    return each.isGivenBy(Tensor.of(right.shape(), values), 1);
  }

  private static boolean isInOtherPlaces(Observation each) {
    Tensor right = each.right();
    if (right == null || !WrongEntries.isFinite(each.actual()) || !WrongEntries.isFinite(right)) {
      return false;
    }
    double[] sorted = right.toArray();
    double[] actual = each.actual().toArray();
    Place[] places = places(actual);
    Arrays.sort(sorted);
    double[] moved = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      moved[places[i].index()] = sorted[i];
    }
    return each.isGivenBy(Tensor.of(right.shape(), moved), 1);
  }

  /** Where an element stands. */
  private record Place(double element, int index) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Double.compare(element, other.element);
    }
  }

  /** The places of the elements, the smallest element first. */
  private static Place[] places(double[] elements) {
    Place[] places = new Place[elements.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = new Place(elements[i], i);
    }
    Arrays.sort(places);
    return places;
  }

  /** Of what one less is divided by, in every case; null when it is not so. */
  private @Nullable String oneLess() {
    if (wrong.get(0).part() != Part.MSE && wrong.get(0).part() != Part.BCE) {
      return null;
    }
    boolean isOfElements = true;
    boolean isOfSamples = true;
    for (Observation each : wrong) {
      isOfElements &= isLess(each, (double) each.batch() * each.outputs());
      isOfSamples &= isLess(each, each.batch());
    }
    return isOfElements ? "elements" : isOfSamples ? "samples" : null;
  }

  private static boolean isLess(Observation each, double count) {
    Tensor right = each.right();
    // Divided by zero, what is wrong is infinite or NaN.
    return right != null
        && (count == 1
            ? !WrongEntries.isFinite(each.actual())
            : Fit.isClose(right, each.actual(), count / (count - 1)));
  }

  private static double ratio(Observation each) {
    Tensor right = each.right();
    return right == null ? Double.NaN : Fit.ratio(right, each.actual());
  }

  private static boolean isMultiple(Observation each) {
    Tensor right = each.right();
    return right != null && !Fit.isZero(each.actual()) && each.isGivenBy(right, ratio(each));
  }

  /**
   * One number is always another one times something: whether it is what dJ/dŷ is multiplied by.
   */
  private boolean isMultipliedAsItsGradient(Observation loss) {
    for (Observation each : all) {
      if (each.caseId().equals(loss.caseId()) && each.quantity().equals("dJdyHat")) {
        return each.hasRightShape() && isMultiple(each) && is(ratio(each), ratio(loss));
      }
    }
    return false;
  }

  private boolean isOfDifferentFactors() {
    double one = ratio(wrong.get(0));
    for (Observation each : wrong) {
      if (Math.abs(ratio(each) - one) > Fit.CLOSE * Math.abs(one)) {
        return true;
      }
    }
    return false;
  }

  private String factorWords() {
    boolean isOfLengthOne = true;
    boolean isOfLoss = true;
    for (Observation each : wrong) {
      isOfLengthOne &= is(1, length(each.actual()));
      Tensor loss = right(each.caseId(), "J");
      isOfLoss &= loss != null && is(loss.get(0), ratio(each));
    }
    if (isOfLengthOne) {
      return "the values are scaled to length 1";
    }
    if (isOfLoss) {
      return "the factor is J";
    }
    if (wrong.stream().allMatch(each -> is(1 / shareOfOnes(each), ratio(each)))) {
      return "it is divided by how many labels are one, and not by how many there are";
    }
    for (String size : List.of("hidden", "in", "out", "batch")) {
      if (wrong.stream().allMatch(each -> is(1.0 / extent(each, size), ratio(each)))) {
        return "the factor is 1 / " + size;
      }
      if (wrong.stream().allMatch(each -> is(extent(each, size), ratio(each)))) {
        return "the factor is " + size;
      }
    }
    return "it depends on more than batch and out";
  }

  private @Nullable Tensor right(String caseId, String quantity) {
    for (Observation each : all) {
      if (each.caseId().equals(caseId) && each.quantity().equals(quantity)) {
        return each.right();
      }
    }
    return null;
  }

  private static boolean is(double expected, double actual) {
    return Math.abs(expected - actual) <= Fit.CLOSE * Math.abs(expected);
  }

  private static double extent(Observation each, String size) {
    if (size.equals("out") || size.equals("batch")) {
      return size.equals("out") ? each.outputs() : each.batch();
    }
    Tensor weights = each.question().tensors().get("W1");
    return weights == null ? Double.NaN : weights.extent(size.equals("hidden") ? 0 : 1);
  }

  /**
   * Of the labels, how much is one, or nearer to one than to zero; NaN where there are no labels.
   */
  private static double shareOfOnes(Observation each) {
    Tensor labels = each.question().tensors().get("y");
    if (labels == null || each.part() != Part.BCE) {
      return Double.NaN;
    }
    int ones = 0;
    for (int i = 0; i < labels.size(); i++) {
      ones += labels.get(i) > 0.5 ? 1 : 0;
    }
    // Who divides by their number has to do something where there are none.
    return Math.max(ones, 1.0) / labels.size();
  }

  private static double length(Tensor tensor) {
    double sum = 0;
    for (int i = 0; i < tensor.size(); i++) {
      sum += tensor.get(i) * tensor.get(i);
    }
    return Math.sqrt(sum);
  }

  /** Whether the difference is the same multiple of the parameter in every case. */
  private boolean isParameterAdded() {
    double common = Double.NaN;
    for (Observation each : wrong) {
      Tensor parameter = each.question().tensors().get(each.quantity().substring("dJd".length()));
      Tensor right = each.right();
      if (parameter == null || right == null || !parameter.hasShapeOf(right)) {
        return false;
      }
      double[] difference = each.actual().toArray();
      for (int i = 0; i < difference.length; i++) {
        difference[i] -= right.get(i);
      }
      Tensor rest = Tensor.of(right.shape(), difference);
      double multiple = Fit.ratio(parameter, rest);
      common = Double.isNaN(common) ? multiple : common;
      if (!Fit.isClose(parameter, rest, common)) {
        return false;
      }
    }
    return true;
  }
}
