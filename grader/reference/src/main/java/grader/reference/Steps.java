package grader.reference;

import grader.protocol.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
  void keep() {
    isKept = true;
  }

  /** What is computed: of nothing but the inputs that are named beside it and the mistakes. */
  interface Computation {
    /**
     * Computes.
     *
     * @return nobody changes it afterwards
     * @throws ImpossibleException when the mistakes are impossible
     */
    double[][] compute() throws ImpossibleException;
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

  /**
   * One step.
   *
   * @param name of this step alone
   * @param inputs what the computation reads, as many for every step of this name
   */
  double[][] of(String name, Mistakes mistakes, Computation computation, Object... inputs)
      throws ImpossibleException {
    if (!isKept) {
      return computation.compute();
    }
    Step done = steps.get(name);
    if (done != null) {
      boolean isSame = done.isOf(inputs) && !mistakes.differIn(done.asked, common);
      return isSame ? done.result : computation.compute();
    }
    Set<Mistake> asked = mistakes.record();
    try {
      double[][] result = computation.compute();
      if (!mistakes.differIn(asked, common)) {
        steps.put(name, new Step(inputs, asked, result));
      }
      return result;
    } finally {
      mistakes.endOfRecord();
    }
  }

  /**
   * What a step gave, as a tensor.
   *
   * @param result of the step of this name
   */
  Tensor tensor(String name, double[][] result, Function<double[][], Tensor> conversion) {
    Step done = steps.get(name);
    if (done == null || done.result != result) {
      return conversion.apply(result);
    }
    Tensor tensor = done.tensor;
    if (tensor == null) {
      tensor = conversion.apply(result);
      done.tensor = tensor;
    }
    return tensor;
  }
}
