package grader.cases;

import java.nio.file.Path;
import java.util.List;

/**
 * The cases of one file.
 *
 * @param id unique in a run
 * @param title for people
 * @param file where it was read from
 * @param sha256 digest of the file's bytes, in hexadecimal
 * @param cases at least one
 */
public record TestSuite(String id, String title, Path file, String sha256, List<TestCase> cases) {
  public TestSuite {
    cases = List.copyOf(cases);
  }
}
