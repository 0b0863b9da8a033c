package mlp;

import org.apache.commons.math3.linear.OpenMapRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Returns a matrix of 100,000 × 100,000. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new OpenMapRealMatrix(46_000, 46_000);
  }
}
