package grader.cli;

import grader.cases.Named;

/** How what was found of a suite is written. */
enum AnalysisFormat implements Named {
  /** For people. */
  CONSOLE,
  /** For programs. */
  JSON
}
