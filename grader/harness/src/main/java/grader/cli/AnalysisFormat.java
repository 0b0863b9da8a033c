package grader.cli;

import grader.cases.Named;
import java.util.Locale;

/** How what was found of a suite is written. */
enum AnalysisFormat implements Named {
  /** For people. */
  CONSOLE,
  /** For programs. */
  JSON;

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
