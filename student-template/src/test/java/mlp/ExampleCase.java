package mlp;

import java.util.Map;

/**
 * One case of a case file.
 *
 * @param id its name
 * @param operation what is called
 * @param network the network's constructor arguments; null for {@link Operation#LOSS}
 * @param loss the loss function; null where no loss is computed
 * @param data the inputs, by name
 * @param checks what is compared, by name
 */
record ExampleCase(
    String id,
    Operation operation,
    Network network,
    LossFunction loss,
    Map<String, Tensor> data,
    Map<String, Check> checks) {

  enum Operation {
    FORWARD,
    LOSS,
    BACKWARD,
    TRAIN_STEP
  }

  enum LossFunction {
    MSE,
    BCE
  }

  record Network(
      int inFeatures, int hiddenFeatures, int outFeatures, MLP.Activation f, MLP.Activation g) {}

  record Check(Tensor expected, Tolerance tolerance) {}
}
