package grader.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 256}, {@code 256m} and {@code 1g} as MiB. */
final class MebibytesConverter implements ITypeConverter<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mMgG])?");
  private static final int SMALLEST = 16;
  private static final int LARGEST = 64 << 10;

  @Override
  public Integer convert(String value) {
    Matcher matcher = SIZE.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + value + "' is no amount of memory; write 256 or 256m for MiB, or 1g");
    }
    long mebibytes = Long.parseLong(matcher.group(1));
    if ("g".equalsIgnoreCase(matcher.group(2))) {
      mebibytes <<= 10;
    }
    if (mebibytes < SMALLEST || mebibytes > LARGEST) {
      throw new TypeConversionException(
          "'" + value + "' is not between " + SMALLEST + " MiB and " + (LARGEST >> 10) + " GiB");
    }
    return (int) mebibytes;
  }
}
