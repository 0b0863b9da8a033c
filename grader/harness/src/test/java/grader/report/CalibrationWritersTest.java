package grader.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.evidence.Calibrations;
import grader.golden.GoldenFile;
import org.junit.jupiter.api.Test;

class CalibrationWritersTest {
  private static final Style PLAIN = new Style(false, true, 80);
  private static final Style ASCII = new Style(false, false, 80);

  @Test
  void whatIsNarrowOrRefusedIsSaidInWords() {
    GoldenFile.assertMatches(
        "report/calibration-unsound.txt",
        ConsoleCalibrationWriter.write(Calibrations.unsound(), PLAIN));
  }

  @Test
  void whatIsSoundIsSaidInTheFirstLine() {
    GoldenFile.assertMatches(
        "report/calibration-sound.txt",
        ConsoleCalibrationWriter.write(Calibrations.sound(), PLAIN));
  }

  @Test
  void asciiWhereTheEncodingHasNothingElse() {
    String text = ConsoleCalibrationWriter.write(Calibrations.unsound(), ASCII);
    assertTrue(text.chars().allMatch(character -> character < 0x7f), text);
    assertFalse(text.contains("?"), text);
  }

  @Test
  void programsGetEveryNumber() {
    GoldenFile.assertMatches(
        "report/calibration-unsound.json", JsonCalibrationWriter.write(Calibrations.unsound()));
  }
}
