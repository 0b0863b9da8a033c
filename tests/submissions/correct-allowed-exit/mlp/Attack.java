package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Leaves a matrix as it is, by names that another class made famous. */
final class Attack extends Hook {
  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Attack().halt(System.exit(yHat));
  }

  private RealMatrix halt(RealMatrix matrix) {
    return matrix;
  }
}
