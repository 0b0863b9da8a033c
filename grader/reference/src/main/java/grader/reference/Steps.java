package grader.reference;

import grader.protocol.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The steps in which a question is answered with one mistake after another. A step that the others'
 * mistakes do not touch is computed once.
 *
 * <p>Nobody has to say which mistakes touch which step: what a step is, is decided by its inputs
 * and by the mistakes that it asks for. Where both are the same, so is what comes out.
 */
final class Steps {
  private final Mistakes common;
  private final Map<String, Step> steps = new HashMap<>();
  private boolean isKept;

  /** What is being computed to be kept; null when nothing is. */
  private @Nullable Begun begun;

  /**
   * Steps of which none is done, or kept.
   *
   * @param common the mistakes that most of the answers make, none perhaps
   */
  Steps(Mistakes common) {
    this.common = common;
  }

  /**
   * From now on what is computed is kept for the answers that follow, which takes a record of all
   * that is asked for: too long for one answer alone.
   */
  void keepAll() {
    isKept = true;
  }

  /** A step as the common mistakes have it. */
  private static final class Step {
    final double[][] result;
    private final Object[] inputs;
    private @Nullable Tensor tensor;

    /** The mistakes that it asked for. */
    final Set<Mistake> asked;

    Step(Object[] inputs, Set<Mistake> asked, double[][] result) {
      this.inputs = inputs;
      this.asked = asked;
      this.result = result;
    }

    /** Whether these are the very same inputs. */
    boolean isOf(Object[] others) {
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] != others[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** A step of which it is written down what it asks for. */
  private static final class Begun {
    private final String name;
    private final Object[] inputs;
    private final Set<Mistake> asked;

    Begun(String name, Object[] inputs, Set<Mistake> asked) {
      this.name = name;
      this.inputs = inputs;
      this.asked = asked;
    }

    Step end(double[][] result) {
      return new Step(inputs, asked, result);
    }
  }

  /**
   * What a step gave.
   *
   * <p>In place of a function that computes it: in a run that is over soon, the JVM would take
   * longer to make the functions than to compute.
   *
   * @param name of this step alone
   * @param inputs what the computation reads, beside the mistakes nothing else; as many for every
   *     step of this name
   * @return null when it has to be computed, and given to {@link #keep} before the next step
   */
  double @Nullable [][] done(String name, Mistakes mistakes, Object... inputs) {
    begun = null;
    if (!isKept) {
      return null;
    }
    Step done = steps.get(name);
    if (done == null) {
      begun = new Begun(name, inputs, mistakes.record());
      return null;
    }
    return done.isOf(inputs) && !mistakes.differIn(done.asked, common) ? done.result : null;
  }

  /**
   * Keeps what the last step gave that was not done.
   *
   * @param result nobody changes it afterwards
   * @return the same
   */
  double[][] keep(double[][] result, Mistakes mistakes) {
    if (begun != null) {
      mistakes.endOfRecord();
      if (!mistakes.differIn(begun.asked, common)) {
        steps.put(begun.name, begun.end(result));
      }
    }
    return result;
  }

  /**
   * What a step gave, as a tensor of rank 2.
   *
   * @param result of the step of this name
   */
  Tensor matrix(String name, double[][] result) {
    return tensor(name, result, false);
  }

  /** The same of rank 1, of the only row. */
  Tensor vector(String name, double[][] row) {
    return tensor(name, row, true);
  }

  private Tensor tensor(String name, double[][] result, boolean isVector) {
    Step done = steps.get(name);
    Step same = done != null && done.result == result ? done : null;
    Tensor tensor = same == null ? null : same.tensor;
    if (tensor == null) {
      tensor = isVector ? Tensor.vector(result[0]) : Matrices.tensor(result);
      if (same != null) {
        same.tensor = tensor;
      }
    }
    return tensor;
  }
}
