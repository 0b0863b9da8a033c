package grader.cases;

import static grader.cases.Quantity.B1;
import static grader.cases.Quantity.B2;
import static grader.cases.Quantity.DJ_DB1;
import static grader.cases.Quantity.DJ_DB2;
import static grader.cases.Quantity.DJ_DW1;
import static grader.cases.Quantity.DJ_DW2;
import static grader.cases.Quantity.DJ_DYHAT;
import static grader.cases.Quantity.J;
import static grader.cases.Quantity.W1;
import static grader.cases.Quantity.W2;
import static grader.cases.Quantity.X;
import static grader.cases.Quantity.Y;
import static grader.cases.Quantity.Y_HAT;

import grader.property.Laws;
import java.util.List;

/** What a case runs: its inputs and what can be checked. */
public enum Operation implements Named {
  /** ŷ of a network. */
  FORWARD("forward", List.of(W1, B1, W2, B2, X), List.of(Y_HAT)),
  /** A loss function alone: a wrong forward costs nothing here. */
  LOSS("loss", List.of(Y, Y_HAT), List.of(J, DJ_DYHAT)),
  /** Gradients for a given dJ/dŷ: a wrong loss costs nothing here. */
  BACKWARD(
      "backward", List.of(W1, B1, W2, B2, X, DJ_DYHAT), List.of(DJ_DW1, DJ_DB1, DJ_DW2, DJ_DB2)),
  /** Forward, the submission's own loss and backward, chained. */
  TRAIN_STEP(
      "train-step",
      List.of(W1, B1, W2, B2, X, Y),
      List.of(Y_HAT, J, DJ_DYHAT, DJ_DW1, DJ_DB1, DJ_DW2, DJ_DB2)),
  /** Laws that hold whatever the numbers are: nothing is expected, and each check is a law. */
  PROPERTY("property", List.of(W1, B1, W2, B2, X, DJ_DYHAT, Y, Y_HAT), List.of());

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<Quantity> inputs;

  @SuppressWarnings("ImmutableEnumChecker") // Made by List.of.
  private final List<Quantity> outputs;

  @SuppressWarnings("ImmutableEnumChecker") // Made by toList.
  private final List<String> outputIds;

  Operation(String id, List<Quantity> inputs, List<Quantity> outputs) {
    this.id = id;
    this.inputs = inputs;
    this.outputs = outputs;
    this.outputIds = outputs.stream().map(Quantity::id).toList();
  }

  @Override
  public String id() {
    return id;
  }

  /** The tensors that a case gives. */
  public List<Quantity> inputs() {
    return inputs;
  }

  /** The tensors that a case can check, in the order of computation; none of a property. */
  public List<Quantity> outputs() {
    return outputs;
  }

  /** What the checks of a case are named: its outputs, or the laws, in the order of reports. */
  public List<String> checkIds() {
    return this == PROPERTY ? Laws.ids() : outputIds;
  }

  /** What a worker and the reference are asked for: a law is tried on what backward needs. */
  String requestedId() {
    return this == PROPERTY ? BACKWARD.id : id;
  }

  /** Whether a network is run. */
  public boolean hasNetwork() {
    return this != LOSS;
  }

  /** Whether a loss function is called. */
  public boolean hasLoss() {
    return this == LOSS || this == TRAIN_STEP;
  }
}
