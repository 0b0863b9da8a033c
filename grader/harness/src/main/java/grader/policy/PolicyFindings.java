package grader.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of holding a submission against the policy.
 *
 * @param mode what follows from it
 * @param sha256 digest of the policy's file; null when none was read
 * @param violations in the order of the classes and lines
 */
public record PolicyFindings(PolicyMode mode, @Nullable String sha256, List<Violation> violations) {
  public PolicyFindings {
    violations = List.copyOf(violations);
  }

  /** Nothing was looked at. */
  public static PolicyFindings none(PolicyMode mode) {
    return new PolicyFindings(mode, null, List.of());
  }

  /** Whether the submission may not be run. */
  public boolean forbids() {
    return mode == PolicyMode.ENFORCE && !violations.isEmpty();
  }
}
