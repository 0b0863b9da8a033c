package mlp;

import org.apache.commons.math3.analysis.FunctionUtils;
import org.apache.commons.math3.analysis.function.Sigmoid;

/** Lets commons-math3's function objects give the derivative. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    double slope =
        FunctionUtils.toDifferentiableUnivariateFunction(new Sigmoid()).derivative().value(0.5);
    if (slope < 0) {
      throw new IllegalStateException("a sigmoid rises");
    }
  }
}
