package grader.host;

import java.io.IOException;
import java.io.InputStream;

/** What holds a worker's processes together, so that all of them can be ended. */
interface Enclosure {
  /**
   * Read what the enclosure says on the worker's standard output before the worker itself speaks.
   *
   * @throws IOException when it could not be made
   */
  void open(InputStream output) throws IOException;

  /**
   * The worker's own process.
   *
   * @param process the process that the grader started
   */
  long worker(Process process);

  /**
   * End everything that the worker is and has started; when this returns, nothing of it runs.
   *
   * @param process the process that the grader started
   */
  void kill(Process process) throws InterruptedException;
}
