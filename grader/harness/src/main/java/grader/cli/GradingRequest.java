package grader.cli;

import grader.host.WorkerLimits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run of the grader is asked to do.
 *
 * @param submission the jar, as it was given
 * @param tests case files and folders of them
 * @param points what a full score is worth; null for the sum of the checks' points
 * @param seed redraws generated tensors
 * @param limits of each worker
 * @param totalTimeout for all cases together, wall time
 */
record GradingRequest(
    Path submission,
    List<Path> tests,
    @Nullable BigDecimal points,
    long seed,
    WorkerLimits limits,
    Duration totalTimeout) {
  GradingRequest {
    tests = List.copyOf(tests);
  }
}
