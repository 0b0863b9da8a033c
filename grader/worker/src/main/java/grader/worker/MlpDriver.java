package grader.worker;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operations of the backpropagation homework on a student's {@code mlp.MLP}.
 *
 * <p>Operations: {@code forward}, {@code loss}, {@code backward}, {@code train-step}. Attributes:
 * {@code f} and {@code g} ({@code relu}, {@code sigmoid}, {@code identity}), {@code loss} ({@code
 * mse}, {@code bce}). Every case has a network of its own, and every call gets arrays of its own.
 */
final class MlpDriver implements Driver {
  private static final String MLP = "mlp.MLP";

  private final ClassLoader submission;
  private @Nullable MlpContract contract;

  MlpDriver(ClassLoader submission) {
    this.submission = submission;
  }

  @Override
  public List<String> bind() {
    try {
      MlpContract.Binding binding =
          MlpContract.bind(Class.forName(MLP, /* initialize= */ false, submission));
      contract = binding.contract();
      return binding.problems();
    } catch (ClassNotFoundException e) {
      return List.of("the jar has no class mlp.MLP");
    } catch (LinkageError | RuntimeException e) {
      // Also what class files that no compiler makes can cause: refused names, broken records.
      return List.of(
          "mlp.MLP cannot be loaded (only the JDK and commons-math3 are there): "
              + Failures.bounded(e.toString()));
    }
  }

  @Override
  public void run(CaseRequest request, Map<String, Tensor> returned) throws CaseFailedException {
    if (contract == null) {
      throw new IllegalStateException("no submission is bound");
    }
    new Case(contract, request, returned).run();
  }

  /** One case: the inputs asked for, the calls made, the tensors returned. */
  private final class Case {
    private final MlpContract mlp;
    private final CaseRequest request;
    private final Map<String, Tensor> returned;

    Case(MlpContract mlp, CaseRequest request, Map<String, Tensor> returned) {
      this.mlp = mlp;
      this.request = request;
      this.returned = returned;
    }

    void run() throws CaseFailedException {
      switch (request.operation()) {
        case "forward" -> forward(newNetwork());
        case "loss" -> loss(matrix("yHat"));
        case "backward" -> {
          Object network = newNetwork();
          forward(network);
          returned.clear();
          backward(network, matrix("dJdyHat"));
        }
        case "train-step" -> {
          Object network = newNetwork();
          backward(network, loss(forward(network)));
        }
        default -> throw new IllegalArgumentException("unknown operation " + request.operation());
      }
    }

    private Object newNetwork() throws CaseFailedException {
      RealMatrix w1 = matrix("W1");
      RealVector b1 = vector("b1");
      RealMatrix w2 = matrix("W2");
      RealVector b2 = vector("b2");
      String f = attribute("f");
      String g = attribute("g");
      Object network =
          call(
              "new MLP",
              () ->
                  mlp.constructor()
                      .newInstance(
                          w1.getColumnDimension(),
                          w1.getRowDimension(),
                          activation(f),
                          w2.getColumnDimension(),
                          w2.getRowDimension(),
                          activation(g)));
      Object parameters =
          call("new Parameters", () -> mlp.newParameters().newInstance(w1, b1, w2, b2));
      callVoid(
          "parameters",
          () -> {
            mlp.parameters().set(network, parameters);
            return null;
          });
      callVoid("clearGradAndCache", () -> mlp.clearGradAndCache().invoke(network));
      return network;
    }

    private RealMatrix forward(Object network) throws CaseFailedException {
      RealMatrix x = matrix("x");
      RealMatrix yHat = (RealMatrix) call("forward", () -> mlp.forward().invoke(network, x));
      returned.put("yHat", read("forward", "yHat", yHat));
      return yHat;
    }

    /** Computes the loss of a prediction and returns the gradient as the student gave it. */
    private RealMatrix loss(RealMatrix yHat) throws CaseFailedException {
      boolean mse = attribute("loss").equals("mse");
      String name = mse ? "mseLoss" : "bceLoss";
      MlpContract.LossMethod function = mse ? mlp.mseLoss() : mlp.bceLoss();
      RealMatrix y = matrix("y");
      Object loss = call(name, () -> function.method().invoke(null, y, yHat));
      double value = (double) call(name, () -> function.value().invoke(loss));
      returned.put("J", Tensor.scalar(value));
      @Nullable RealMatrix gradient =
          (RealMatrix) callNullable(name, () -> function.gradient().invoke(loss));
      if (gradient == null) {
        throw new CaseFailedException(
            Failures.returnedNull(name, "dJdyHat of " + name + "'s result is null"));
      }
      returned.put("dJdyHat", read(name, "dJdyHat", gradient));
      return gradient;
    }

    private void backward(Object network, RealMatrix dJdyHat) throws CaseFailedException {
      callVoid("backward", () -> mlp.backward().invoke(network, dJdyHat));
      Object grads = callNullable("backward", () -> mlp.grads().get(network));
      if (grads == null) {
        throw new CaseFailedException(
            Failures.returnedNull("backward", "grads is null after backward"));
      }
      List<String> missing = new ArrayList<>();
      for (int i = 0; i < MlpContract.GRADIENT_NAMES.size(); i++) {
        String name = MlpContract.GRADIENT_NAMES.get(i);
        Method accessor = mlp.gradients().get(i);
        Object gradient = callNullable("backward", () -> accessor.invoke(grads));
        if (gradient == null) {
          missing.add(name);
        } else if (gradient instanceof RealVector vector) {
          returned.put(name, read("backward", name, vector));
        } else {
          returned.put(name, read("backward", name, (RealMatrix) gradient));
        }
      }
      if (!missing.isEmpty()) {
        String are = missing.size() == 1 ? " is null" : " are null";
        throw new CaseFailedException(
            Failures.returnedNull(
                "backward", String.join(", ", missing) + are + " after backward"));
      }
    }

    private Tensor read(String during, String name, RealMatrix matrix) throws CaseFailedException {
      return (Tensor)
          call(
              during,
              () -> {
                int rows = matrix.getRowDimension();
                int columns = matrix.getColumnDimension();
                if ((long) rows * columns > Tensor.MAX_SIZE) {
                  throw new CaseFailedException(
                      Failures.tensorTooLarge(during, name, rows, columns));
                }
                double[] values = new double[rows * columns];
                for (int row = 0; row < rows; row++) {
                  for (int column = 0; column < columns; column++) {
                    values[row * columns + column] = matrix.getEntry(row, column);
                  }
                }
                return Tensor.of(new int[] {rows, columns}, values);
              });
    }

    private Tensor read(String during, String name, RealVector vector) throws CaseFailedException {
      return (Tensor)
          call(
              during,
              () -> {
                int length = vector.getDimension();
                if (length > Tensor.MAX_SIZE) {
                  throw new CaseFailedException(Failures.tensorTooLarge(during, name, 1, length));
                }
                double[] values = new double[length];
                for (int i = 0; i < length; i++) {
                  values[i] = vector.getEntry(i);
                }
                return Tensor.vector(values);
              });
    }

    private RealMatrix matrix(String name) {
      return new Array2DRowRealMatrix(input(name).toRows(), /* copyArray= */ false);
    }

    private RealVector vector(String name) {
      return new ArrayRealVector(input(name).toArray(), /* copyArray= */ false);
    }

    private Tensor input(String name) {
      Tensor tensor = request.tensors().get(name);
      if (tensor == null) {
        throw new IllegalArgumentException("the request has no tensor " + name);
      }
      return tensor;
    }

    private String attribute(String name) {
      String value = request.attributes().get(name);
      if (value == null) {
        throw new IllegalArgumentException("the request has no attribute " + name);
      }
      return value;
    }

    private Object activation(String name) throws ReflectiveOperationException {
      Field constant = mlp.activation().getField(name.toUpperCase(Locale.ROOT));
      constant.setAccessible(true);
      return constant.get(null);
    }
  }

  /** A step that ends in student code. */
  private interface Call {
    @Nullable Object make() throws ReflectiveOperationException, CaseFailedException;
  }

  private Object call(String during, Call call) throws CaseFailedException {
    Object result = callNullable(during, call);
    if (result == null) {
      throw new CaseFailedException(Failures.returnedNull(during, during + " returned null"));
    }
    return result;
  }

  private void callVoid(String during, Call call) throws CaseFailedException {
    callNullable(during, call);
  }

  private @Nullable Object callNullable(String during, Call call) throws CaseFailedException {
    try {
      return call.make();
    } catch (CaseFailedException e) {
      throw e;
    } catch (InvocationTargetException e) {
      Throwable thrown = e.getCause() == null ? e : e.getCause();
      throw new CaseFailedException(Failures.thrown(during, thrown, submission));
    } catch (Throwable thrown) {
      // Student code that no reflective call wraps: static initialisers, matrices of its own.
      throw new CaseFailedException(Failures.thrown(during, thrown, submission));
    }
  }
}
