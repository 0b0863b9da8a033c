package grader.html;

import grader.cases.Feedback;
import grader.cases.Operation;
import grader.cases.Quantity;
import grader.cases.Visibility;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.html.Page.Case;
import grader.html.Page.CheckRow;
import grader.html.Page.Fact;
import grader.html.Page.Link;
import grader.html.Page.Maps;
import grader.html.Page.Mistake;
import grader.html.Page.Outcome;
import grader.html.Page.Suite;
import grader.policy.Violation;
import grader.protocol.Tensor;
import grader.report.InertText;
import grader.scoring.Finding;
import grader.scoring.Finding.CheckName;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.Environment;
import grader.scoring.GradeReport.SuiteReport;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a report into what the page shows, text by text. */
final class PageBuilder {
  /** Of all pictures: closed ones cost a browser nothing but their characters. */
  private static final int MOST_DRAWN = 3_000_000;

  private static final int MOST_LINES = 100;
  private static final int MOST_CHARACTERS = 8000;

  private final GradeReport report;
  private final String style;
  private final String script;
  private final String policy;
  private final Map<CheckName, List<Link>> mistakesOfChecks = new HashMap<>();
  private int maps;
  private int drawn;
  private int leftOut;

  PageBuilder(GradeReport report, String style, String script, String policy) {
    this.report = report;
    this.style = style;
    this.script = script;
    this.policy = policy;
    linkMistakes();
  }

  Page page() {
    List<Suite> suites = report.suites().stream().map(this::suite).toList();
    return new Page(
        style,
        script,
        policy,
        fileName(),
        plain(report.score()),
        plain(report.maxScore()),
        percent(report.score(), report.maxScore()),
        outcome(report.verdict()),
        summary(),
        report.reasons().stream().map(PageBuilder::lines).toList(),
        notes(),
        mistakes(),
        new DrawingBuilder(report).drawing(),
        suites,
        suites.stream().mapToInt(suite -> suite.cases().size()).sum(),
        report.checks().stream().anyMatch(check -> check.verdict() != Verdict.PASSED),
        maps > 0,
        leftOut == 0
            ? ""
            : "The pictures of the last "
                + leftOut
                + " checks are left out: the page would be too large.",
        masked(),
        facts());
  }

  /** Where it lies is said further below. */
  private String fileName() {
    String file = report.submission().file();
    return line(file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1));
  }

  private String summary() {
    if (report.submission().policy().forbids()) {
      return "Not run: it uses what the policy forbids.";
    }
    if (!report.reasons().isEmpty()) {
      return report.verdict() == Verdict.GRADER_ERROR
          ? "Not graded, which is not the submission’s fault."
          : "Cannot be graded.";
    }
    List<CheckReport> checks = report.checks();
    long passed = checks.stream().filter(each -> each.verdict() == Verdict.PASSED).count();
    String text = passed + " of " + checks.size() + " checks passed.";
    return switch (report.verdict()) {
      case GRADER_ERROR -> text + " Some could not be graded, which is not the submission’s fault.";
      case NOT_RUN -> text + " Some were not run.";
      default -> text;
    };
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (!report.submission().policy().forbids()) {
      for (Violation violation : report.submission().policy().violations()) {
        notes.add("Policy: " + line(violation.message()));
      }
    }
    report.submission().notes().forEach(note -> notes.add(line(note)));
    return notes;
  }

  private String masked() {
    return switch (report.feedback()) {
      case FULL -> "";
      case HINT ->
          "Numbers of cases that are not public are left out: expected values, inputs, and what"
              + " the submission returned or printed.";
      case VERDICT -> "Of cases that are not public, only what passed is shown.";
    };
  }

  private List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    for (Finding finding : report.findings()) {
      mistakes.add(mistake(finding, mistakes.size() + 1));
    }
    return mistakes;
  }

  private void linkMistakes() {
    int number = 1;
    for (Finding finding : report.findings()) {
      link(finding.explains(), new Link("mistake-" + number, "mistake " + number));
      link(finding.follows(), new Link("mistake-" + number, "follows from mistake " + number));
      number++;
    }
  }

  private void link(List<CheckName> checks, Link link) {
    for (CheckName check : checks) {
      mistakesOfChecks.computeIfAbsent(check, each -> new ArrayList<>()).add(link);
    }
  }

  private static Mistake mistake(Finding finding, int number) {
    return new Mistake(
        number,
        line(finding.id()),
        finding.isRoot(),
        line(finding.mistake()),
        line(finding.evidence()),
        line(finding.numbers()),
        line(finding.where()),
        line(finding.hint()),
        switch (finding.confidence()) {
          case HIGH -> "certain";
          case MEDIUM -> "likely";
          case LOW -> "no known mistake";
        },
        plain(finding.points()),
        links(finding.explains()),
        links(finding.follows()));
  }

  private static List<Link> links(List<CheckName> checks) {
    return checks.stream()
        .map(
            check ->
                new Link(
                    anchor(check.caseId(), check.checkId()),
                    line(check.caseId()) + " " + line(check.checkId())))
        .toList();
  }

  private Suite suite(SuiteReport suite) {
    List<Case> cases = suite.cases().stream().map(each -> testCase(suite, each)).toList();
    int passed = (int) cases.stream().filter(each -> each.outcome() == Outcome.PASSED).count();
    return new Suite(
        line(suite.id()),
        line(suite.title()),
        outcome(suite.verdict()),
        passed,
        cases.size(),
        points(suite.score(), suite.maxScore()),
        suite.maxScore().signum() == 0
            ? 100 * passed / Math.max(1, cases.size())
            : percent(suite.score(), suite.maxScore()),
        cases);
  }

  private Case testCase(SuiteReport suite, CaseReport testCase) {
    boolean isPassed =
        testCase.checks().stream().allMatch(each -> each.verdict() == Verdict.PASSED);
    List<CheckRow> checks = isPassed ? List.of() : checks(testCase);
    String title = line(testCase.title());
    String searched =
        String.join(
            " ",
            testCase.id(),
            title,
            line(suite.title()),
            testCase.operation().id(),
            String.join(
                " ",
                testCase.checks().stream()
                    .map(each -> line(each.id()) + " " + words(each.verdict()))
                    .toList()));
    return new Case(
        "case-" + testCase.id(),
        line(testCase.id()),
        title,
        testCase.operation().id(),
        audience(testCase.visibility()),
        outcome(testCase.verdict()),
        points(testCase.score(), testCase.maxScore()),
        searched.toLowerCase(Locale.ROOT),
        checks,
        isPassed ? testCase.checks().stream().map(each -> line(each.id())).toList() : List.of(),
        testCase.verdict() == Verdict.PASSED ? "" : lines(testCase.output().text().strip()),
        testCase.trace().stream().map(InertText::line).toList());
  }

  private List<CheckRow> checks(CaseReport testCase) {
    List<CheckRow> rows = new ArrayList<>();
    String before = "";
    for (CheckReport check : testCase.checks()) {
      boolean isRepeated = !check.message().isEmpty() && check.message().equals(before);
      rows.add(check(testCase, check, isRepeated));
      before = check.message();
    }
    return rows;
  }

  private CheckRow check(CaseReport testCase, CheckReport check, boolean isRepeated) {
    Maps pictures = maps(check.values());
    if (pictures != null && drawn + pictures.characters() > MOST_DRAWN) {
      pictures = null;
      leftOut++;
    }
    boolean isFirst = pictures != null && maps == 0;
    if (pictures != null) {
      maps++;
      drawn += pictures.characters();
    }
    return new CheckRow(
        anchor(testCase.id(), check.id()),
        line(check.id()),
        about(testCase.operation(), check.id()),
        outcome(check.verdict()),
        words(check.verdict()),
        points(check.score(), check.maxScore()),
        isRepeated && pictures == null ? "" : line(check.message()),
        isRepeated && pictures == null,
        mistakesOfChecks.getOrDefault(new CheckName(testCase.id(), check.id()), List.of()),
        pictures,
        isFirst);
  }

  /** A number is no picture; two of different shapes are two pictures and no difference. */
  private static @Nullable Maps maps(@Nullable ComparedValues values) {
    if (values == null || (values.expected().size() <= 1 && values.actual().size() <= 1)) {
      return null;
    }
    Tensor expected = values.expected();
    Tensor actual = values.actual();
    double scale = HeatMap.largest(expected.size(), expected::get);
    HeatMap expectedMap = HeatMap.ofValues("expected", expected, scale);
    HeatMap actualMap = HeatMap.ofValues("submitted", actual, scale);
    return new Maps(
        Pattern.of(expected, actual),
        actual.hasShapeOf(expected)
            ? List.of(HeatMap.ofDifferences(expected, actual), actualMap, expectedMap)
            : List.of(actualMap, expectedMap));
  }

  private static String about(Operation operation, String checkId) {
    if (operation == Operation.PROPERTY) {
      return "law";
    }
    for (Quantity quantity : operation.outputs()) {
      if (quantity.id().equals(checkId)) {
        return quantity.axes().isEmpty() ? "number" : quantity.axes();
      }
    }
    return "";
  }

  private List<Fact> facts() {
    Environment environment = report.environment();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Submission", nonEmpty(report.submission().file(), "sha256 " + digest())));
    List<String> sandbox = new ArrayList<>(List.of(environment.sandbox()));
    environment.sandboxNotes().forEach(note -> sandbox.add(line(note)));
    facts.add(new Fact("Sandbox", sandbox));
    facts.add(
        new Fact(
            "Limits",
            List.of(
                environment.timeout().toMillis() / 1000.0 + " s per case",
                environment.totalTimeout().toMillis() / 1000.0 + " s in all",
                environment.memoryMebibytes() + " MiB of heap")));
    facts.add(new Fact("Seed", List.of(Long.toString(environment.seed()))));
    facts.add(new Fact("Java", List.of(line(environment.java()))));
    facts.add(new Fact("Grader", List.of(line(environment.grader()))));
    facts.add(new Fact("Policy", List.of(report.submission().policy().mode().id())));
    if (report.feedback() != Feedback.FULL) {
      facts.add(new Fact("Feedback", List.of(report.feedback().id())));
    }
    List<String> suites = new ArrayList<>();
    report.suites().forEach(suite -> suites.add(line(suite.id()) + " sha256 " + suite.sha256()));
    facts.add(new Fact("Cases", suites));
    return facts;
  }

  private String digest() {
    String digest = report.submission().sha256();
    return digest == null ? "not read" : digest;
  }

  private static List<String> nonEmpty(String first, String second) {
    return List.of(line(first), second);
  }

  /** An id in the page; the ids of cases and checks are words with hyphens. */
  private static String anchor(String caseId, String checkId) {
    return "check-" + caseId + "-" + checkId;
  }

  private static String audience(Visibility visibility) {
    return switch (visibility) {
      case VISIBLE -> "public";
      case AFTER_DUE_DATE -> "after the due date";
      case AFTER_PUBLISHED -> "with the grades";
      case HIDDEN -> "hidden";
    };
  }

  static Outcome outcome(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> Outcome.PASSED;
      case NOT_RUN, GRADER_ERROR -> Outcome.UNKNOWN;
      default -> Outcome.FAILED;
    };
  }

  private static String words(Verdict verdict) {
    return switch (verdict) {
      case PASSED -> "passed";
      case WRONG_ANSWER -> "wrong";
      case WRONG_SHAPE -> "wrong shape";
      case NOT_IMPLEMENTED -> "not implemented";
      case RUNTIME_ERROR -> "exception";
      case TIME_LIMIT_EXCEEDED -> "out of time";
      case MEMORY_LIMIT_EXCEEDED -> "out of memory";
      case OUTPUT_LIMIT_EXCEEDED -> "too much output";
      case PROTOCOL_VIOLATION -> "disturbed the grader";
      case NOT_RUN -> "not run";
      case GRADER_ERROR -> "not graded";
    };
  }

  private static int percent(BigDecimal score, BigDecimal maxScore) {
    return maxScore.signum() == 0
        ? 0
        : score
            .multiply(BigDecimal.valueOf(100))
            .divide(maxScore, 0, RoundingMode.DOWN)
            .intValueExact();
  }

  private static String points(BigDecimal score, BigDecimal maxScore) {
    return maxScore.signum() == 0 ? "–" : plain(score) + " / " + plain(maxScore);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String line(String untrusted) {
    return InertText.line(untrusted);
  }

  /** As many lines as are read. */
  private static String lines(String untrusted) {
    if (untrusted.isEmpty()) {
      return "";
    }
    List<String> lines =
        InertText.lines(untrusted.substring(0, Math.min(untrusted.length(), MOST_CHARACTERS)));
    boolean isCut = untrusted.length() > MOST_CHARACTERS || lines.size() > MOST_LINES;
    return String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_LINES)))
        + (isCut ? "\n…" : "");
  }
}
