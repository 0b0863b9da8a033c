package grader.cli;

import grader.cases.Named;

/** How far a submission is to be shut off, as it is asked for. */
enum SandboxChoice implements Named {
  /** As far as this machine can. */
  AUTO,
  /** Sealed, or it is not graded. */
  REQUIRED,
  /** By another user's id. */
  USER,
  /** By a process of its own alone. */
  PROCESS
}
