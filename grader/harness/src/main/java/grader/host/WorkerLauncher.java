package grader.host;

import java.io.IOException;

/**
 * Starts workers. How far a worker is shut off from everything else is the launcher's to know: one
 * implementation per rung of the isolation ladder.
 */
public interface WorkerLauncher {
  /**
   * Start a process that waits for a submission. It has told what it sees, and that is what the
   * rung promises.
   *
   * @throws SandboxUnavailableException when the rung cannot be reached on this machine
   * @throws IOException when no process can be started: never the submission's fault
   */
  WorkerProcess launch() throws IOException;

  /** The rung that its workers stand on. */
  Isolation isolation();

  /** Ctrl-C ends the worker too, and the next case would get another one: to be left behind. */
  static void refuseWhenEnding() throws IOException {
    Thread nothing = new Thread(() -> {}, "never started");
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
    } catch (IllegalStateException e) {
      throw new IOException("the grader is ending", e);
    }
  }
}
