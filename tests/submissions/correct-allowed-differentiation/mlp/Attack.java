package mlp;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.linear.DefaultRealMatrixChangingVisitor;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Precision;

/** Walks through a matrix, and maps its rows by a function. */
final class Attack extends Hook {
  private record Derivative(UnivariateFunction function) {
    double value(double x) {
      return function.value(x);
    }
  }

  @Override
  RealMatrix answer(RealMatrix yHat) {
    Derivative identity = new Derivative(x -> x);
    RealMatrix copy = yHat.copy();
    copy.walkInOptimizedOrder(
        new DefaultRealMatrixChangingVisitor() {
          @Override
          public double visit(int row, int column, double value) {
            return Precision.equals(value, 0) ? value : identity.value(value);
          }
        });
    RealVector first = copy.getRowVector(0).map(identity::value);
    copy.setRowVector(0, first);
    return copy;
  }
}
