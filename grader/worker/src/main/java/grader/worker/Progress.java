package grader.worker;

import grader.protocol.Tensor;
import java.util.Map;

/** Told what a case has returned so far, before a step that may end the process. */
interface Progress {
  /**
   * Keep what was returned.
   *
   * @param returned all of it, by name; changed later
   */
  void reached(Map<String, Tensor> returned);
}
