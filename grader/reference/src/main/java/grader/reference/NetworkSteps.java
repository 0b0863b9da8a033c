package grader.reference;

import grader.protocol.Tensor;
import org.jspecify.annotations.Nullable;

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
   * What a step gave.
   *
   * @param matrices what the computation reads, as many for every step of this name
   * @return null when it has to be computed, and given to {@link #keep} before the next step
   */
  double @Nullable [][] done(String name, double[][]... matrices) {
    Object[] all = new Object[matrices.length + 2];
    System.arraycopy(matrices, 0, all, 0, matrices.length);
    all[matrices.length] = f.named();
    all[matrices.length + 1] = g.named();
    return steps.done(name, mistakes, all);
  }

  /** Keeps what the last step gave that was not done, and returns it. */
  double[][] keep(double[][] result) {
    return steps.keep(result, mistakes);
  }

  /**
   * What a step gave, as a tensor of rank 2.
   *
   * @param result of the step of this name
   */
  Tensor matrix(String name, double[][] result) {
    return steps.matrix(name, result);
  }

  /** The same of rank 1, of the only row. */
  Tensor vector(String name, double[][] row) {
    return steps.vector(name, row);
  }
}
