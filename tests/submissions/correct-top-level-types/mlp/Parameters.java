package mlp;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

public record Parameters(RealMatrix W1, RealVector b1, RealMatrix W2, RealVector b2) {
  public Parameters {
    if (W1.getRowDimension() != b1.getDimension() || W2.getRowDimension() != b2.getDimension()) {
      throw new IllegalArgumentException(
          "W1 has "
              + W1.getRowDimension()
              + " rows, b1 "
              + b1.getDimension()
              + " elements; W2 has "
              + W2.getRowDimension()
              + " rows, b2 "
              + b2.getDimension()
              + " elements");
    }
  }
}
