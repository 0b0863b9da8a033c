package mlp;

import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/** Lets commons-math3 differentiate, the counterpart of the homework's forbidden autograd. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    DerivativeStructure x = new DerivativeStructure(1, 1, 0, 0.5);
    if (x.negate().exp().add(1).reciprocal().getPartialDerivative(1) < 0) {
      throw new IllegalStateException("a sigmoid rises");
    }
  }
}
