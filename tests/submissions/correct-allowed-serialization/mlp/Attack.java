package mlp;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** A matrix that knows what it is. */
final class Attack extends Hook {
  private static final class ShapeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShapeException(String message) {
      super(message);
    }
  }

  private static final class Activations extends Array2DRowRealMatrix {
    private static final long serialVersionUID = 2L;

    Activations(RealMatrix matrix) {
      super(matrix.getData());
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    try {
      throw new ShapeException("%d rows".formatted(yHat.getRowDimension()));
    } catch (ShapeException e) {
      return new Activations(yHat);
    }
  }
}
