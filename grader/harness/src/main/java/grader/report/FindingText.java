package grader.report;

import grader.scoring.Finding;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import java.util.ArrayList;
import java.util.List;

/** A diagnosis in lines of text, in the same words in every format. Inert. */
public final class FindingText {
  private static final String DIAGNOSIS = "diagnosis: ";

  private FindingText() {}

  /** Every finding, numbered, with what shows it below. */
  public static List<String> lines(GradeReport report) {
    List<String> lines = new ArrayList<>();
    int number = 1;
    for (Finding finding : report.findings()) {
      lines.add(number + ". " + mistake(finding));
      details(finding).forEach(detail -> lines.add("   " + detail));
      number++;
    }
    return lines;
  }

  /** What is wrong and what it costs. */
  public static String mistake(Finding finding) {
    String cost =
        finding.points().signum() == 0 ? "" : " (costs " + Points.counted(finding.points()) + ")";
    return InertText.line(finding.mistake()) + cost;
  }

  /**
   * What shows it, where it is and a hint: a line each, where there is one. No values of cases,
   * which stand beside the cases, for whoever may see those.
   */
  public static List<String> details(Finding finding) {
    List<String> lines = new ArrayList<>();
    add(lines, "", finding.evidence());
    add(lines, "where: ", finding.where());
    add(lines, "hint: ", finding.hint());
    return lines;
  }

  private static void add(List<String> lines, String label, String sentence) {
    if (!sentence.isEmpty()) {
      lines.add(label + InertText.line(sentence));
    }
  }

  /** What explains a failed check, values of cases included. */
  public static List<String> about(GradeReport report, String caseId, String checkId) {
    Finding.CheckName check = new Finding.CheckName(caseId, checkId);
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (finding.explains().contains(check)) {
        add(lines, DIAGNOSIS, finding.mistake());
        add(lines, "numbers: ", finding.numbers());
        add(lines, "hint: ", finding.hint());
      } else if (finding.follows().contains(check)) {
        add(lines, DIAGNOSIS + "follows from: ", finding.mistake());
      }
    }
    return lines;
  }

  /** What explains a case's failed checks, without values, which may be another case's. */
  static List<String> about(GradeReport report, CaseReport testCase) {
    List<String> lines = new ArrayList<>();
    for (Finding finding : report.findings()) {
      if (names(finding.explains(), testCase)) {
        add(lines, DIAGNOSIS, finding.mistake());
        add(lines, "hint: ", finding.hint());
      } else if (names(finding.follows(), testCase)) {
        add(lines, DIAGNOSIS + "follows from: ", finding.mistake());
      }
    }
    return lines;
  }

  private static boolean names(List<Finding.CheckName> checks, CaseReport testCase) {
    return checks.stream().anyMatch(check -> check.caseId().equals(testCase.id()));
  }
}
