package mlp;

import org.apache.commons.math3.linear.RealMatrix;

/** Takes numbers apart into bits, and puts them together again. */
final class Attack extends Hook {
  private static final class Unsafe {
    static double putAddress(long bits) {
      return Double.longBitsToDouble(bits);
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    RealMatrix copy = yHat.copy();
    for (int i = 0; i < copy.getRowDimension(); i++) {
      for (int j = 0; j < copy.getColumnDimension(); j++) {
        copy.setEntry(i, j, Unsafe.putAddress(Double.doubleToLongBits(yHat.getEntry(i, j))));
      }
    }
    return copy;
  }
}
