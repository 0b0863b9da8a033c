package mlp;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Goes through streams and comes back unchanged. */
final class Attack extends Hook {
  @Override
  RealMatrix answer(RealMatrix yHat) {
    DoubleUnaryOperator identity = Math::abs;
    UnaryOperator<double[]> copy = double[]::clone;
    Function<double[][], RealMatrix> matrix = Array2DRowRealMatrix::new;
    double sum =
        Arrays.stream(yHat.getData()).flatMapToDouble(DoubleStream::of).map(identity).sum();
    String text = "the sum of " + yHat.getRowDimension() + " rows is " + sum;
    double[][] rows =
        IntStream.range(0, yHat.getRowDimension())
            .mapToObj(yHat::getRow)
            .map(copy)
            .filter(row -> !text.isEmpty())
            .toArray(double[][]::new);
    return matrix.apply(rows);
  }
}
