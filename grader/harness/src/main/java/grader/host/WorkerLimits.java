package grader.host;

import java.time.Duration;

/**
 * What a worker may use.
 *
 * @param memoryMebibytes heap, in MiB
 * @param start for the process to start and bind the submission, wall time
 * @param perCase for one case, wall time, the start not counted
 */
public record WorkerLimits(int memoryMebibytes, Duration start, Duration perCase) {}
