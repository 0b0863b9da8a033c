package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MebibytesConverterTest {
  private final MebibytesConverter converter = new MebibytesConverter();

  @ParameterizedTest
  @CsvSource({
    "256, 256",
    "256m, 256",
    "256M, 256",
    "1g, 1024",
    "2G, 2048",
    "16, 16",
    "64g, 65536",
    "65536, 65536",
    "0016, 16",
  })
  void sizesAreReadInMebibytes(String text, int mebibytes) {
    assertEquals(mebibytes, converter.convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "m", "256k", "256mb", "256 m", "-1", "1.5g", "1e3", "1000000", "٢٥٦"})
  void anythingElseIsNoSizeAndTheFormsAreNamed(String text) {
    assertEquals(
        "'" + text + "' is no amount of memory; write 256 or 256m for MiB, or 1g",
        assertThrows(TypeConversionException.class, () -> converter.convert(text)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "15", "65537", "65g", "999999g"})
  void sizeThatNoWorkerCanHaveIsAMistake(String text) {
    assertEquals(
        "'" + text + "' is not between 16 MiB and 64 GiB",
        assertThrows(TypeConversionException.class, () -> converter.convert(text)).getMessage());
  }
}
