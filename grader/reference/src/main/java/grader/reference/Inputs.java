package grader.reference;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The numbers of a request, taken apart once: nobody changes what is returned. */
final class Inputs {
  private final CaseRequest request;
  private final Map<String, double[][]> matrices = new HashMap<>();
  private final Map<String, double[]> vectors = new HashMap<>();

  Inputs(CaseRequest request) {
    this.request = request;
  }

  /** The rows of a matrix. */
  double[][] matrix(String name) {
    double[][] matrix = matrices.get(name);
    if (matrix == null) {
      matrix = tensor(name).toRows();
      matrices.put(name, matrix);
    }
    return matrix;
  }

  /** The elements of a vector. */
  double[] vector(String name) {
    double[] vector = vectors.get(name);
    if (vector == null) {
      vector = tensor(name).toArray();
      vectors.put(name, vector);
    }
    return vector;
  }

  private Tensor tensor(String name) {
    Tensor tensor = request.tensors().get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the request has no tensor " + name);
    }
    return tensor;
  }

  /** An activation that the request names. */
  Activation activation(String name) {
    return switch (attribute(name)) {
      case "relu" -> new ReLU();
      case "sigmoid" -> new Sigmoid();
      case "identity" -> new Identity();
      default -> throw new IllegalArgumentException("unknown activation " + attribute(name));
    };
  }

  String attribute(String name) {
    String value = request.attributes().get(name);
    if (value == null) {
      throw new IllegalArgumentException("the request has no attribute " + name);
    }
    return value;
  }
}
