package grader.reference;

import grader.protocol.Tensor;
import java.util.function.Function;

/** The steps of one network: what its activations are counts among their inputs. */
final class NetworkSteps {
  private final Steps steps;
  private final Mistakes mistakes;
  private final WrongActivation f;
  private final WrongActivation g;

  NetworkSteps(Steps steps, Mistakes mistakes, WrongActivation f, WrongActivation g) {
    this.steps = steps;
    this.mistakes = mistakes;
    this.f = f;
    this.g = g;
  }

  /**
   * One step.
   *
   * @param matrices what the computation reads, as many for every step of this name
   * @throws ImpossibleException when the computation throws it
   */
  double[][] of(String name, Steps.Computation computation, double[][]... matrices)
      throws ImpossibleException {
    Object[] all = new Object[matrices.length + 2];
    System.arraycopy(matrices, 0, all, 0, matrices.length);
    all[matrices.length] = f.named();
    all[matrices.length + 1] = g.named();
    return steps.of(name, mistakes, computation, all);
  }

  /**
   * What a step gave, as a tensor.
   *
   * @param result of the step of this name
   */
  Tensor tensor(String name, double[][] result, Function<double[][], Tensor> conversion) {
    return steps.tensor(name, result, conversion);
  }
}
