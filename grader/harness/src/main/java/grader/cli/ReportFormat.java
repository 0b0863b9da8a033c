package grader.cli;

/** The formats of {@code --format}. */
enum ReportFormat {
  /** For people. */
  CONSOLE,
  /** For programs. */
  JSON,
  /** For people, in a browser. */
  HTML
}
