package grader.cases;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cases of one file.
 *
 * @param id unique in a run
 * @param title for people
 * @param file where it was read from
 * @param sha256 digest of the file's bytes, in hexadecimal
 * @param gate the id of the first case when nothing else of the suite counts unless it ends in
 *     time; null when each case stands for itself
 * @param feedback how much a report tells of its hidden cases; null when it is not said
 * @param cases at least one
 */
public record TestSuite(
    String id,
    String title,
    Path file,
    String sha256,
    @Nullable String gate,
    @Nullable Feedback feedback,
    List<TestCase> cases) {
  public TestSuite {
    cases = List.copyOf(cases);
  }

  /** A suite that says nothing of gate and feedback. */
  public TestSuite(String id, String title, Path file, String sha256, List<TestCase> cases) {
    this(id, title, file, sha256, null, null, cases);
  }
}
