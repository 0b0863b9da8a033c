package grader.report.platform;

import grader.cases.Feedback;
import grader.policy.PolicyMode;
import grader.policy.Violation;
import grader.report.FindingText;
import grader.report.Headline;
import grader.report.InertText;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.Environment;
import java.util.ArrayList;
import java.util.List;

/** What stands above the cases, in lines. Inert. */
final class Preface {
  /** A jar may break the policy in a thousand places, and have as many notes. */
  private static final int MAX_SENTENCES = 20;

  private Preface() {}

  /** The outcome, why it could not be graded, what breaks the policy, notes and findings. */
  static List<String> lines(GradeReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(Headline.score(report) + ": " + Headline.outcome(report));
    addFirst(lines, "", report.reasons());
    if (!report.submission().policy().forbids()) {
      addFirst(
          lines,
          "policy: ",
          report.submission().policy().violations().stream().map(Violation::message).toList());
    }
    addFirst(lines, "note: ", report.submission().notes());
    lines.addAll(FindingText.lines(report));
    return lines;
  }

  /** Why a submission could not be graded, the first reasons of many. Inert. */
  static List<String> reasons(GradeReport report) {
    List<String> lines = new ArrayList<>();
    addFirst(lines, "", report.reasons());
    return lines;
  }

  private static void addFirst(List<String> lines, String label, List<String> sentences) {
    sentences.stream()
        .limit(MAX_SENTENCES)
        .forEach(sentence -> lines.add(label + String.join("\n", InertText.lines(sentence))));
    if (sentences.size() > MAX_SENTENCES) {
      lines.add("… and " + (sentences.size() - MAX_SENTENCES) + " more");
    }
  }

  /** How it was run, in one line. */
  static String facts(GradeReport report) {
    Environment environment = report.environment();
    PolicyMode mode = report.submission().policy().mode();
    Feedback feedback = report.feedback();
    return "grader %s, Java %s, sandbox %s, seed %s%s%s"
        .formatted(
            environment.grader(),
            environment.java(),
            environment.sandbox(),
            environment.seed(),
            mode == PolicyMode.ENFORCE ? "" : ", policy " + mode.id(),
            feedback == Feedback.FULL ? "" : ", feedback " + feedback.id());
  }
}
