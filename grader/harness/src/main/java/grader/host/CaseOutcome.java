package grader.host;

import grader.checking.CheckResult;
import grader.protocol.CapturedOutput;
import grader.protocol.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a case ended, before anything is judged.
 *
 * @param returned what the submission returned, by name; what came before a failure is there
 * @param failure what stands for every check whose tensor was not returned; null when the case ran
 *     to its end
 * @param trace the submission's own stack frames at the failure: untrusted
 * @param output what the submission printed: untrusted
 * @param time from the question to the answer, wall time
 */
public record CaseOutcome(
    Map<String, Tensor> returned,
    @Nullable CheckResult failure,
    List<String> trace,
    CapturedOutput output,
    Duration time) {
  /**
   * What a case of several requests gave: the time of all, the first failure, and what the first
   * request printed that printed at all, since the others print the same again.
   */
  public CaseOutcome followedBy(CaseOutcome next) {
    CaseOutcome failed = failure == null ? next : this;
    return new CaseOutcome(
        next.returned(),
        failed.failure(),
        failed.trace(),
        output.text().isBlank() ? next.output() : output,
        time.plus(next.time()));
  }

  /** A case that gave nothing. */
  public static CaseOutcome failed(CheckResult failure, Duration time) {
    return new CaseOutcome(Map.of(), failure, List.of(), CapturedOutput.NONE, time);
  }
}
