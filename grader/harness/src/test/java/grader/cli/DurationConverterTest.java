package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {
  private final DurationConverter converter = new DurationConverter();

  @ParameterizedTest
  @CsvSource({
    "5, PT5S",
    "5s, PT5S",
    "0.5, PT0.5S",
    "1.5s, PT1.5S",
    "500ms, PT0.5S",
    "2m, PT2M",
    "0.5m, PT30S",
    "1440m, PT24H",
    "86400, PT24H",
    "0.001ms, PT0.000001S",
    "0.000001ms, PT0.000000001S",
    "007, PT7S",
  })
  void timesAreReadWithTheirUnit(String text, Duration duration) {
    assertEquals(duration, converter.convert(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "s",
        "five",
        "-5",
        "+5",
        "5 s",
        "5S",
        "5h",
        "5min",
        ".5",
        "5.",
        "1e3",
        "5,5",
        "PT5S",
        "٥",
        "1234567890",
        "0x5",
        "5s5s"
      })
  void anythingElseIsNoTimeAndTheFormsAreNamed(String text) {
    assertEquals(
        "'" + text + "' is no time; write 5 or 5s for seconds, 500ms, or 2m",
        assertThrows(TypeConversionException.class, () -> converter.convert(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0s", "0.0ms", "0.0000001ms"})
  void zeroIsNoTimeToGrade(String text) {
    assertEquals(
        "'" + text + "' is no time above zero",
        assertThrows(TypeConversionException.class, () -> converter.convert(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1441m", "86400.000000001", "999999999m"})
  void longerThanADayIsAMistake(String text) {
    assertEquals(
        "'" + text + "' is longer than a day, 1440m",
        assertThrows(TypeConversionException.class, () -> converter.convert(text)).getMessage());
  }
}
