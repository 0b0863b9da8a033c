package grader.host;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Launches the first worker before it is asked for: a worker needs no submission to start, and its
 * start is the longest part of a run.
 */
public final class HeadStart implements WorkerLauncher, AutoCloseable {
  private final WorkerLauncher launcher;

  /**
   * Lives as long as the worker may: bubblewrap ends what it runs when the thread ends that it was
   * started by.
   */
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "head start");
            created.setDaemon(true);
            return created;
          });

  private @Nullable Future<WorkerProcess> first;

  /**
   * Begin at once.
   *
   * @param launcher of the first worker and of all others
   */
  public HeadStart(WorkerLauncher launcher) {
    this.launcher = launcher;
    this.first = thread.submit(launcher::launch);
  }

  /** The worker that was launched ahead; then, or when that failed, another one. */
  @Override
  public WorkerProcess launch() throws IOException {
    Future<WorkerProcess> task = taken();
    if (task != null) {
      try {
        return task.get();
      } catch (ExecutionException e) {
        // Tried again, so that the reason is the one that counts.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return launcher.launch();
  }

  private synchronized @Nullable Future<WorkerProcess> taken() {
    Future<WorkerProcess> task = first;
    first = null;
    return task;
  }

  @Override
  public Isolation isolation() {
    return launcher.isolation();
  }

  /** End the worker that was launched ahead. */
  @Override
  public void close() {
    Future<WorkerProcess> task = taken();
    if (task != null) {
      try {
        task.get().close();
      } catch (ExecutionException e) {
        // There is none.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    thread.shutdownNow();
  }
}
