package grader.reference;

import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.RealMatrix;

/** An elementwise function and its derivative. */
sealed interface Activation permits ReLU, Sigmoid, Identity {
  /** a = f(z). */
  double value(double z);

  /**
   * dJ/dz = dJ/da · f'(z).
   *
   * @param upstream dJ/da
   */
  double gradient(double upstream, double z);

  /**
   * f of every element.
   *
   * @param z of any shape. Not modified
   * @return of z's shape
   */
  default RealMatrix forward(RealMatrix z) {
    RealMatrix a = z.copy();
    a.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double element) {
            return value(element);
          }
        });
    return a;
  }

  /**
   * δ = dJ/da ⊙ f'(z).
   *
   * @param upstream dJ/da. Not modified
   * @param z of the same shape. Not modified
   * @return of the same shape
   */
  default RealMatrix backward(RealMatrix upstream, RealMatrix z) {
    RealMatrix delta = upstream.copy();
    delta.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double element) {
            return gradient(element, z.getEntry(row, column));
          }
        });
    return delta;
  }
}
