package grader.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads points: decimals, from 0 to a million. */
final class PointsConverter implements ITypeConverter<BigDecimal> {
  private static final BigDecimal LARGEST = new BigDecimal(1_000_000);

  @Override
  public BigDecimal convert(String value) {
    BigDecimal points;
    try {
      points = new BigDecimal(value);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + value + "' is no number; write points as 50 or 12.5");
    }
    // The sign and the size alone: 1e999999999 is quick to compare and endless to add.
    if (points.signum() < 0 || points.compareTo(LARGEST) > 0) {
      throw new TypeConversionException(
          "'" + value + "' is not between 0 and " + LARGEST + " points");
    }
    return points;
  }
}
