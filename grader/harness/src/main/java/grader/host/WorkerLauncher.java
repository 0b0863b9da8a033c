package grader.host;

import grader.intake.Submission;
import java.io.IOException;

/**
 * Starts workers. How far a worker is shut off from everything else is the launcher's to know: one
 * implementation per rung of the isolation ladder.
 */
public interface WorkerLauncher {
  /**
   * Start a process for a submission. It may still be starting when this returns.
   *
   * @throws IOException when no process can be started: never the submission's fault
   */
  WorkerProcess launch(Submission submission) throws IOException;

  /** The name of the rung that its workers stand on, for the report. */
  String sandbox();
}
