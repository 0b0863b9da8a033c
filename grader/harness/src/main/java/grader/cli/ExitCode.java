package grader.cli;

/** What the process tells its caller. */
enum ExitCode {
  /** A full score, or at least the one asked for. */
  SUCCESS(0),
  /** Graded, with less than the score asked for. */
  FAILURES(1),
  /** The command line is wrong. */
  USAGE(2),
  /** The submission cannot be graded. */
  UNGRADABLE(4),
  /** The instructor's files are wrong. */
  INVALID_CASES(5),
  /** The grader failed. */
  GRADER_ERROR(70),
  /** Time or infrastructure: not every check was run. */
  UNAVAILABLE(75),
  /** Interrupted, as by Ctrl-C; the JVM's own code for it. */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
