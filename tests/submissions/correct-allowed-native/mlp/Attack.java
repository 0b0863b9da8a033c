package mlp;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.util.FastMath;

/** Computes the same power in three ways. */
final class Attack extends Hook {
  private static double load(double exponent) {
    return Math.exp(exponent) / StrictMath.exp(exponent) * FastMath.exp(0);
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return yHat.scalarMultiply(load(0));
  }
}
