package grader.host;

import grader.host.WorkerProcess.Reply;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks at what a worker uses while it is busy with one request. */
final class ResourceWatch {
  private final long pid;
  private final Duration processorTime;
  private final int mebibytes;

  /** At the first look; null before it. */
  private @Nullable Duration usedBefore;

  /**
   * Watch one request.
   *
   * @param processorTime that its threads may take together
   * @param mebibytes that the process may have
   */
  ResourceWatch(long pid, Duration processorTime, int mebibytes) {
    this.pid = pid;
    this.processorTime = processorTime;
    this.mebibytes = mebibytes;
  }

  /** What it used too much of; null as long as there is nothing. */
  @Nullable Reply look() {
    ResourceUsage usage = ResourceUsage.of(pid);
    if (usage == null) {
      return null;
    }
    if (usage.residentMebibytes() > mebibytes) {
      return new Reply.TookTooMuchMemory(mebibytes);
    }
    if (usedBefore == null) {
      usedBefore = usage.processorTime();
    }
    return usage.processorTime().minus(usedBefore).compareTo(processorTime) > 0
        ? new Reply.TookTooMuchProcessorTime(processorTime)
        : null;
  }
}
