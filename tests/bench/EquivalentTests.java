import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import grader.reference.ReferenceOracle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import mlp.MLP;
import mlp.MLP.Activation;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

/**
 * 40 of the hidden suite's cases as plain Jupiter tests: the same operations, sizes and reference, the
 * submission loaded into the same JVM. Both gates, one large batch of each kind and two laws are among
 * them, as in the suite.
 */
class EquivalentTests {
  @Test
  void forwardReluRelu() {
    new Case(Activation.RELU, Activation.RELU, 5, 11, 3, 7).forward();
  }

  @Test
  void forwardReluSigmoid() {
    new Case(Activation.RELU, Activation.SIGMOID, 3, 13, 5, 11).forward();
  }

  @Test
  void forwardReluIdentity() {
    new Case(Activation.RELU, Activation.IDENTITY, 7, 5, 11, 3).forward();
  }

  @Test
  void forwardSigmoidRelu() {
    new Case(Activation.SIGMOID, Activation.RELU, 11, 7, 3, 5).forward();
  }

  @Test
  void forwardSigmoidSigmoid() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 2, 17, 7, 13).forward();
  }

  @Test
  void forwardSigmoidIdentity() {
    new Case(Activation.SIGMOID, Activation.IDENTITY, 13, 3, 5, 7).forward();
  }

  @Test
  void forwardIdentityRelu() {
    new Case(Activation.IDENTITY, Activation.RELU, 5, 7, 13, 11).forward();
  }

  @Test
  void forwardIdentitySigmoid() {
    new Case(Activation.IDENTITY, Activation.SIGMOID, 3, 19, 11, 5).forward();
  }

  @Test
  void forwardIdentityIdentity() {
    new Case(Activation.IDENTITY, Activation.IDENTITY, 7, 13, 3, 17).forward();
  }



  @Test
  void forwardReluIdentityLargeBatch() {
    new Case(Activation.RELU, Activation.IDENTITY, 7, 31, 5, 64).forward();
  }

  @Test
  void backwardReluRelu() {
    new Case(Activation.RELU, Activation.RELU, 5, 11, 3, 7).backward();
  }

  @Test
  void backwardReluSigmoid() {
    new Case(Activation.RELU, Activation.SIGMOID, 3, 13, 5, 11).backward();
  }

  @Test
  void backwardReluIdentity() {
    new Case(Activation.RELU, Activation.IDENTITY, 7, 5, 11, 3).backward();
  }

  @Test
  void backwardSigmoidRelu() {
    new Case(Activation.SIGMOID, Activation.RELU, 11, 7, 3, 5).backward();
  }

  @Test
  void backwardSigmoidSigmoid() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 2, 17, 7, 13).backward();
  }

  @Test
  void backwardSigmoidIdentity() {
    new Case(Activation.SIGMOID, Activation.IDENTITY, 13, 3, 5, 7).backward();
  }

  @Test
  void backwardIdentityRelu() {
    new Case(Activation.IDENTITY, Activation.RELU, 5, 7, 13, 11).backward();
  }

  @Test
  void backwardIdentitySigmoid() {
    new Case(Activation.IDENTITY, Activation.SIGMOID, 3, 19, 11, 5).backward();
  }

  @Test
  void backwardIdentityIdentity() {
    new Case(Activation.IDENTITY, Activation.IDENTITY, 7, 13, 3, 17).backward();
  }

  @Test
  void backwardWide() {
    new Case(Activation.SIGMOID, Activation.IDENTITY, 5, 811, 3, 61).backward();
  }

  @Test
  void backwardSigmoidIdentityAllSizesEqual() {
    new Case(Activation.SIGMOID, Activation.IDENTITY, 5, 5, 5, 5).backward();
  }

  @Test
  void backwardReluIdentityLargeBatch() {
    new Case(Activation.RELU, Activation.IDENTITY, 7, 31, 5, 64).backward();
  }

  @Test
  void mseTall() {
    Case.loss("mse", 3, 7);
  }

  @Test
  void mseWide() {
    Case.loss("mse", 11, 5);
  }

  @Test
  void mseOneSample() {
    Case.loss("mse", 5, 1);
  }

  @Test
  void mseLargeBatch() {
    Case.loss("mse", 3, 64);
  }

  @Test
  void bceTall() {
    Case.loss("bce", 3, 7);
  }

  @Test
  void bceWide() {
    Case.loss("bce", 11, 5);
  }

  @Test
  void bceOneSample() {
    Case.loss("bce", 5, 1);
  }

  @Test
  void bceLargeBatch() {
    Case.loss("bce", 5, 13);
  }

  @Test
  void mseTrainStepReluIdentity() {
    new Case(Activation.RELU, Activation.IDENTITY, 2, 19, 5, 11).trainStep("mse");
  }

  @Test
  void mseTrainStepSigmoidRelu() {
    new Case(Activation.SIGMOID, Activation.RELU, 5, 13, 3, 7).trainStep("mse");
  }

  @Test
  void mseTrainStepIdentitySigmoid() {
    new Case(Activation.IDENTITY, Activation.SIGMOID, 3, 11, 7, 5).trainStep("mse");
  }

  @Test
  void mseTrainStepSigmoidSigmoid() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 7, 5, 5, 13).trainStep("mse");
  }

  @Test
  void mseTrainStepWide() {
    new Case(Activation.SIGMOID, Activation.IDENTITY, 5, 811, 3, 61).trainStep("mse");
  }

  @Test
  void bceTrainStepReluSigmoid() {
    new Case(Activation.RELU, Activation.SIGMOID, 5, 17, 3, 7).trainStep("bce");
  }

  @Test
  void bceTrainStepSigmoidSigmoid() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 3, 11, 5, 13).trainStep("bce");
  }

  @Test
  void bceTrainStepIdentitySigmoid() {
    new Case(Activation.IDENTITY, Activation.SIGMOID, 7, 3, 11, 5).trainStep("bce");
  }

  /** Draws the inputs, runs the submission, compares with the reference. */
  @Test
  void sameAnswerTwiceAndInputsUntouched() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 3, 7, 5, 7).twice();
  }

  @Test
  void centralDifferences() {
    new Case(Activation.SIGMOID, Activation.SIGMOID, 3, 7, 5, 7).centralDifferences();
  }

  private static final class Case {
    private static final double TOLERANCE = 1e-6;
    private static final double STEP = 1e-5;

    private final Random random = new Random(1);
    private final Map<String, Tensor> inputs = new HashMap<>();
    private final Activation f;
    private final Activation g;
    private final int in;
    private final int hidden;
    private final int out;
    private final int batch;

    Case(Activation f, Activation g, int in, int hidden, int out, int batch) {
      this.f = f;
      this.g = g;
      this.in = in;
      this.hidden = hidden;
      this.out = out;
      this.batch = batch;
      draw("W1", hidden, in);
      draw("b1", hidden);
      draw("W2", out, hidden);
      draw("b2", out);
      draw("x", batch, in);
    }

    private void draw(String name, int... shape) {
      double[] values = new double[Tensor.sizeOf(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextGaussian();
      }
      inputs.put(name, Tensor.of(shape, values));
    }

    private RealMatrix matrix(String name) {
      return MatrixUtils.createRealMatrix(inputs.get(name).toRows());
    }

    private ArrayRealVector vector(String name) {
      return new ArrayRealVector(inputs.get(name).toArray());
    }

    private Map<String, Tensor> expected(String operation, String loss) {
      String fId = f.name().toLowerCase(Locale.ROOT);
      String gId = g.name().toLowerCase(Locale.ROOT);
      return new ReferenceOracle()
          .expect(new CaseRequest(0, operation, Map.of("f", fId, "g", gId, "loss", loss), inputs))
          .tensors();
    }

    private MLP network() {
      MLP network = new MLP(in, hidden, f, hidden, out, g);
      network.parameters = new MLP.Parameters(matrix("W1"), vector("b1"), matrix("W2"), vector("b2"));
      network.clearGradAndCache();
      return network;
    }

    void forward() {
      assertMatrix(expected("forward", "").get("yHat"), network().forward(matrix("x")));
    }

    void backward() {
      draw("dJdyHat", batch, out);
      Map<String, Tensor> expected = expected("backward", "");
      MLP network = network();
      network.forward(matrix("x"));
      network.backward(matrix("dJdyHat"));
      assertGradients(expected, network.grads);
    }

    void twice() {
      draw("dJdyHat", batch, out);
      RealMatrix x = matrix("x");
      RealMatrix dJdyHat = matrix("dJdyHat");
      MLP network = network();
      RealMatrix first = network.forward(x);
      network.backward(dJdyHat);
      MLP.Gradients gradients = network.grads;
      network.clearGradAndCache();
      assertEquals(first, network.forward(x));
      network.backward(dJdyHat);
      assertEquals(gradients, network.grads);
      assertEquals(matrix("x"), x);
      assertEquals(matrix("dJdyHat"), dJdyHat);
    }

    /** The derivative of ⟨dJdyHat, ŷ⟩ by each parameter, one by one. */
    void centralDifferences() {
      draw("dJdyHat", batch, out);
      MLP network = network();
      network.forward(matrix("x"));
      network.backward(matrix("dJdyHat"));
      assertDifferences("W1", network.grads.dJdW1());
      assertDifferences("b1", MatrixUtils.createRowRealMatrix(network.grads.dJdb1().toArray()));
      assertDifferences("W2", network.grads.dJdW2());
      assertDifferences("b2", MatrixUtils.createRowRealMatrix(network.grads.dJdb2().toArray()));
    }

    private void assertDifferences(String name, RealMatrix gradient) {
      Tensor parameter = inputs.get(name);
      for (int i = 0; i < parameter.size(); i++) {
        double difference = (shifted(name, i, STEP) - shifted(name, i, -STEP)) / (2 * STEP);
        inputs.put(name, parameter);
        int columns = gradient.getColumnDimension();
        assertEquals(difference, gradient.getEntry(i / columns, i % columns), TOLERANCE);
      }
    }

    private double shifted(String name, int position, double step) {
      Tensor parameter = inputs.get(name);
      double[] values = parameter.toArray();
      values[position] += step;
      inputs.put(name, Tensor.of(parameter.shape(), values));
      RealMatrix yHat = network().forward(matrix("x"));
      inputs.put(name, parameter);
      return yHat.transpose().multiply(matrix("dJdyHat")).getTrace();
    }

    void trainStep(String loss) {
      draw("y", batch, out);
      Map<String, Tensor> expected = expected("train-step", loss);
      MLP network = network();
      RealMatrix yHat = network.forward(matrix("x"));
      MLP.Loss result = loss.equals("mse") ? MLP.mseLoss(matrix("y"), yHat) : MLP.bceLoss(matrix("y"), yHat);
      network.backward(result.dJdyHat());
      assertMatrix(expected.get("yHat"), yHat);
      assertLoss(expected, result);
      assertGradients(expected, network.grads);
    }

    static void loss(String loss, int out, int batch) {
      Case inputs = new Case(Activation.IDENTITY, Activation.IDENTITY, 1, 1, out, batch);
      inputs.draw("y", batch, out);
      double[] predictions = new double[batch * out];
      for (int i = 0; i < predictions.length; i++) {
        predictions[i] = 0.05 + 0.9 * inputs.random.nextDouble();
      }
      inputs.inputs.put("yHat", Tensor.of(new int[] {batch, out}, predictions));
      RealMatrix y = inputs.matrix("y");
      RealMatrix yHat = inputs.matrix("yHat");
      MLP.Loss result = loss.equals("mse") ? MLP.mseLoss(y, yHat) : MLP.bceLoss(y, yHat);
      assertLoss(inputs.expected("loss", loss), result);
    }

    private static void assertLoss(Map<String, Tensor> expected, MLP.Loss actual) {
      assertEquals(expected.get("J").get(0), actual.J(), TOLERANCE);
      assertMatrix(expected.get("dJdyHat"), actual.dJdyHat());
    }

    private static void assertGradients(Map<String, Tensor> expected, MLP.Gradients actual) {
      assertMatrix(expected.get("dJdW1"), actual.dJdW1());
      assertArrayEquals(expected.get("dJdb1").toArray(), actual.dJdb1().toArray(), TOLERANCE);
      assertMatrix(expected.get("dJdW2"), actual.dJdW2());
      assertArrayEquals(expected.get("dJdb2").toArray(), actual.dJdb2().toArray(), TOLERANCE);
    }

    private static void assertMatrix(Tensor expected, RealMatrix actual) {
      double[][] rows = expected.toRows();
      assertEquals(rows.length, actual.getRowDimension());
      for (int row = 0; row < rows.length; row++) {
        assertArrayEquals(rows[row], actual.getRow(row), TOLERANCE);
      }
    }
  }
}
