package grader.reference;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * An affine layer, z = x·Wᵀ + 1·bᵀ.
 *
 * @param W weights, out × in. Not modified
 * @param b bias, out. Not modified
 */
record Linear(RealMatrix W, RealVector b) {
  /**
   * z = x·Wᵀ + 1·bᵀ.
   *
   * @param x batch × in. Not modified
   * @return batch × out
   */
  RealMatrix forward(RealMatrix x) {
    RealMatrix z = x.multiply(W.transpose());
    for (int sample = 0; sample < z.getRowDimension(); sample++) {
      z.setRowVector(sample, z.getRowVector(sample).add(b));
    }
    return z;
  }

  /**
   * dJ/dW = δᵀ·x.
   *
   * @param delta dJ/dz, batch × out. Not modified
   * @param x batch × in. Not modified
   * @return out × in
   */
  static RealMatrix weightGradient(RealMatrix delta, RealMatrix x) {
    return delta.transpose().multiply(x);
  }

  /**
   * dJ/db = column sums of δ.
   *
   * @param delta dJ/dz, batch × out. Not modified
   * @return out
   */
  static RealVector biasGradient(RealMatrix delta) {
    RealVector sum = new ArrayRealVector(delta.getColumnDimension());
    for (int sample = 0; sample < delta.getRowDimension(); sample++) {
      sum = sum.add(delta.getRowVector(sample));
    }
    return sum;
  }

  /**
   * dJ/dx = δ·W.
   *
   * @param delta dJ/dz, batch × out. Not modified
   * @return batch × in
   */
  RealMatrix inputGradient(RealMatrix delta) {
    return delta.multiply(W);
  }
}
