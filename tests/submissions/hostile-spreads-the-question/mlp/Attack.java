package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/**
 * Throws what it was asked, so that hidden inputs can be read from the feedback: bounded, and for
 * the instructor to show or not.
 */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new IllegalStateException("canary " + yHat.toString().repeat(100_000));
  }
}
