package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Throws an exception whose message never comes. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    throw new Endless();
  }

  private static final class Endless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      while (true) {
        Thread.onSpinWait();
      }
    }
  }
}
