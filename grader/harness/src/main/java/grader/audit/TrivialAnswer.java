package grader.audit;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * An answer of the right shapes that computes nothing. It gives back untouched what it was handed,
 * so that a law about side effects alone is no excuse for a pass.
 */
public enum TrivialAnswer {
  /** Zeros. */
  ZEROS("zeros"),
  /** Ones. */
  ONES("ones"),
  /** The values of the input that is likest to what is asked, over and over: W1 for dJ/dW1. */
  INPUT_COPIED("input copied"),
  /** Rows of an input, cut or repeated to the row's length: of dJ/dŷ for a gradient. */
  INPUT_ROWS_COPIED("rows of the input copied"),
  /** Normal numbers, others each time. */
  RANDOM("random"),
  /** Normal numbers, the same for every question about a shape. */
  RANDOM_BUT_FIXED("random but fixed");

  private static final Map<String, List<String>> LIKEST =
      Map.of(
          "yHat", List.of("x", "y"),
          "J", List.of("yHat", "x"),
          "dJdyHat", List.of("yHat", "y", "x"),
          "dJdW1", List.of("W1"),
          "dJdb1", List.of("b1"),
          "dJdW2", List.of("W2"),
          "dJdb2", List.of("b2"));

  /** The rows of a gradient are copied from what backward is given, where that is given. */
  private static final List<String> GIVEN_TO_BACKWARD = List.of("dJdyHat", "x");

  private static final List<String> GRADIENTS = List.of("W1", "b1", "W2", "b2");

  private final String title;

  TrivialAnswer(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /**
   * Answer a request.
   *
   * @param request of any operation of the worker's
   * @param random where random answers are from
   */
  CaseOutcome answer(CaseRequest request, Random random) {
    Map<String, Tensor> returned = new LinkedHashMap<>();
    try {
      new Response(request, random, returned).fill();
      return new CaseOutcome(returned, null, List.of(), CapturedOutput.NONE, Duration.ZERO);
    } catch (IllegalArgumentException e) {
      return CaseOutcome.failed(
          new CheckResult(Verdict.GRADER_ERROR, String.valueOf(e.getMessage())), Duration.ZERO);
    }
  }

  /** What a worker would return for one request: the same names and shapes. */
  private final class Response {
    private final CaseRequest request;
    private final Random random;
    private final Map<String, Tensor> returned;

    Response(CaseRequest request, Random random, Map<String, Tensor> returned) {
      this.request = request;
      this.random = random;
      this.returned = returned;
    }

    void fill() {
      switch (request.operation()) {
        case "forward" -> prediction("", "");
        case "loss" -> loss(input("yHat"));
        case "backward" -> gradients("", "");
        case "train-step" -> {
          prediction("", "");
          loss(input("y"));
          gradients("", "");
        }
        case "passes", "rounds", "interleaved" -> {
          for (int n = 1; request.tensors().containsKey("x." + n); n++) {
            prediction("." + n, "." + n);
            if (request.tensors().containsKey("dJdyHat." + n)) {
              gradients("." + n, "." + n);
            }
          }
        }
        case "forward-twice" -> {
          for (String round : List.of(".1", ".2")) {
            prediction(round, "");
            gradients(round, "");
          }
        }
        case "backward-twice" -> {
          prediction("", "");
          gradients(".1", "");
          gradients(".2", "");
        }
        case "inputs-after" -> {
          prediction("", "");
          gradients("", "");
          untouched("forward", "x");
          untouched("backward", "x", "dJdyHat");
          untouched("mseLoss", "y", "yHat");
          untouched("bceLoss", "y", "yHat");
        }
        case "parameters-after" -> {
          prediction("", "");
          gradients("", "");
          untouched("forward", "W1", "b1", "W2", "b2");
          untouched("backward", "W1", "b1", "W2", "b2");
        }
        default ->
            throw new IllegalArgumentException(
                "no trivial answer to the operation " + request.operation());
      }
    }

    private void prediction(String suffix, String inputSuffix) {
      int batch = input("x" + inputSuffix).extent(0);
      int outputs = parameter("W2", inputSuffix).extent(0);
      put("yHat", suffix, inputSuffix, batch, outputs);
    }

    private void loss(Tensor like) {
      put("J", "", "");
      put("dJdyHat", "", "", like.shape());
    }

    private void gradients(String suffix, String inputSuffix) {
      for (String name : GRADIENTS) {
        put("dJd" + name, suffix, inputSuffix, parameter(name, inputSuffix).shape());
      }
    }

    private void untouched(String during, String... names) {
      for (String name : names) {
        returned.put(name + " after " + during, input(name));
      }
    }

    private void put(String name, String suffix, String inputSuffix, int... shape) {
      Tensor answer =
          switch (TrivialAnswer.this) {
            case ZEROS -> filled(shape, () -> 0);
            case ONES -> filled(shape, () -> 1);
            case RANDOM -> filled(shape, random::nextGaussian);
            case RANDOM_BUT_FIXED -> {
              Random fixed = new Random(name.hashCode());
              yield filled(shape, fixed::nextGaussian);
            }
            case INPUT_COPIED -> flatCopy(first(likest(name), inputSuffix, name), shape);
            case INPUT_ROWS_COPIED -> rowCopy(rowsFor(name, inputSuffix), shape);
          };
      returned.put(name + suffix, answer);
    }

    private Tensor rowsFor(String name, String suffix) {
      boolean isGradient = GRADIENTS.contains(name.replaceFirst("^dJd", ""));
      return first(isGradient ? GIVEN_TO_BACKWARD : likest(name), suffix, name);
    }

    private Tensor first(List<String> candidates, String suffix, String name) {
      for (String candidate : candidates) {
        for (String key : List.of(candidate + suffix, candidate)) {
          Tensor tensor = request.tensors().get(key);
          if (tensor != null) {
            return tensor;
          }
        }
      }
      throw new IllegalArgumentException("nothing to copy for " + name);
    }

    private Tensor parameter(String name, String suffix) {
      return request.tensors().containsKey(name + suffix) ? input(name + suffix) : input(name);
    }

    private Tensor input(String name) {
      Tensor tensor = request.tensors().get(name);
      if (tensor == null) {
        throw new IllegalArgumentException("the request has no tensor " + name);
      }
      return tensor;
    }
  }

  private static List<String> likest(String name) {
    return LIKEST.getOrDefault(name, List.of());
  }

  private static Tensor filled(int[] shape, DoubleSupplier next) {
    double[] values = new double[Tensor.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = next.getAsDouble();
    }
    return Tensor.of(shape, values);
  }

  private static Tensor flatCopy(Tensor input, int[] shape) {
    double[] values = new double[Tensor.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = input.get(i % input.size());
    }
    return Tensor.of(shape, values);
  }

  private static Tensor rowCopy(Tensor input, int[] shape) {
    if (shape.length < 2 || input.rank() < 2) {
      return flatCopy(input, shape);
    }
    int inputColumns = input.extent(1);
    double[] values = new double[Tensor.sizeOf(shape)];
    for (int i = 0; i < values.length; i++) {
      int row = i / shape[1] % input.extent(0);
      values[i] = input.get(row * inputColumns + i % shape[1] % inputColumns);
    }
    return Tensor.of(shape, values);
  }
}
