package mlp.layers;

import org.apache.commons.math3.linear.RealMatrix;

/** One step of the network, and back. */
public sealed interface Layer permits Linear, Elementwise {
  RealMatrix forward(RealMatrix input);

  /** From the gradient at the output to the gradient at the input. */
  RealMatrix backward(RealMatrix gradient);
}
