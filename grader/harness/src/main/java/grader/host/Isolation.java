package grader.host;

import java.util.List;

/**
 * How far a run's workers were shut off from everything else, for the report.
 *
 * @param rung the name of the rung of the isolation ladder; {@code none} when no worker was started
 * @param notes what the rung does not promise, and why it is not a higher one: sentences
 */
public record Isolation(String rung, List<String> notes) {
  /** No code of the submission was run. */
  public static final Isolation NONE = new Isolation("none", List.of());

  public Isolation {
    notes = List.copyOf(notes);
  }
}
