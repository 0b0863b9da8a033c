package grader.report;

import grader.checking.Verdict;
import grader.scoring.GradeReport.CheckReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks of a case that failed for one and the same reason: one exception fails four checks.
 *
 * @param names the checks' ids, such as {@code dJdW2, dJdb2}
 * @param message the reason. Untrusted
 */
public record FailedChecks(String names, String message) {
  /** What failed of these, in their order. */
  public static List<FailedChecks> of(List<CheckReport> checks) {
    List<FailedChecks> groups = new ArrayList<>();
    for (CheckReport check : checks) {
      if (check.verdict() == Verdict.PASSED) {
        continue;
      }
      int last = groups.size() - 1;
      FailedChecks previous = last < 0 ? null : groups.get(last);
      if (previous != null && previous.message().equals(check.message())) {
        groups.set(last, new FailedChecks(previous.names() + ", " + check.id(), check.message()));
      } else {
        groups.add(new FailedChecks(check.id(), check.message()));
      }
    }
    return groups;
  }

  /** In one line. Untrusted. */
  public String sentence() {
    return message.isEmpty() ? names : names + ": " + message;
  }
}
