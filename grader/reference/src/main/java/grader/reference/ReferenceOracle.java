package grader.reference;

import grader.oracle.Alternatives;
import grader.oracle.Expectation;
import grader.oracle.Oracle;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Answers requests with the reference network. */
public final class ReferenceOracle implements Oracle {
  @Override
  public Expectation expect(CaseRequest request) {
    return new Answer(request).expectation();
  }

  @Override
  public Alternatives alternatives() {
    return new ReferenceAlternatives();
  }

  /** One request: the inputs asked for, the quantities computed. */
  private static final class Answer {
    private final CaseRequest request;
    private final Inputs inputs;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();
    private Tensor reluMargin = Tensor.vector();

    Answer(CaseRequest request) {
      this.request = request;
      this.inputs = new Inputs(request);
    }

    Expectation expectation() {
      switch (request.operation()) {
        case "forward" -> forward(network());
        case "loss" -> loss(matrix("yHat"));
        case "backward" -> {
          MLP mlp = network();
          backward(mlp, forward(mlp), matrix("dJdyHat"));
        }
        case "train-step" -> {
          MLP mlp = network();
          MLP.ForwardPass pass = forward(mlp);
          backward(mlp, pass, loss(pass.yHat()));
        }
        default -> throw new IllegalArgumentException("unknown operation " + request.operation());
      }
      return new Expectation(tensors, reluMargin);
    }

    private MLP network() {
      return new MLP(
          new Linear(matrix("W1"), vector("b1")),
          inputs.activation("f"),
          new Linear(matrix("W2"), vector("b2")),
          inputs.activation("g"));
    }

    private MLP.ForwardPass forward(MLP mlp) {
      MLP.ForwardPass pass = mlp.forward(matrix("x"));
      tensors.put("yHat", tensor(pass.yHat()));
      reluMargin = reluMargin(mlp, pass);
      return pass;
    }

    private RealMatrix loss(RealMatrix yHat) {
      Loss loss = inputs.attribute("loss").equals("mse") ? new MSE() : new BCE();
      RealMatrix y = matrix("y");
      RealMatrix gradient = loss.gradient(y, yHat);
      tensors.put("J", Tensor.scalar(loss.value(y, yHat)));
      tensors.put("dJdyHat", tensor(gradient));
      return gradient;
    }

    private void backward(MLP mlp, MLP.ForwardPass pass, RealMatrix dJdyHat) {
      MLP.Gradients gradients = mlp.backward(pass, dJdyHat);
      tensors.put("dJdW1", tensor(gradients.dJdW1()));
      tensors.put("dJdb1", Tensor.vector(gradients.dJdb1().toArray()));
      tensors.put("dJdW2", tensor(gradients.dJdW2()));
      tensors.put("dJdb2", Tensor.vector(gradients.dJdb2().toArray()));
    }

    private static Tensor reluMargin(MLP mlp, MLP.ForwardPass pass) {
      double[] margins = new double[pass.x().getRowDimension()];
      for (int sample = 0; sample < margins.length; sample++) {
        margins[sample] =
            Math.min(margin(mlp.f(), pass.z1(), sample), margin(mlp.g(), pass.z3(), sample));
      }
      return Tensor.vector(margins);
    }

    private static double margin(Activation activation, RealMatrix z, int sample) {
      double margin = Double.POSITIVE_INFINITY;
      if (activation instanceof ReLU) {
        for (double element : z.getRow(sample)) {
          margin = Math.min(margin, Math.abs(element));
        }
      }
      return margin;
    }

    private RealMatrix matrix(String name) {
      return MatrixUtils.createRealMatrix(inputs.matrix(name));
    }

    private RealVector vector(String name) {
      return new ArrayRealVector(inputs.vector(name));
    }

    private static Tensor tensor(RealMatrix matrix) {
      int columns = matrix.getColumnDimension();
      double[] values = new double[matrix.getRowDimension() * columns];
      for (int row = 0; row < matrix.getRowDimension(); row++) {
        System.arraycopy(matrix.getRow(row), 0, values, row * columns, columns);
      }
      return Tensor.of(new int[] {matrix.getRowDimension(), columns}, values);
    }
  }
}
