package grader.cli;

import grader.cases.Feedback;
import grader.host.WorkerLimits;
import grader.policy.PolicyMode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the grader is asked to do.
 *
 * @param submission the jar or the source, as it was given
 * @param library what a source may use beside the JDK
 * @param tests case files and folders of them
 * @param points what a full score is worth; null for the sum of the checks' points
 * @param seed redraws generated tensors
 * @param policy what a submission may not use
 * @param policyMode what becomes of one that uses it; the file is not read when it is off
 * @param feedback how much the report tells of cases that are not visible; null for what the suites
 *     say
 * @param limits of each worker
 * @param totalTimeout for all cases together, wall time
 */
record GradingRequest(
    Path submission,
    Path library,
    List<Path> tests,
    @Nullable BigDecimal points,
    long seed,
    Path policy,
    PolicyMode policyMode,
    @Nullable Feedback feedback,
    WorkerLimits limits,
    Duration totalTimeout) {
  GradingRequest {
    tests = List.copyOf(tests);
  }
}
