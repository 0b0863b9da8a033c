package grader.cli;

import grader.cases.Named;

/** The formats of {@code --format}. */
enum ReportFormat implements Named {
  /** For people. */
  CONSOLE("console"),
  /** The whole report, for programs. */
  JSON("json"),
  /** For Jenkins, GitLab and others that read JUnit's. */
  JUNIT_XML("junit-xml"),
  /** Open Test Reporting. */
  OTR("otr"),
  /** {@code results.json}. */
  GRADESCOPE("gradescope"),
  /** {@code results.json}. */
  PRAIRIELEARN("prairielearn"),
  /** The end of standard output. */
  AUTOLAB("autolab"),
  /** {@code result.json}. */
  CLASSROOM50("classroom50"),
  /** Annotations, and the files that GitHub Actions names. */
  GITHUB("github"),
  /** For comments and summaries. */
  MARKDOWN("markdown"),
  /** What breaks the policy. */
  SARIF("sarif"),
  /** For people, in a browser. */
  HTML("html");

  private final String id;

  ReportFormat(String id) {
    this.id = id;
  }

  @Override
  public String id() {
    return id;
  }

  /**
   * Whether it is a gradebook's: the grade is in the file, and an exit code other than 0 would be
   * taken for a fault of the grader's.
   */
  boolean isGradebook() {
    return switch (this) {
      case GRADESCOPE, PRAIRIELEARN, AUTOLAB, CLASSROOM50 -> true;
      default -> false;
    };
  }

  /**
   * Whether it can say that a submission has no grade. Where it cannot, nothing is written when the
   * grader failed, since all that could be written counts as a grade.
   */
  boolean canSayNotGraded() {
    return this != GRADESCOPE && this != CLASSROOM50;
  }

  /** Whether it begins with the score in words. */
  boolean isForPeople() {
    return this == CONSOLE || this == AUTOLAB || this == GITHUB || this == MARKDOWN;
  }

  /** Whether it may be written to a file of the caller's choice. */
  boolean takesOutput() {
    return this != GITHUB;
  }
}
