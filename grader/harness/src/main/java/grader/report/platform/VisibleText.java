package grader.report.platform;

import grader.report.CaseDetails;
import grader.scoring.GradeReport;
import java.util.ArrayList;
import java.util.List;

/** The report as text for students, without what is not visible to them. */
final class VisibleText {
  private static final int MAX_LINES = 2_000;

  private VisibleText() {}

  /** Lines, of which the last says how it was run. Inert. */
  static List<String> lines(GradeReport report) {
    List<String> lines = new ArrayList<>();
    Preface.lines(report).forEach(line -> lines.addAll(line.lines().toList()));
    if (report.reasons().isEmpty()) {
      for (ShownCases row : ShownCases.of(report)) {
        if (row.isPassed()) {
          continue;
        }
        lines.add("failed: " + row.name() + ": " + row.points());
        if (row.testCase() != null) {
          CaseDetails.lines(report, row.testCase()).forEach(line -> lines.add("  " + line));
        }
      }
    }
    int more = lines.size() - MAX_LINES;
    List<String> shown = new ArrayList<>(lines.subList(0, Math.min(lines.size(), MAX_LINES)));
    if (more > 0) {
      shown.add("… (" + more + " more lines)");
    }
    shown.add(Preface.facts(report));
    return shown;
  }
}
