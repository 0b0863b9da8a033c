package grader.reference;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** The network of the homework, ŷ = g(Linear2(f(Linear1(x)))). */
record MLP(Linear linear1, Activation f, Linear linear2, Activation g) {
  /**
   * What the forward pass computes; backward needs all of it but ŷ.
   *
   * @param x batch × in
   * @param z1 batch × hidden
   * @param z2 f(z1), batch × hidden
   * @param z3 batch × out
   * @param yHat g(z3), batch × out
   */
  record ForwardPass(RealMatrix x, RealMatrix z1, RealMatrix z2, RealMatrix z3, RealMatrix yHat) {}

  /**
   * The gradients, of the parameters' shapes.
   *
   * @param dJdW1 hidden × in
   * @param dJdb1 hidden
   * @param dJdW2 out × hidden
   * @param dJdb2 out
   */
  record Gradients(RealMatrix dJdW1, RealVector dJdb1, RealMatrix dJdW2, RealVector dJdb2) {}

  /**
   * ŷ and what leads to it.
   *
   * @param x batch × in. Not modified
   */
  ForwardPass forward(RealMatrix x) {
    RealMatrix z1 = linear1.forward(x);
    RealMatrix z2 = f.forward(z1);
    RealMatrix z3 = linear2.forward(z2);
    return new ForwardPass(x, z1, z2, z3, g.forward(z3));
  }

  /**
   * The gradients. The batch mean is in dJ/dŷ already.
   *
   * @param dJdyHat batch × out. Not modified
   */
  Gradients backward(ForwardPass pass, RealMatrix dJdyHat) {
    RealMatrix delta2 = g.backward(dJdyHat, pass.z3());
    RealMatrix delta1 = f.backward(linear2.inputGradient(delta2), pass.z1());
    return new Gradients(
        Linear.weightGradient(delta1, pass.x()),
        Linear.biasGradient(delta1),
        Linear.weightGradient(delta2, pass.z2()),
        Linear.biasGradient(delta2));
  }
}
