package grader.intake;

import java.util.List;

/**
 * A submission cannot be graded.
 *
 * @param reasons what is wrong and how to mend it, one sentence each; at least one. What a compiler
 *     says stands below its sentence, in lines of its own. They may hold text of the submission's:
 *     untrusted
 */
public record Rejection(List<String> reasons) implements IntakeResult {
  public Rejection {
    reasons = List.copyOf(reasons);
  }

  /** A rejection for one reason. */
  public static Rejection because(String reason) {
    return new Rejection(List.of(reason));
  }
}
