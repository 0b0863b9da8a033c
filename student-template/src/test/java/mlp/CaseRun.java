package mlp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mlp.ExampleCase.Check;
import mlp.ExampleCase.LossFunction;
import mlp.ExampleCase.Network;
import mlp.ExampleCase.Operation;
import mlp.StudentCall.Problem;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs one case on the student's MLP, once, and then answers for each check. A call that fails
 * takes along only what depends on it.
 */
final class CaseRun {

  private static final List<String> GRADIENTS = List.of("dJdW1", "dJdb1", "dJdW2", "dJdb2");

  private final ExampleCase example;

  /** What each check compares, as it was right after the call that made it. */
  private final Map<String, StudentCall<Tensor>> results = new HashMap<>();

  /** The checks that could not be reached, each with the problem that stood in its way. */
  private final Map<String, Problem> blocked = new HashMap<>();

  private boolean hasRun;

  CaseRun(ExampleCase example) {
    this.example = example;
  }

  /** Returns if the result is right, and throws what JUnit is to show if it is not. */
  void check(String name) {
    if (!hasRun) {
      hasRun = true;
      run();
    }
    String label = example.id() + " / " + name + ": ";
    if (blocked.containsKey(name)) {
      Problem problem = blocked.get(name);
      String message = label + "not reached, because " + problem.message();
      // Skipped if another check fails for this problem; something has to fail for it.
      if (isReportedByAnotherCheck(problem)) {
        throw new TestAbortedException(message);
      }
      throw failure(message, problem.stackTrace());
    }
    StudentCall<Tensor> result = results.get(name);
    if (result.problem() != null) {
      throw failure(label + result.problem().message(), result.problem().stackTrace());
    }
    Check check = example.checks().get(name);
    Optional<String> complaint =
        Comparison.complaint(check.expected(), result.result(), check.tolerance());
    if (complaint.isPresent()) {
      throw failure(label + complaint.get(), new StackTraceElement[0]);
    }
  }

  private boolean isReportedByAnotherCheck(Problem problem) {
    return example.checks().keySet().stream()
        .anyMatch(name -> results.containsKey(name) && results.get(name).problem() == problem);
  }

  /** Our own stack frames would only hide the student's. */
  private static AssertionFailedError failure(String message, StackTraceElement[] stackTrace) {
    AssertionFailedError failure = new AssertionFailedError(message);
    failure.setStackTrace(stackTrace);
    return failure;
  }

  private void run() {
    if (example.operation() == Operation.LOSS) {
      runLoss(matrix("yHat"));
      return;
    }
    StudentCall<MLP> network = StudentCall.of("new MLP", this::newNetwork);
    if (network.problem() != null) {
      example.checks().keySet().forEach(name -> fail(name, network.problem()));
      return;
    }
    MLP net = network.result();
    StudentCall<RealMatrix> yHat = StudentCall.of("forward", () -> net.forward(matrix("x")));
    results.put("yHat", yHat.map(Tensor::of));
    if (yHat.problem() != null) {
      block(List.of("J", "dJdyHat"), yHat.problem());
      block(GRADIENTS, yHat.problem());
    } else if (example.operation() == Operation.BACKWARD) {
      runBackward(net, matrix("dJdyHat"));
    } else if (example.operation() == Operation.TRAIN_STEP) {
      StudentCall<RealMatrix> dJdyHat = runLoss(yHat.result());
      if (dJdyHat.problem() != null) {
        block(GRADIENTS, dJdyHat.problem());
      } else {
        runBackward(net, dJdyHat.result());
      }
    }
  }

  private MLP newNetwork() {
    Network sizes = example.network();
    MLP net =
        new MLP(
            sizes.inFeatures(),
            sizes.hiddenFeatures(),
            sizes.f(),
            sizes.hiddenFeatures(),
            sizes.outFeatures(),
            sizes.g());
    net.parameters = new MLP.Parameters(matrix("W1"), vector("b1"), matrix("W2"), vector("b2"));
    net.clearGradAndCache();
    return net;
  }

  private StudentCall<RealMatrix> runLoss(RealMatrix yHat) {
    boolean isMse = example.loss() == LossFunction.MSE;
    String method = isMse ? "mseLoss" : "bceLoss";
    RealMatrix y = matrix("y");
    StudentCall<MLP.Loss> loss =
        StudentCall.of(method, () -> isMse ? MLP.mseLoss(y, yHat) : MLP.bceLoss(y, yHat));
    results.put("J", loss.map(value -> Tensor.of(value.J())));
    StudentCall<RealMatrix> dJdyHat =
        loss.part(MLP.Loss::dJdyHat, method + " returned a Loss whose dJdyHat is null");
    results.put("dJdyHat", dJdyHat.map(Tensor::of));
    return dJdyHat;
  }

  private void runBackward(MLP net, RealMatrix dJdyHat) {
    StudentCall<MLP.Gradients> grads =
        StudentCall.of(
                "backward",
                () -> {
                  net.backward(dJdyHat);
                  return net;
                })
            .part(after -> after.grads, "grads is null after backward");
    results.put("dJdW1", part(grads, "dJdW1", MLP.Gradients::dJdW1).map(Tensor::of));
    results.put("dJdb1", part(grads, "dJdb1", MLP.Gradients::dJdb1).map(Tensor::of));
    results.put("dJdW2", part(grads, "dJdW2", MLP.Gradients::dJdW2).map(Tensor::of));
    results.put("dJdb2", part(grads, "dJdb2", MLP.Gradients::dJdb2).map(Tensor::of));
  }

  private static <T> StudentCall<T> part(
      StudentCall<MLP.Gradients> grads, String name, Function<MLP.Gradients, T> part) {
    return grads.part(part, "grads.%s is null after backward".formatted(name));
  }

  private void fail(String name, Problem problem) {
    results.put(name, new StudentCall<>(null, problem));
  }

  private void block(List<String> names, Problem problem) {
    names.forEach(name -> blocked.put(name, problem));
  }

  private RealMatrix matrix(String name) {
    return MatrixUtils.createRealMatrix(example.data().get(name).rows());
  }

  private RealVector vector(String name) {
    return new ArrayRealVector(example.data().get(name).rows()[0]);
  }
}
