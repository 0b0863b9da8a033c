package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Not the one of java.lang. */
final class System {
  private System() {}

  static RealMatrix exit(RealMatrix matrix) {
    return matrix.copy();
  }
}
