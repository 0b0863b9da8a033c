package grader.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said before anything is run; the tests of the product audit. */
class CasesAuditCommandTest {
  @TempDir private Path folder = Path.of("");

  private final CommandRunner grader = new CommandRunner();

  @Test
  void anEditionWithoutAReferenceAuditsNothing() {
    grader.install(folder);
    assertEquals(75, grader.run("cases", "audit"));
    assertEquals(
        "grader: this edition of the grader has no reference to judge a suite by\n", grader.err());
  }

  @Test
  void numbersOfSeedsAndJobsAreAboveZero() {
    assertEquals(2, grader.run("cases", "audit", "--seeds", "0"));
    assertTrue(grader.err().contains("'0' is no whole number above zero"), grader.err());
    assertEquals(2, grader.run("cases", "audit", "--jobs", "many"));
    assertTrue(grader.err().contains("'many' is no whole number above zero"), grader.err());
  }

  @Test
  void helpSaysByWhatASuiteIsJudged() {
    assertEquals(0, grader.run("cases", "audit", "--help"));
    assertTrue(grader.out().contains("wrong submissions, mutants of the"), grader.out());
    assertTrue(grader.out().contains("mvn -P mutation package"), grader.out());
  }
}
