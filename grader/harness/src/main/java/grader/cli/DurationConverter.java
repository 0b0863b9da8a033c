package grader.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 5}, {@code 5s}, {@code 500ms} and {@code 2m}. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m)?");
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Duration.ofDays(1).toNanos());

  @Override
  public Duration convert(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + value + "' is no time; write 5 or 5s for seconds, 500ms, or 2m");
    }
    String unit = matcher.group(2) == null ? "s" : matcher.group(2);
    int nanosecondsPerUnit =
        switch (unit) {
          case "ms" -> 1_000_000;
          default -> 1_000_000_000;
        };
    BigDecimal nanoseconds =
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanosecondsPerUnit));
    if (unit.equals("m")) {
      nanoseconds = nanoseconds.multiply(BigDecimal.valueOf(60));
    }
    if (nanoseconds.compareTo(LONGEST) > 0) {
      throw new TypeConversionException("'" + value + "' is longer than a day, 1440m");
    }
    Duration duration =
        Duration.ofNanos(nanoseconds.setScale(0, RoundingMode.HALF_UP).longValueExact());
    if (duration.isZero()) {
      throw new TypeConversionException("'" + value + "' is no time above zero");
    }
    return duration;
  }
}
