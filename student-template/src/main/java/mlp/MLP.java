package mlp;

import java.util.Random;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * A multilayer perceptron with two linear layers, trained by backpropagation that you write by
 * hand.
 *
 * <pre>
 *   x ──▶ linear 1 ──▶ f ──▶ linear 2 ──▶ g ──▶ ŷ
 *         W1, b1             W2, b2
 * </pre>
 *
 * A linear layer maps a sample {@code v} to {@code W·v + b}; {@code f} and {@code g} are applied to
 * each element. Samples come in batches, <b>one sample per row</b>:
 *
 * <table>
 *   <caption>Shapes, rows × columns</caption>
 *   <tr><th>what</th><th>shape</th></tr>
 *   <tr><td>x</td><td>batch × in</td></tr>
 *   <tr><td>W1, dJdW1</td><td>hidden × in</td></tr>
 *   <tr><td>b1, dJdb1</td><td>hidden</td></tr>
 *   <tr><td>W2, dJdW2</td><td>out × hidden</td></tr>
 *   <tr><td>b2, dJdb2</td><td>out</td></tr>
 *   <tr><td>y, ŷ, dJdyHat</td><td>batch × out</td></tr>
 * </table>
 *
 * <p>The batch size is the number of rows of {@code x}; it may differ from one call to the next.
 *
 * <h2>Your task</h2>
 *
 * Replace the bodies of {@link #forward}, {@link #backward}, {@link #mseLoss} and {@link #bceLoss}.
 * The constructor and {@link #clearGradAndCache} are complete. One step of training calls them in
 * this order:
 *
 * <pre>{@code
 * MLP net = new MLP(2, 20, Activation.RELU, 20, 5, Activation.IDENTITY);
 *
 * net.clearGradAndCache();                  // grads are zeros
 * RealMatrix yHat = net.forward(x);         // predict, and remember what backward needs
 * Loss loss = MLP.mseLoss(y, yHat);         // how wrong, and in which direction
 * net.backward(loss.dJdyHat());             // fills net.grads
 * }</pre>
 *
 * {@link #parameters} may be replaced between two steps, so read them anew in every call.
 *
 * <h2>Rules</h2>
 *
 * <ul>
 *   <li>Compute gradients by the chain rule, in code of your own: no automatic differentiation
 *       (commons-math3's package {@code analysis.differentiation} is its counterpart of autograd)
 *       and no numerical differentiation.
 *   <li>Use the JDK and commons-math3, nothing else.
 *   <li>Never change a matrix or vector that you were given, and never change {@link #parameters}:
 *       updating them is the optimizer's job. Of the object's state, {@code forward} sets nothing
 *       but your cache, and {@code backward} nothing but your cache and {@link #grads}.
 *   <li>Keep the public names, types and signatures as they are, and everything in this file.
 *       Private fields (your cache), helper methods and further private nested classes are welcome.
 * </ul>
 */
public class MLP {

  /** A function applied to each element of a matrix. */
  public enum Activation {
    /** {@code max(0, z)}. Its derivative at exactly 0 is taken to be 0, as in PyTorch. */
    RELU,
    /**
     * The logistic function {@code 1 / (1 + e^(−z))}. Neither it nor its derivative may overflow or
     * become NaN, even for {@code |z|} up to 1000.
     */
    SIGMOID,
    /** {@code z} itself. */
    IDENTITY
  }

  /**
   * What the network has learnt.
   *
   * @param W1 weights of linear 1, hidden × in
   * @param b1 bias of linear 1, hidden
   * @param W2 weights of linear 2, out × hidden
   * @param b2 bias of linear 2, out
   */
  public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {}

  /**
   * The derivatives of J with respect to the parameters, each of its parameter's shape.
   *
   * @param dJdW1 hidden × in
   * @param dJdb1 hidden
   * @param dJdW2 out × hidden
   * @param dJdb2 out
   */
  public record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  /**
   * What a loss function returns.
   *
   * @param J the loss of the whole batch, one number
   * @param dJdyHat the derivative of J with respect to each element of ŷ, batch × out
   */
  public record Loss(double J, RealMatrix dJdyHat) {}

  /** The current parameters. Read them, never change them. */
  public Parameters parameters;

  /** The gradients that the last {@link #backward} computed; zeros before the first. */
  public Gradients grads;

  private final Activation fFunction;
  private final Activation gFunction;

  // Your cache goes here: private fields for what backward needs to know about the last forward.

  /**
   * Creates a network with random parameters: normally distributed, scaled by 1/√(inputs of the
   * layer), so that activations keep their size from layer to layer. Complete as it is.
   *
   * @param linear1InFeatures inputs of the network ("in" in the shapes)
   * @param linear1OutFeatures hidden units ("hidden")
   * @param fFunction activation of the hidden units
   * @param linear2InFeatures hidden units again
   * @param linear2OutFeatures outputs of the network ("out")
   * @param gFunction activation of the outputs
   */
  public MLP(
      int linear1InFeatures,
      int linear1OutFeatures,
      Activation fFunction,
      int linear2InFeatures,
      int linear2OutFeatures,
      Activation gFunction) {
    if (linear1OutFeatures != linear2InFeatures) {
      throw new IllegalArgumentException(
          "linear 1 has %d outputs, but linear 2 has %d inputs"
              .formatted(linear1OutFeatures, linear2InFeatures));
    }
    this.fFunction = fFunction;
    this.gFunction = gFunction;
    Random random = new Random();
    parameters =
        new Parameters(
            randomMatrix(linear1OutFeatures, linear1InFeatures, linear1InFeatures, random),
            randomMatrix(1, linear1OutFeatures, linear1InFeatures, random).getRowVector(0),
            randomMatrix(linear2OutFeatures, linear2InFeatures, linear2InFeatures, random),
            randomMatrix(1, linear2OutFeatures, linear2InFeatures, random).getRowVector(0));
    clearGradAndCache();
  }

  /**
   * Computes the network's output for a batch, and keeps in your cache what {@link #backward} will
   * need. The latest call is the one that counts.
   *
   * @param x the inputs, batch × in; not modified
   * @return ŷ, batch × out
   */
  public RealMatrix forward(RealMatrix x) {
    throw new UnsupportedOperationException("forward is not implemented yet");
  }

  /**
   * Computes the gradients for the batch of the last {@link #forward} and stores them in {@link
   * #grads}.
   *
   * <p>J is a mean over the batch, and {@code dJdyHat} contains the division by its size already:
   * backward never divides by the batch again. {@code dJdyHat} can be any matrix of its shape, so
   * rely on no particular loss.
   *
   * <p>After {@link #clearGradAndCache} and one forward, one backward leaves exactly the gradients
   * in {@code grads}. A second backward without clearing may overwrite them or, as PyTorch does,
   * add to them: both are right.
   *
   * @param dJdyHat the derivative of J with respect to each element of ŷ, batch × out; not modified
   */
  public void backward(RealMatrix dJdyHat) {
    throw new UnsupportedOperationException("backward is not implemented yet");
  }

  /**
   * Sets the gradients back to zeros of their parameters' shapes. Complete as it is; if your cache
   * has to be emptied between two steps, do so here.
   */
  public void clearGradAndCache() {
    grads =
        new Gradients(
            MatrixUtils.createRealMatrix(
                parameters.W1().getRowDimension(), parameters.W1().getColumnDimension()),
            new ArrayRealVector(parameters.b1().getDimension()),
            MatrixUtils.createRealMatrix(
                parameters.W2().getRowDimension(), parameters.W2().getColumnDimension()),
            new ArrayRealVector(parameters.b2().getDimension()));
  }

  /**
   * The mean squared error: the mean of {@code (ŷ − y)²} over <b>all batch · out elements</b>, as
   * PyTorch's {@code mse_loss} computes it. There is no factor ½.
   *
   * @param y the targets, batch × out; not modified
   * @param yHat the predictions ŷ, batch × out; not modified
   * @return J and its derivative with respect to each element of ŷ
   */
  public static Loss mseLoss(RealMatrix y, RealMatrix yHat) {
    throw new UnsupportedOperationException("mseLoss is not implemented yet");
  }

  /**
   * The binary cross-entropy: the mean of {@code −[y·ln ŷ + (1 − y)·ln(1 − ŷ)]} over <b>all batch ·
   * out elements</b>, as PyTorch's {@code binary_cross_entropy} computes it.
   *
   * <p>ŷ may be exactly 0 or 1, where a logarithm is −∞. PyTorch's two conventions keep everything
   * finite:
   *
   * <ul>
   *   <li>in J, each of the two logarithms is replaced by −100 where it is less than −100;
   *   <li>in the gradient, a denominator {@code ŷ(1 − ŷ)} is replaced by {@code max(ŷ(1 − ŷ), ε)}
   *       with {@code ε = (float) 1e-12}.
   * </ul>
   *
   * @param y the targets, each from 0 to 1, batch × out; not modified
   * @param yHat the predictions ŷ, each from 0 to 1, batch × out; not modified
   * @return J and its derivative with respect to each element of ŷ
   */
  public static Loss bceLoss(RealMatrix y, RealMatrix yHat) {
    throw new UnsupportedOperationException("bceLoss is not implemented yet");
  }

  private static RealMatrix randomMatrix(int rows, int columns, int fanIn, Random random) {
    RealMatrix matrix = MatrixUtils.createRealMatrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        matrix.setEntry(i, j, random.nextGaussian() / Math.sqrt(fanIn));
      }
    }
    return matrix;
  }
}
