package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/**
 * Throws an exception whose class name is long, turns the reading direction and holds invisible
 * characters.
 */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new Hostile();
  }

  /** Renamed when the jar is packed, to what no compiler takes. */
  private static final class Hostile extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
