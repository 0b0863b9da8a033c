package grader.cases;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Case files cannot be used. Holds everything that is wrong with them, not only the first thing.
 */
public final class InvalidCasesException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public InvalidCasesException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the files and of their lines. */
  public List<Problem> problems() {
    return problems;
  }
}
