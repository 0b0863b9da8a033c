package grader.diagnosis;

import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All that a part returned as one quantity, and how much of it mistakes give. */
final class QuantityAnswers {
  private final Predictions predictions;
  private final String quantity;
  private final List<Observation> wrong;
  private final List<Observation> right;
  private final Set<String> known;

  /** What has to be computed comes last: most mistakes have ended by then. */
  private final List<Observation> cheapestFirst;

  /** Null until somebody asks. */
  private @Nullable List<Observation> untouched;

  /**
   * Answers.
   *
   * @param quantity its name
   * @param wrong the wrong answers
   * @param right the right answers, which a mistake should leave as they are
   * @param known mistakes that the part has beside
   */
  QuantityAnswers(
      Predictions predictions,
      String quantity,
      List<Observation> wrong,
      List<Observation> right,
      Set<String> known) {
    this.predictions = predictions;
    this.quantity = quantity;
    this.wrong = wrong;
    this.right = right;
    this.known = known;
    this.cheapestFirst = new ArrayList<>();
    addTo(cheapestFirst, true);
    addTo(cheapestFirst, false);
  }

  private void addTo(List<Observation> some, boolean hasRightInputs) {
    for (Observation each : wrong) {
      if (each.hasRightInputs() == hasRightInputs) {
        some.add(each);
      }
    }
  }

  String quantity() {
    return quantity;
  }

  List<Observation> wrong() {
    return wrong;
  }

  Set<String> known() {
    return known;
  }

  /** The same beside the same mistakes, of a few wrong answers alone. */
  QuantityAnswers only(List<Observation> few) {
    return new QuantityAnswers(predictions, quantity, few, List.of(), known);
  }

  /** What the part would have returned with mistakes; null when it is not known. */
  @Nullable Tensor predicted(Set<String> mistakes, Observation each) {
    return predictions.predicted(mistakes, each, known);
  }

  /** Of the wrong answers, those to questions where mistakes that are known change nothing. */
  List<Observation> untouched() {
    if (untouched == null) {
      untouched = new ArrayList<>();
      for (Observation each : known.isEmpty() ? List.<Observation>of() : wrong) {
        if (each.hasRightInputs() && predictions.isUntouched(each, known)) {
          untouched.add(each);
        }
      }
    }
    return untouched;
  }

  /** Whether forward, too, answers the same there with the mistakes that are known. */
  boolean isForwardUntouched(Observation each) {
    return predictions.isForwardUntouched(each, known);
  }

  /** What the part would have returned with these mistakes alone; null when it is not known. */
  @Nullable Tensor predictedAlone(Set<String> mistakes, Observation each) {
    return predictions.predicted(mistakes, each, Set.of());
  }

  /** Whether mistakes make one of the wrong answers another one than it is without them. */
  boolean isAnyChanged(Set<String> mistakes) {
    for (Observation each : wrong) {
      if (isChanged(mistakes, each)) {
        return true;
      }
    }
    return false;
  }

  /** Whether mistakes make an answer another one than it is without them. */
  boolean isChanged(Set<String> mistakes, Observation each) {
    return predictions.isChanged(mistakes, each, known);
  }

  /**
   * The factor by which a tensor is nearest to what was returned. Where nothing is finite there is
   * none, but both may be infinite or NaN alike: 1.
   */
  static double ratio(Tensor predicted, Tensor actual) {
    double fitted = Fit.ratio(predicted, actual);
    return Double.isNaN(fitted) ? 1 : fitted;
  }

  boolean areAllGivenBy(Candidate candidate) {
    return candidate.contradictions() == 0 && candidate.given().size() == wrong.size();
  }

  /**
   * What mistakes give, times the factor with which they give most.
   *
   * @param isTransposed whether rows and columns are exchanged beside
   * @param needed how many of the wrong answers have to come out
   * @return null when fewer do, or the mistakes and the factor change nothing
   */
  @Nullable Candidate candidate(Set<String> mistakes, boolean isTransposed, double needed) {
    List<Factor.Seen> ratios = new ArrayList<>();
    int left = wrong.size();
    for (Observation each : cheapestFirst) {
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
      double ratio =
          predicted == null || !each.isNearMultipleOf(predicted)
              ? Double.NaN
              : ratio(predicted, each.actual());
      if (predicted != null && !Double.isNaN(ratio) && each.isGivenBy(predicted, ratio)) {
        ratios.add(new Factor.Seen(ratio, each.batch(), each.outputs(), each.actual().size() == 1));
      } else if (--left < needed) {
        return null;
      }
    }
    boolean isNothing = mistakes.isEmpty() && !isTransposed;
    Factor factor = ratios.isEmpty() ? null : Factor.of(ratios, isNothing ? ones() : List.of());
    if (factor == null || (isNothing && factor.isOne())) {
      return null;
    }
    List<Observation> given = new ArrayList<>();
    for (Observation each : wrong) {
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
      if (predicted != null && each.isGivenBy(predicted, factor.at(each.batch(), each.outputs()))) {
        given.add(each);
      }
    }
    int contradictions = 0;
    for (Observation each : given.isEmpty() ? List.<Observation>of() : right) {
      Tensor predicted = predictions.predicted(mistakes, isTransposed, each, known);
      double value = factor.at(each.batch(), each.outputs());
      contradictions +=
          predicted != null
                  && (Fit.isClose(predicted, each.actual(), value)
                      || each.accepts(Fit.scaled(predicted, value)))
              ? 0
              : 1;
    }
    return new Candidate(mistakes, factor, isTransposed, given, contradictions);
  }

  /** What is right shows that a factor is 1 there. */
  private List<Factor.Seen> ones() {
    List<Factor.Seen> ones = new ArrayList<>();
    for (Observation each : right) {
      // A check that takes several answers may take one that is multiplied by something.
      boolean isExact = each.right() != null && Fit.isClose(each.right(), each.actual(), 1);
      if (isExact && !Fit.isZero(each.actual()) && WrongEntries.isFinite(each.actual())) {
        ones.add(new Factor.Seen(1, each.batch(), each.outputs(), each.actual().size() == 1));
      }
    }
    return ones;
  }
}
