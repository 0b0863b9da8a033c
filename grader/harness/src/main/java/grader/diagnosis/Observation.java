package grader.diagnosis;

import grader.checking.Checker;
import grader.checking.Tolerance;
import grader.oracle.Alternative.Part;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tensor that a part of a submission returned for inputs that are known: in a chain of steps,
 * what the submission's own earlier steps returned. So each part is judged by itself.
 *
 * <p>Each is made once, and is found again in lists and sets by its identity. What takes long to
 * find out of it is found out once.
 */
final class Observation {
  /** By how many numbers the question has. */
  static final Comparator<Observation> SMALLEST_FIRST = new SmallestFirst();

  /** Of what is wrong, how much a mistake may leave open. */
  private static final double ROUNDING = 0.02;

  private final String caseId;
  private final Part part;
  private final String quantity;
  private final CaseRequest question;
  private final Tensor actual;
  private final @Nullable Tensor right;
  private final boolean hasRightInputs;
  private final Tolerance tolerance;
  private final boolean isSmall;

  /** Null until somebody asks. */
  private @Nullable Boolean isAccepted;

  /** How many numbers the question has; -1 until somebody asks. */
  private int size = -1;

  /**
   * What is answered to the question beside mistakes that are known; null until it is looked up.
   */
  private Predictions.@Nullable Asked asked;

  private Set<String> askedBeside = Set.of();

  /** How far it is from what is right; NaN until somebody asks. */
  private double error = Double.NaN;

  /** Null until somebody asks. */
  private Fit.@Nullable TwoEntries largest;

  /**
   * An observation.
   *
   * @param caseId the case
   * @param part what returned it
   * @param quantity its name
   * @param question what the part alone was asked
   * @param actual what it returned: of any shape
   * @param right what a right part returns for these inputs; null when nobody knows
   * @param hasRightInputs whether it was given what right parts before it return
   * @param tolerance of the check
   * @param isSmall whether it costs little to compute
   */
  Observation(
      String caseId,
      Part part,
      String quantity,
      CaseRequest question,
      Tensor actual,
      @Nullable Tensor right,
      boolean hasRightInputs,
      Tolerance tolerance,
      boolean isSmall) {
    this.caseId = caseId;
    this.part = part;
    this.quantity = quantity;
    this.question = question;
    this.actual = actual;
    this.right = right;
    this.hasRightInputs = hasRightInputs;
    this.tolerance = tolerance;
    this.isSmall = isSmall;
  }

  /**
   * The same answer, of which something else is right.
   *
   * @param other null when nobody knows
   * @param isCheap whether that costs little to compute
   */
  Observation judgedBy(@Nullable Tensor other, boolean isCheap) {
    return new Observation(
        caseId, part, quantity, question, actual, other, hasRightInputs, tolerance, isCheap);
  }

  private static final class SmallestFirst implements Comparator<Observation> {
    @Override
    public int compare(Observation one, Observation other) {
      return Integer.compare(one.size(), other.size());
    }
  }

  String caseId() {
    return caseId;
  }

  Part part() {
    return part;
  }

  String quantity() {
    return quantity;
  }

  CaseRequest question() {
    return question;
  }

  /** How many numbers the question has. */
  int size() {
    if (size < 0) {
      size = Observations.size(question);
    }
    return size;
  }

  /** The question beside these very mistakes, when it was looked up for them last. */
  Predictions.@Nullable Asked asked(Set<String> known) {
    return askedBeside == known ? asked : null;
  }

  void ask(Set<String> known, Predictions.Asked found) {
    askedBeside = known;
    asked = found;
  }

  Tensor actual() {
    return actual;
  }

  @Nullable Tensor right() {
    return right;
  }

  boolean hasRightInputs() {
    return hasRightInputs;
  }

  boolean isSmall() {
    return isSmall;
  }

  /** Whether this part is wrong by itself. */
  boolean isWrong() {
    return right != null && !isAccepted();
  }

  /** Whether a right part is known, and this one is as it is. */
  boolean isRight() {
    return right != null && isAccepted();
  }

  private boolean isAccepted() {
    if (isAccepted == null) {
      isAccepted = accepts(actual);
    }
    return isAccepted;
  }

  /**
   * Whether what was returned is this tensor times a factor, but for rounding. Something small that
   * is wrong beside large numbers that are right is no rounding, and has to be given as well.
   */
  boolean isGivenBy(Tensor predicted, double factor) {
    return Fit.isClose(predicted, actual, factor)
        && (right == null || Fit.distance(predicted, actual, factor) <= ROUNDING * error(right));
  }

  /**
   * Whether what was returned can be a tensor times some number, but for rounding: by two entries,
   * with which nearly all tensors end that hundreds of mistakes give.
   */
  boolean isNearMultipleOf(Tensor predicted) {
    if (largest == null) {
      largest = Fit.TwoEntries.largest(actual);
    }
    return actual.hasShapeOf(predicted) && largest.areNearMultiplesIn(predicted);
  }

  private double error(Tensor known) {
    if (Double.isNaN(error)) {
      error = Fit.distance(known, actual, 1);
    }
    return error;
  }

  /** Whether the check would take this tensor. */
  boolean accepts(Tensor tensor) {
    return right != null && Checker.accepts(right, tensor, tolerance);
  }

  /** Whether the case is one of extreme values. */
  boolean isAtEdge() {
    return Observations.isAtEdge(caseId);
  }

  boolean hasRightShape() {
    return right != null && actual.hasShapeOf(right);
  }

  /** Whether rows and columns are exchanged; of as many rows as columns one cannot tell. */
  boolean isTransposed() {
    return right != null
        && right.rank() == 2
        && actual.rank() == 2
        && actual.hasShapeOf(Fit.transposed(right));
  }

  /**
   * Whether it has neither the shape of what is right, nor that with rows and columns exchanged.
   */
  boolean isOfWrongShape() {
    return right != null && !hasRightShape() && !isTransposed();
  }

  /** The number of samples. */
  int batch() {
    return extent(0);
  }

  /** The number of outputs. */
  int outputs() {
    return extent(1);
  }

  private int extent(int axis) {
    Tensor y = question.tensors().get("y");
    if (y != null) {
      return y.extent(axis);
    }
    Tensor other = question.tensors().get(axis == 0 ? "x" : "b2");
    return other == null ? 1 : other.extent(0);
  }
}
