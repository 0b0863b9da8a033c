package grader.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number above zero. */
final class PositiveNumberConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    if (!value.matches("[1-9]\\d{0,8}")) {
      throw new TypeConversionException("'" + value + "' is no whole number above zero");
    }
    return Integer.valueOf(value);
  }
}
