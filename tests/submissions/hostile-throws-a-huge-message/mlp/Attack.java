package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Throws an exception with a message of 100 million characters. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new IllegalStateException("x".repeat(100_000_000));
  }
}
