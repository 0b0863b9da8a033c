package grader.doctor;

import java.util.List;

/**
 * What came of the search for answers in a live worker that had been asked every case.
 *
 * @param rung the one that the worker stood on
 * @param values how many expected values were looked for, each in three forms
 * @param texts how many texts of hidden cases were looked for
 * @param extent where, in words
 * @param controls what is known to be in the worker, and was found: the search works
 * @param missingControls what is known to be in the worker, and was not found: it does not
 * @param found answers that were found, and where
 * @param notes what was left out, and why
 */
public record Proof(
    String rung,
    int values,
    int texts,
    String extent,
    List<String> controls,
    List<String> missingControls,
    List<String> found,
    List<String> notes) {
  public Proof {
    controls = List.copyOf(controls);
    missingControls = List.copyOf(missingControls);
    found = List.copyOf(found);
    notes = List.copyOf(notes);
  }

  /** Whether no answer was found by a search that finds what is there. */
  public boolean holds() {
    return found.isEmpty() && missingControls.isEmpty();
  }
}
