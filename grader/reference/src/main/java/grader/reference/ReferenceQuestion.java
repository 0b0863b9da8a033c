package grader.reference;

import grader.oracle.Alternatives;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that the reference answers with one mistake after another. */
final class ReferenceQuestion implements Alternatives.Question {
  private final Mistakes common;
  private final String operation;
  private final Inputs inputs;
  private final Steps steps;
  private final Activation f;
  private final Activation g;

  /** With the common mistakes alone; null unless others are to follow. */
  private @Nullable Map<String, Tensor> first;

  /** The mistakes on which it depended that this came out: none of the others would be seen. */
  private final Set<Mistake> seen = EnumSet.noneOf(Mistake.class);

  /**
   * A question.
   *
   * @param common the keys of the mistakes that every answer makes
   */
  ReferenceQuestion(Set<String> common, CaseRequest request) {
    this.common = Mistakes.ofKeys(common);
    this.operation = request.operation();
    this.inputs = new Inputs(request);
    this.steps = new Steps(this.common);
    boolean hasNetwork = !operation.equals("loss");
    this.f = hasNetwork ? inputs.activation("f") : new Identity();
    this.g = hasNetwork ? inputs.activation("g") : new Identity();
  }

  @Override
  public void prefetch() {
    if (first == null) {
      steps.keepAll();
      // Before all others, so that its steps are those that they can have in common with it.
      first = answer(common.recordedIn(seen));
    }
  }

  @Override
  public Map<String, Tensor> answer(Set<String> mistakes) {
    Mistakes own = Mistakes.ofKeys(mistakes);
    return first != null && !own.hasAny(seen) ? first : answer(common.and(own));
  }

  private Map<String, Tensor> answer(Mistakes mistakes) {
    try {
      return switch (operation) {
        case "forward" -> new WrongNetwork(mistakes, inputs, f, g, steps).prediction();
        case "backward" -> new WrongNetwork(mistakes, inputs, f, g, steps).gradients();
        case "loss" -> loss(mistakes);
        default -> throw new IllegalArgumentException("unknown operation " + operation);
      };
    } catch (ImpossibleException e) {
      // What was asked for until then was decisive, too.
      mistakes.endOfRecord();
      return Map.of();
    }
  }

  private Map<String, Tensor> loss(Mistakes mistakes) throws ImpossibleException {
    boolean isMse = inputs.attribute("loss").equals("mse");
    double[][] y = inputs.matrix("y");
    double[][] yHat = inputs.matrix("yHat");
    WrongLoss loss = isMse ? new WrongMSE(mistakes, y, yHat) : new WrongBCE(mistakes, y, yHat);
    double[][] value = steps.done("J", mistakes);
    if (value == null) {
      value = steps.keep(new double[][] {{loss.value()}}, mistakes);
    }
    double[][] gradient = steps.done("dJdyHat", mistakes);
    if (gradient == null) {
      gradient = steps.keep(loss.gradient(), mistakes);
    }
    return Map.of("J", Tensor.scalar(value[0][0]), "dJdyHat", Matrices.tensor(gradient));
  }
}
