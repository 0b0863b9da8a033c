package grader.report;

import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a case below its name, in formats that have room for several lines. */
public final class CaseDetails {
  /** Characters of what a case printed: who prints more looks at it at home. */
  private static final int MAX_PRINTED = 10_000;

  private CaseDetails() {}

  /** Why it failed, in one line; empty when it passed. Inert. */
  public static String sentence(CaseReport testCase) {
    return InertText.line(
        FailedChecks.of(testCase.checks()).stream()
            .map(FailedChecks::sentence)
            .collect(Collectors.joining("; ")));
  }

  /**
   * A line per failed check, what a diagnosis says of them, where the case failed and what it
   * printed. Inert; empty when the case passed and printed nothing.
   */
  public static List<String> lines(GradeReport report, CaseReport testCase) {
    List<String> lines = new ArrayList<>();
    for (FailedChecks failed : FailedChecks.of(testCase.checks())) {
      lines.add(InertText.line(failed.sentence()));
    }
    lines.addAll(FindingText.about(report, testCase));
    for (String frame : testCase.trace()) {
      lines.add("    at " + InertText.line(frame));
    }
    List<String> printed = printed(testCase);
    if (!printed.isEmpty()) {
      lines.add("printed:");
      lines.addAll(printed);
    }
    return lines;
  }

  /** What it printed, or its beginning, line by line. Inert; empty when that is blank. */
  static List<String> printed(CaseReport testCase) {
    String text = testCase.output().text().stripTrailing();
    if (text.isBlank()) {
      return List.of();
    }
    if (text.length() <= MAX_PRINTED) {
      return InertText.lines(text);
    }
    List<String> lines = new ArrayList<>(InertText.lines(text.substring(0, MAX_PRINTED)));
    lines.add("… (" + testCase.output().totalBytes() + " bytes were printed in all)");
    return lines;
  }
}
