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
 * <p>Operations: {@code forward}, {@code loss}, {@code backward}, {@code train-step}, and for the
 * laws that need several calls:
 *
 * <ul>
 *   <li>{@code passes}: a new network for each n from 1, of {@code W1.n}, …, or of {@code W1}, …
 *       where there is none; forward on {@code x.n}, and backward on {@code dJdyHat.n} when there
 *       is one; returns {@code yHat.n}, {@code dJdW1.n}, …
 *   <li>{@code rounds}: the same with one network, whose parameters are replaced where there is a
 *       {@code W1.n}, …, and which is cleared before each n; an {@code x.n} that is the one before
 *       is the very same matrix, as whoever trains on all samples at once passes it each time
 *   <li>{@code interleaved}: the same with two networks: forward of the first and of the second,
 *       then backward of the first and of the second
 *   <li>{@code backward-twice}: forward, and two times backward without a clear between them;
 *       returns ŷ, the gradients {@code dJdW1.1}, … after the first and {@code dJdW1.2}, … after
 *       the second
 *   <li>{@code forward-twice}: forward and backward; after a clear forward on {@code x.0}, and
 *       without one once more forward and backward; returns {@code yHat.1}, {@code dJdW1.1}, … and
 *       {@code yHat.2}, {@code dJdW1.2}, …
 *   <li>{@code inputs-after}: forward, backward, mseLoss and bceLoss; returns ŷ, the gradients, and
 *       what has become of each argument, such as {@code x after forward}
 *   <li>{@code parameters-after}: forward and backward; returns ŷ, the gradients, and what has
 *       become of each parameter, such as {@code W1 after backward}
 * </ul>
 *
 * Attributes: {@code f} and {@code g} ({@code relu}, {@code sigmoid}, {@code identity}), {@code
 * loss} ({@code mse}, {@code bce}). Every case has a network of its own, and every call gets arrays
 * of its own, except in rounds.
 */
final class MlpDriver implements Driver {
  private static final String MLP = "mlp.MLP";

  private final ClassLoader submission;
  private final Progress progress;
  private @Nullable MlpContract contract;

  /**
   * @param submission has the submission's classes
   * @param progress told between the calls of a {@code train-step}, in which each result counts
   */
  MlpDriver(ClassLoader submission, Progress progress) {
    this.submission = submission;
    this.progress = progress;
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
    } catch (NoClassDefFoundError e) {
      return List.of(whatIsMissing(e));
    } catch (LinkageError | VirtualMachineError | RuntimeException e) {
      // Also what class files that nobody writes can cause: refused names, broken records,
      // ancestors without end.
      return List.of(cannotBeLoaded(e));
    }
  }

  /** As of a jar put together by hand, without the classes inside of MLP. */
  private static String whatIsMissing(NoClassDefFoundError e) {
    String name = String.valueOf(e.getMessage()).replace('/', '.');
    // Else a sentence, such as that a class could not be initialised.
    if (name.indexOf(' ') >= 0) {
      return cannotBeLoaded(e);
    }
    return "mlp.MLP needs the class "
        + Failures.bounded(name)
        + (name.startsWith("mlp.")
            ? ", which the jar lacks; build the jar with 'mvn package'"
            : ", which is not there: a submission has the JDK, commons-math3 and its own classes");
  }

  private static String cannotBeLoaded(Throwable thrown) {
    return "mlp.MLP cannot be loaded (only the JDK and commons-math3 are there): "
        + Failures.bounded(firstLine(thrown.toString()));
  }

  /** What the verifier refuses it shows with the bytecode, over many lines. */
  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).stripTrailing();
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
        case "forward" -> forward(newNetwork(""), matrix("x"), "");
        case "loss" -> loss(matrix("yHat"));
        case "backward" -> {
          Object network = newNetwork("");
          forward(network, matrix("x"), "");
          returned.clear();
          backward(network, matrix("dJdyHat"), "");
        }
        case "train-step" -> {
          Object network = newNetwork("");
          RealMatrix yHat = forward(network, matrix("x"), "");
          progress.reached(returned);
          RealMatrix dJdyHat = loss(yHat);
          progress.reached(returned);
          backward(network, dJdyHat, "");
        }
        case "passes" -> {
          for (int n = 1; has("x." + n); n++) {
            pass(newNetwork("." + n), matrix("x." + n), n);
          }
        }
        case "rounds" -> {
          Object network = newNetwork(".1");
          RealMatrix x = matrix("x.1");
          for (int n = 1; has("x." + n); n++) {
            x = sameOrNew(x, "x." + n);
            if (n > 1) {
              // Else they stay, with what the submission has made of them.
              if (hasParameters("." + n)) {
                replaceParameters(network, "." + n);
              }
              clear(network);
            }
            pass(network, x, n);
          }
        }
        case "backward-twice" -> {
          Object network = newNetwork("");
          forward(network, matrix("x"), "");
          backward(network, matrix("dJdyHat"), ".1");
          backward(network, matrix("dJdyHat"), ".2");
        }
        case "forward-twice" -> {
          Object network = newNetwork("");
          forward(network, matrix("x"), ".1");
          backward(network, matrix("dJdyHat"), ".1");
          clear(network);
          callForward(network, matrix("x.0"));
          forward(network, matrix("x"), ".2");
          backward(network, matrix("dJdyHat"), ".2");
        }
        case "interleaved" -> interleaved();
        case "inputs-after" -> inputsAfter();
        case "parameters-after" -> parametersAfter();
        default -> throw new IllegalArgumentException("unknown operation " + request.operation());
      }
    }

    private void pass(Object network, RealMatrix x, int n) throws CaseFailedException {
      forward(network, x, "." + n);
      if (has("dJdyHat." + n)) {
        backward(network, matrix("dJdyHat." + n), "." + n);
      }
    }

    private boolean has(String name) {
      return request.tensors().containsKey(name);
    }

    private boolean hasParameters(String suffix) {
      for (String name : MlpContract.PARAMETER_NAMES) {
        if (has(name + suffix)) {
          return true;
        }
      }
      return false;
    }

    /** The name of the n-th network's own parameter, or of the one that all share. */
    private String parameter(String name, String suffix) {
      return has(name + suffix) ? name + suffix : name;
    }

    /** Everything is read as late as possible, when the other network had its turn. */
    private void interleaved() throws CaseFailedException {
      Object first = newNetwork(".1");
      Object second = newNetwork(".2");
      RealMatrix firstPrediction = callForward(first, matrix("x.1"));
      RealMatrix secondPrediction = callForward(second, matrix("x.2"));
      returned.put("yHat.1", read("forward", "yHat", firstPrediction));
      returned.put("yHat.2", read("forward", "yHat", secondPrediction));
      callBackward(first, matrix("dJdyHat.1"));
      callBackward(second, matrix("dJdyHat.2"));
      readGradients(first, ".1");
      readGradients(second, ".2");
    }

    private void inputsAfter() throws CaseFailedException {
      Object network = newNetwork("");
      RealMatrix x = matrix("x");
      forward(network, x, "");
      put("x", "forward", x);
      RealMatrix dJdyHat = matrix("dJdyHat");
      backward(network, dJdyHat, "");
      put("x", "backward", x);
      put("dJdyHat", "backward", dJdyHat);
      for (String name : List.of("mseLoss", "bceLoss")) {
        RealMatrix y = matrix("y");
        RealMatrix yHat = matrix("yHat");
        callLoss(name, y, yHat);
        put("y", name, y);
        put("yHat", name, yHat);
      }
    }

    private void parametersAfter() throws CaseFailedException {
      Object network = newNetwork("");
      forward(network, matrix("x"), "");
      readParameters(network, "forward");
      backward(network, matrix("dJdyHat"), "");
      readParameters(network, "backward");
    }

    private void readParameters(Object network, String during) throws CaseFailedException {
      @Nullable Object parameters = callNullable(during, () -> mlp.parameters().get(network));
      if (parameters == null) {
        throw new CaseFailedException(
            Failures.returnedNull(during, "parameters is null after " + during));
      }
      for (int i = 0; i < MlpContract.PARAMETER_NAMES.size(); i++) {
        String name = MlpContract.PARAMETER_NAMES.get(i);
        Method accessor = mlp.parameterAccessors().get(i);
        Object parameter = callNullable(during, () -> accessor.invoke(parameters));
        if (parameter == null) {
          throw new CaseFailedException(
              Failures.returnedNull(during, name + " is null after " + during));
        }
        put(name, during, parameter);
      }
    }

    /** Returns what has become of an argument or a parameter. */
    private void put(String name, String after, Object value) throws CaseFailedException {
      returned.put(name + " after " + after, readAny(after, name, value));
    }

    private Object newNetwork(String suffix) throws CaseFailedException {
      RealMatrix w1 = matrix(parameter("W1", suffix));
      RealMatrix w2 = matrix(parameter("W2", suffix));
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
      replaceParameters(network, suffix);
      clear(network);
      return network;
    }

    /** As an optimizer does between two steps. */
    private void replaceParameters(Object network, String suffix) throws CaseFailedException {
      RealMatrix w1 = matrix(parameter("W1", suffix));
      RealVector b1 = vector(parameter("b1", suffix));
      RealMatrix w2 = matrix(parameter("W2", suffix));
      RealVector b2 = vector(parameter("b2", suffix));
      Object parameters =
          call("new Parameters", () -> mlp.newParameters().newInstance(w1, b1, w2, b2));
      callVoid(
          "parameters",
          () -> {
            mlp.parameters().set(network, parameters);
            return null;
          });
    }

    private void clear(Object network) throws CaseFailedException {
      callVoid("clearGradAndCache", () -> mlp.clearGradAndCache().invoke(network));
    }

    private RealMatrix forward(Object network, RealMatrix x, String suffix)
        throws CaseFailedException {
      RealMatrix yHat = callForward(network, x);
      returned.put("yHat" + suffix, read("forward", "yHat", yHat));
      return yHat;
    }

    private RealMatrix callForward(Object network, RealMatrix x) throws CaseFailedException {
      return (RealMatrix) call("forward", () -> mlp.forward().invoke(network, x));
    }

    /** Computes the loss of a prediction and returns the gradient as the student gave it. */
    private RealMatrix loss(RealMatrix yHat) throws CaseFailedException {
      String name = attribute("loss").equals("mse") ? "mseLoss" : "bceLoss";
      MlpContract.LossMethod function = lossMethod(name);
      Object loss = callLoss(name, matrix("y"), yHat);
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

    private Object callLoss(String name, RealMatrix y, RealMatrix yHat) throws CaseFailedException {
      return call(name, () -> lossMethod(name).method().invoke(null, y, yHat));
    }

    private MlpContract.LossMethod lossMethod(String name) {
      return name.equals("mseLoss") ? mlp.mseLoss() : mlp.bceLoss();
    }

    private void backward(Object network, RealMatrix dJdyHat, String suffix)
        throws CaseFailedException {
      callBackward(network, dJdyHat);
      readGradients(network, suffix);
    }

    private void callBackward(Object network, RealMatrix dJdyHat) throws CaseFailedException {
      callVoid("backward", () -> mlp.backward().invoke(network, dJdyHat));
    }

    private void readGradients(Object network, String suffix) throws CaseFailedException {
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
        } else {
          returned.put(name + suffix, readAny("backward", name, gradient));
        }
      }
      if (!missing.isEmpty()) {
        String are = missing.size() == 1 ? " is null" : " are null";
        throw new CaseFailedException(
            Failures.returnedNull(
                "backward", String.join(", ", missing) + are + " after backward"));
      }
    }

    private Tensor readAny(String during, String name, Object value) throws CaseFailedException {
      return value instanceof RealVector vector
          ? read(during, name, vector)
          : read(during, name, (RealMatrix) value);
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

    /** A matrix that was given before, where it still has the numbers of this name. */
    private RealMatrix sameOrNew(RealMatrix before, String name) throws CaseFailedException {
      // What a submission has written into is not given again: that is another check's business.
      return input(name).equals(read("forward", "x", before)) ? before : matrix(name);
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
