package grader.reference;

import org.apache.commons.math3.linear.RealMatrix;

/** A loss, the mean of a term over all batch · out elements, and its gradient at the prediction. */
sealed interface Loss permits MSE, BCE {
  /** The term of one element. */
  double term(double y, double yHat);

  /** The derivative of the term at ŷ. */
  double termGradient(double y, double yHat);

  /**
   * J, the mean of the terms.
   *
   * @param y labels, batch × out. Not modified
   * @param yHat predictions, batch × out. Not modified
   */
  default double value(RealMatrix y, RealMatrix yHat) {
    double sum = 0;
    for (int sample = 0; sample < y.getRowDimension(); sample++) {
      for (int output = 0; output < y.getColumnDimension(); output++) {
        sum += term(y.getEntry(sample, output), yHat.getEntry(sample, output));
      }
    }
    return sum / elements(y);
  }

  /**
   * dJ/dŷ.
   *
   * @param y labels, batch × out. Not modified
   * @param yHat predictions, batch × out. Not modified
   * @return batch × out
   */
  default RealMatrix gradient(RealMatrix y, RealMatrix yHat) {
    RealMatrix gradient = y.createMatrix(y.getRowDimension(), y.getColumnDimension());
    for (int sample = 0; sample < y.getRowDimension(); sample++) {
      for (int output = 0; output < y.getColumnDimension(); output++) {
        double derivative = termGradient(y.getEntry(sample, output), yHat.getEntry(sample, output));
        gradient.setEntry(sample, output, derivative / elements(y));
      }
    }
    return gradient;
  }

  private static double elements(RealMatrix matrix) {
    return (double) matrix.getRowDimension() * matrix.getColumnDimension();
  }
}
