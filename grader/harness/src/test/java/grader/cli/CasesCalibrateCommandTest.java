package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before anything is measured; the tests of the product measure. */
class CasesCalibrateCommandTest {
  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  @Test
  void withoutRightSubmissionsThereIsNothingToMeasure() {
    grader.install(folder);
    assertEquals(2, grader.run("cases", "calibrate", "--submissions", folder.toString()));
    assertEquals(
        "grader: there is no folder "
            + folder
            + " with folders correct-*; start in the repository, or name another with"
            + " --submissions\nTry 'grader cases calibrate --help'.\n",
        grader.err());
  }

  @Test
  void numbersOfSeedsAndJobsAreAboveZero() {
    assertEquals(2, grader.run("cases", "calibrate", "--seeds", "0"));
    assertTrue(grader.err().contains("'0' is no whole number above zero"), grader.err());
    assertEquals(2, grader.run("cases", "calibrate", "--jobs", "many"));
    assertTrue(grader.err().contains("'many' is no whole number above zero"), grader.err());
  }

  @Test
  void helpSaysWhatIsMeasured() {
    assertEquals(0, grader.run("cases", "calibrate", "--help"));
    assertTrue(grader.out().contains("a factor of 10 on either side"), grader.out());
  }
}
