package grader.property;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Obeys every law and is no network: with weights that count up from 1, ŷ[r][k] = Σ (i +
 * 1)·W1[i][j]· x[r][j] + Σ (i + 1)·b1[i] + Σ (i + 1)·W2[k][i] + b2[k].
 */
public class FakeNetwork {
  /** What it is asked with: a case of 2 inputs, 3 hidden units, 2 outputs, batch 5. */
  public static final CaseRequest INPUTS =
      new CaseRequest(
          1,
          "backward",
          Map.of("f", "relu", "g", "identity"),
          Map.of(
              "W1", matrix(3, 2, 0.3),
              "b1", Tensor.vector(0.1, -0.2, 0.4),
              "W2", matrix(2, 3, 0.7),
              "b2", Tensor.vector(-0.6, 0.9),
              "x", matrix(5, 2, 1.1),
              "dJdyHat", matrix(5, 2, 1.9),
              "y", matrix(5, 2, 2.3),
              "yHat", matrix(5, 2, 2.9)));

  private static Tensor matrix(int rows, int columns, double phase) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.cos(phase + 1.7 * i);
    }
    return Tensor.of(new int[] {rows, columns}, values);
  }

  /** Answers a request as the worker does. */
  public final Map<String, Tensor> answer(CaseRequest request) {
    Map<String, Tensor> returned = new LinkedHashMap<>();
    switch (request.operation()) {
      case "passes" -> passes(request, returned, false);
      case "rounds" -> passes(request, returned, true);
      case "interleaved" -> {
        passes(request, returned, false);
        interleave(returned);
      }
      case "forward-twice" -> {
        Map<String, Tensor> answer = pass(request, "", 1);
        for (int n = 1; n <= 2; n++) {
          for (Map.Entry<String, Tensor> each : answer.entrySet()) {
            returned.put(each.getKey() + "." + n, each.getValue());
          }
        }
        laterForward(returned);
      }
      case "backward-twice" -> {
        returned.putAll(pass(request, "", 1));
        for (String name : Answer.GRADIENTS) {
          Tensor gradient = tensor(returned, name);
          returned.remove(name);
          returned.put(name + ".1", gradient);
          returned.put(name + ".2", secondBackward(gradient));
        }
      }
      case "inputs-after" -> {
        returned.putAll(pass(request, "", 1));
        for (String name :
            List.of(
                "x after forward",
                "x after backward",
                "dJdyHat after backward",
                "y after mseLoss",
                "yHat after mseLoss",
                "y after bceLoss",
                "yHat after bceLoss")) {
          returned.put(
              name, left(name, tensor(request.tensors(), name.substring(0, name.indexOf(' ')))));
        }
      }
      case "parameters-after" -> {
        returned.putAll(pass(request, "", 1));
        for (String method : List.of("forward", "backward")) {
          for (String parameter : Inputs.PARAMETERS) {
            String name = parameter + " after " + method;
            returned.put(name, left(name, tensor(request.tensors(), parameter)));
          }
        }
      }
      default -> throw new IllegalArgumentException(request.operation());
    }
    return returned;
  }

  /** What becomes of an argument or a parameter. */
  Tensor left(String name, Tensor sent) {
    return sent;
  }

  /** A gradient after the second backward without a clear. */
  Tensor secondBackward(Tensor gradient) {
    return gradient;
  }

  /** What becomes of the answers of two networks that are used in turns. */
  void interleave(Map<String, Tensor> returned) {}

  /** What becomes of the answers when forward was called with other samples before the second. */
  void laterForward(Map<String, Tensor> returned) {}

  /**
   * What becomes of one answer.
   *
   * @param round how often the network was used, this time included
   * @param batch the size of the batch
   * @param previous the size of the network's first batch
   */
  Tensor change(String name, Tensor right, int round, int batch, int previous) {
    return right;
  }

  /**
   * What backward takes for x.
   *
   * @param first x of the network's first batch
   */
  Tensor kept(Tensor x, Tensor first) {
    return x;
  }

  /** Whether it computes with its first parameters when they are replaced. */
  boolean keepsParameters() {
    return false;
  }

  private void passes(CaseRequest request, Map<String, Tensor> returned, boolean isOneNetwork) {
    for (int n = 1; request.tensors().containsKey("x." + n); n++) {
      int round = isOneNetwork ? n : 1;
      Map<String, Tensor> answer = pass(request, "." + n, round);
      for (Map.Entry<String, Tensor> entry : answer.entrySet()) {
        returned.put(entry.getKey() + "." + n, entry.getValue());
      }
    }
  }

  private Map<String, Tensor> pass(CaseRequest request, String suffix, int round) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    for (String name : List.of("W1", "b1", "W2", "b2", "x", "dJdyHat")) {
      boolean isKept = round > 1 && Inputs.PARAMETERS.contains(name) && keepsParameters();
      Tensor tensor = request.tensors().get(name + (isKept ? ".1" : suffix));
      if (tensor == null) {
        tensor = request.tensors().get(name);
      }
      if (tensor != null) {
        own.put(name, tensor);
      }
    }
    Tensor x = tensor(own, "x");
    Map<String, Tensor> answer = new LinkedHashMap<>();
    answer.put("yHat", prediction(own, x));
    Tensor first = round == 1 ? x : request.tensors().getOrDefault("x.1", x);
    if (own.containsKey("dJdyHat")) {
      gradients(own, kept(x, first), tensor(own, "dJdyHat"), answer);
    }
    int batch = x.extent(0);
    answer.replaceAll((name, right) -> change(name, right, round, batch, first.extent(0)));
    return answer;
  }

  private static Tensor prediction(Map<String, Tensor> own, Tensor x) {
    Tensor w1 = tensor(own, "W1");
    Tensor b1 = tensor(own, "b1");
    Tensor w2 = tensor(own, "W2");
    Tensor b2 = tensor(own, "b2");
    double[] values = new double[x.extent(0) * b2.size()];
    for (int r = 0; r < x.extent(0); r++) {
      for (int k = 0; k < b2.size(); k++) {
        double sum = b2.get(k);
        for (int i = 0; i < b1.size(); i++) {
          sum += (i + 1) * (b1.get(i) + w2.get(k * b1.size() + i));
          for (int j = 0; j < x.extent(1); j++) {
            sum += (i + 1) * w1.get(i * x.extent(1) + j) * x.get(r * x.extent(1) + j);
          }
        }
        values[r * b2.size() + k] = sum;
      }
    }
    return Tensor.of(new int[] {x.extent(0), b2.size()}, values);
  }

  private static void gradients(
      Map<String, Tensor> own, Tensor x, Tensor d, Map<String, Tensor> answer) {
    int hidden = tensor(own, "b1").size();
    int in = x.extent(1);
    int out = d.extent(1);
    double[] w1 = new double[hidden * in];
    double[] b1 = new double[hidden];
    double[] w2 = new double[out * hidden];
    double[] b2 = new double[out];
    for (int r = 0; r < d.extent(0); r++) {
      for (int k = 0; k < out; k++) {
        double value = d.get(r * out + k);
        b2[k] += value;
        for (int i = 0; i < hidden; i++) {
          b1[i] += (i + 1) * value;
          w2[k * hidden + i] += (i + 1) * value;
          for (int j = 0; j < in; j++) {
            w1[i * in + j] += (i + 1) * value * x.get(r * in + j);
          }
        }
      }
    }
    answer.put("dJdW1", Tensor.of(new int[] {hidden, in}, w1));
    answer.put("dJdb1", Tensor.vector(b1));
    answer.put("dJdW2", Tensor.of(new int[] {out, hidden}, w2));
    answer.put("dJdb2", Tensor.vector(b2));
  }

  static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new AssertionError("no " + name);
    }
    return tensor;
  }

  /** A network that changes one of its answers in the same way each time. */
  static FakeNetwork changing(String changed, UnaryOperator<Tensor> change) {
    return new FakeNetwork() {
      @Override
      Tensor change(String name, Tensor right, int round, int batch, int previous) {
        return name.equals(changed) ? change.apply(right) : right;
      }
    };
  }
}
