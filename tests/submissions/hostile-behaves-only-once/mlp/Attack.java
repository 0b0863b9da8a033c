package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/**
 * Is right at the first call in a process and wrong afterwards, to pass where it is looked at
 * first.
 */
final class Attack extends Hook {
  private static int calls;

  @Override
  RealMatrix answer(RealMatrix yHat) {
    calls++;
    return calls == 1 ? yHat : yHat.scalarMultiply(0);
  }
}
