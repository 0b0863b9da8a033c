package grader.doctor;

import grader.doctor.Finding.Status;
import java.util.List;

/**
 * What holds on this machine.
 *
 * @param rung the one that grading stands on here
 * @param notes what the rung does not promise, and how to reach a better one
 * @param findings one per attack
 */
public record Diagnosis(String rung, List<String> notes, List<Finding> findings) {
  public Diagnosis {
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  /** Whether all that was promised held. */
  public boolean isKept() {
    return count(Status.BROKEN) == 0;
  }

  long count(Status status) {
    return findings.stream().filter(each -> each.status() == status).count();
  }
}
