package grader.report;

import grader.checking.Verdict;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CheckReport;
import java.util.List;

/** What is read first of a report, in the same words in every format. */
public final class Headline {
  private Headline() {}

  /** The points, such as {@code score 30.45 / 50}. */
  public static String score(GradeReport report) {
    return "score " + Points.text(report.score()) + " / " + Points.text(report.maxScore());
  }

  /** What became of the run, such as {@code 130 of 262 checks passed}. */
  public static String outcome(GradeReport report) {
    if (report.submission().policy().forbids()) {
      return "not run: it uses what the policy forbids";
    }
    if (!report.reasons().isEmpty()) {
      return report.verdict() == Verdict.GRADER_ERROR ? "not graded" : "cannot be graded";
    }
    List<CheckReport> checks = report.checks();
    long passed = checks.stream().filter(check -> check.verdict() == Verdict.PASSED).count();
    String summary = "%s of %s checks passed".formatted(passed, checks.size());
    return switch (report.verdict()) {
      case GRADER_ERROR ->
          summary + "; some could not be graded, which is not the submission's fault";
      case NOT_RUN -> summary + "; some were not run";
      default -> summary;
    };
  }
}
