package grader.reference;

import static grader.reference.Mistake.*;

import grader.protocol.Tensor;
import java.util.Map;

/**
 * {@link MLP} with mistakes: the same steps, each of which looks whether it is to go wrong. Without
 * any mistake it answers as the reference does.
 */
final class WrongNetwork {
  private final WrongForward forward;
  private final WrongBackward backward;

  /**
   * A network.
   *
   * @param steps those of this question: what has been computed already is not computed again
   */
  WrongNetwork(Mistakes mistakes, Inputs inputs, Activation f, Activation g, Steps steps) {
    boolean swapped = mistakes.has(ACTIVATIONS_SWAPPED);
    boolean isF = !swapped && !mistakes.has(ACTIVATION_OF_OTHER_LAYER, "hidden");
    boolean isG = !swapped && !mistakes.has(ACTIVATION_OF_OTHER_LAYER, "output");
    WrongActivation hidden = new WrongActivation(isF ? f : g, "hidden", mistakes);
    WrongActivation output = new WrongActivation(isG ? g : f, "output", mistakes);
    NetworkSteps own = new NetworkSteps(steps, mistakes, hidden, output);
    this.forward = new WrongForward(mistakes, inputs, hidden, output, own);
    this.backward = new WrongBackward(mistakes, inputs, hidden, output, own, forward);
  }

  /** ŷ. */
  Map<String, Tensor> prediction() throws ImpossibleException {
    return Map.of("yHat", Matrices.tensor(forward.pass().yHat));
  }

  /** The four gradients for the request's dJ/dŷ. */
  Map<String, Tensor> gradients() throws ImpossibleException {
    return backward.gradients();
  }
}
