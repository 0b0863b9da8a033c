package mlp;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Returns a matrix that says that it has -1 rows. */
final class Attack extends Hook {

  @Override
  RealMatrix answer(RealMatrix yHat) {
    return new Negative(yHat);
  }

  private static final class Negative extends Array2DRowRealMatrix {
    private static final long serialVersionUID = 1;

    Negative(RealMatrix matrix) {
      super(matrix.getData());
    }

    @Override
    public int getRowDimension() {
      return -1;
    }
  }
}
