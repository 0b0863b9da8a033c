package grader.host;

import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** A process and what it started, as long as it has not cut itself loose. */
final class ProcessTree implements Enclosure {
  private static final long DEATH_SECONDS = 10;

  @Override
  public void open(InputStream output) {
    // Nothing stands between the worker and its output.
  }

  @Override
  public long worker(Process process) {
    return process.pid();
  }

  @Override
  public void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS);
  }
}
