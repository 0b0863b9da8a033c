package grader.worker;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What nearly every submission makes the JVM do first, done while there is none yet: commons-math3
 * sets up its number formats, and the JDK what makes a lambda. The first case would wait for it.
 */
final class WarmUp {
  private WarmUp() {}

  static void run() {
    RealMatrix matrix = MatrixUtils.createRealMatrix(new double[][] {{1, 2}, {3, 4}});
    new ArrayRealVector(matrix.multiply(matrix.transpose()).getRow(0)).add(matrix.getRowVector(1));
    lambda();
  }

  /** By hand: one that javac makes is in the class-data archive, ready to use. */
  private static void lambda() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType type = MethodType.methodType(double.class, double.class);
    try {
      MethodHandle absolute = lookup.findStatic(Math.class, "abs", type);
      LambdaMetafactory.metafactory(
              lookup,
              "applyAsDouble",
              MethodType.methodType(DoubleUnaryOperator.class),
              type,
              absolute,
              type)
          .getTarget()
          .invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("a lambda cannot be made", e);
    }
  }
}
