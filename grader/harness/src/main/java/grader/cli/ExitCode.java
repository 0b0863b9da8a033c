package grader.cli;

/** What the process tells its caller. */
enum ExitCode {
  /** A full score, or at least the one asked for. */
  SUCCESS(0, "full score, or at least --min-score"),
  /** Graded, with less than the score asked for. */
  FAILURES(1, "graded, with failures"),
  /** The command line is wrong. */
  USAGE(2, "the command line is wrong"),
  /** The submission uses what it may not, and was not run. */
  POLICY_VIOLATION(3, "the submission breaks the policy, and was not run"),
  /** The submission cannot be graded. */
  UNGRADABLE(4, "the submission cannot be graded"),
  /** The instructor's files are wrong. */
  INVALID_CASES(5, "the instructor's files are wrong"),
  /** The grader failed. */
  GRADER_ERROR(70, "the grader failed"),
  /** Time or infrastructure: not every check was run. */
  UNAVAILABLE(75, "time or infrastructure: not every check was run"),
  /** Interrupted, as by Ctrl-C; the JVM's own code for it. */
  INTERRUPTED(130, "interrupted");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** For the help text. */
  String meaning() {
    return meaning;
  }
}
