package mlp;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Returns a matrix that gives the right numbers, and throws when it is asked for anything else that
 * an object can be asked.
 */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Hostile(yHat);
  }

  private static final class Hostile extends Array2DRowRealMatrix {
    private static final long serialVersionUID = 1;

    Hostile(RealMatrix matrix) {
      super(matrix.getData());
    }

    @Override
    public boolean equals(Object other) {
      throw new ThreadDeath();
    }

    @Override
    public int hashCode() {
      throw new ThreadDeath();
    }

    @Override
    public String toString() {
      throw new ThreadDeath();
    }
  }
}
