package mlp;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Returns a matrix of another size at each look, up to 2^31 rows. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Restless(yHat);
  }

  private static final class Restless extends Array2DRowRealMatrix {
    private static final long serialVersionUID = 1;

    private int looks;

    Restless(RealMatrix matrix) {
      super(matrix.getData());
    }

    @Override
    public int getRowDimension() {
      return looks++ == 0 ? Integer.MAX_VALUE : -1;
    }
  }
}
