package grader.report;

import grader.checking.Verdict;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report as JUnit XML, which Jenkins, GitLab and others read: a suite per case file, and a test
 * per check whose class is the case.
 *
 * <p>Unlike the JUnit Platform's own writer it keeps the order of the run, says in which file and
 * line a case stands, and tells nothing of the machine. Times have no thousands separator, which
 * some readers would stop at. There is no timestamp, so that two runs can be compared.
 */
public final class JunitXmlReportWriter {
  /** The class of the one test that stands for a submission that could not be graded. */
  private static final String SUBMISSION = "submission";

  private final GradeReport report;
  private final StringBuilder xml = new StringBuilder();

  private JunitXmlReportWriter(GradeReport report) {
    this.report = report;
  }

  /** The report as an XML document that ends with a line feed. */
  public static String write(GradeReport report) {
    JunitXmlReportWriter writer = new JunitXmlReportWriter(report);
    writer.suites();
    return writer.xml.toString();
  }

  /** How many tests there are, and how many of them ended otherwise than well. */
  private record Counts(int tests, int failures, int errors, int skipped) {
    static Counts of(List<CheckReport> checks) {
      int failures = 0;
      int errors = 0;
      int skipped = 0;
      for (CheckReport check : checks) {
        switch (check.verdict()) {
          case PASSED -> {}
          case NOT_RUN -> skipped++;
          case GRADER_ERROR -> errors++;
          default -> failures++;
        }
      }
      return new Counts(checks.size(), failures, errors, skipped);
    }
  }

  private void suites() {
    boolean isGraded = report.reasons().isEmpty();
    boolean isError = !isGraded && report.verdict() == Verdict.GRADER_ERROR;
    Counts counts = Counts.of(report.checks());
    Duration time =
        report.suites().stream()
            .map(JunitXmlReportWriter::time)
            .reduce(Duration.ZERO, Duration::plus);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    attribute("name", "grader");
    attribute("tests", counts.tests() + (isGraded ? 0 : 1));
    attribute("failures", counts.failures() + (isGraded || isError ? 0 : 1));
    attribute("errors", counts.errors() + (isError ? 1 : 0));
    attribute("time", seconds(time));
    xml.append(">\n");
    if (!isGraded) {
      submission(isError);
    }
    report.suites().forEach(this::suite);
    xml.append("</testsuites>\n");
  }

  /** Checks that were not run are skipped, and a build in which all is skipped would be a pass. */
  private void submission(boolean isError) {
    xml.append("  <testsuite");
    attribute("name", SUBMISSION);
    attribute("tests", 1);
    attribute("failures", isError ? 0 : 1);
    attribute("errors", isError ? 1 : 0);
    attribute("skipped", 0);
    attribute("time", seconds(Duration.ZERO));
    xml.append(">\n    <testcase");
    attribute("name", "can be graded");
    attribute("classname", SUBMISSION);
    attribute("time", seconds(Duration.ZERO));
    xml.append(">\n");
    List<String> lines =
        report.reasons().stream().flatMap(reason -> InertText.lines(reason).stream()).toList();
    problem(isError ? "error" : "failure", lines.get(0), report.verdict(), lines);
    xml.append("    </testcase>\n  </testsuite>\n");
  }

  private void suite(SuiteReport suite) {
    Counts counts = Counts.of(suite.cases().stream().flatMap(c -> c.checks().stream()).toList());
    xml.append("  <testsuite");
    attribute("name", suite.id());
    attribute("tests", counts.tests());
    attribute("failures", counts.failures());
    attribute("errors", counts.errors());
    attribute("skipped", counts.skipped());
    attribute("time", seconds(time(suite)));
    xml.append(">\n    <properties>\n");
    property("title", InertText.line(suite.title()));
    property("score", Points.text(suite.score()));
    property("maxScore", Points.text(suite.maxScore()));
    property("sandbox", report.environment().sandbox());
    property("seed", Long.toString(report.environment().seed()));
    xml.append("    </properties>\n");
    for (CaseReport testCase : suite.cases()) {
      testCase(suite, testCase);
    }
    xml.append("  </testsuite>\n");
  }

  private void testCase(SuiteReport suite, CaseReport testCase) {
    // One measurement for all checks of a case, which are computed together.
    String share = seconds(testCase.time().dividedBy(testCase.checks().size()));
    List<String> printed = printed(testCase);
    for (CheckReport check : testCase.checks()) {
      xml.append("    <testcase");
      attribute("name", check.id());
      attribute("classname", testCase.id());
      attribute("time", share);
      attribute("file", InertText.line(suite.file()));
      if (testCase.line() > 0) {
        attribute("line", testCase.line());
      }
      List<String> body = new ArrayList<>();
      if (check.verdict() != Verdict.PASSED) {
        body.add(InertText.line(check.message()));
        body.addAll(FindingText.about(report, testCase.id(), check.id()));
        testCase.trace().forEach(frame -> body.add("    at " + InertText.line(frame)));
      }
      if (body.isEmpty() && printed.isEmpty()) {
        xml.append("/>\n");
        continue;
      }
      xml.append(">\n");
      switch (check.verdict()) {
        case PASSED -> {}
        case NOT_RUN -> {
          xml.append("      <skipped>");
          xml.append(XmlText.element(body.get(0))).append("</skipped>\n");
        }
        case GRADER_ERROR -> problem("error", body.get(0), check.verdict(), body);
        default -> problem("failure", body.get(0), check.verdict(), body);
      }
      if (!printed.isEmpty()) {
        xml.append("      <system-out>");
        xml.append(XmlText.element(String.join("\n", printed))).append("</system-out>\n");
        // At the case's first check: it belongs to all of them, and once is enough.
        printed = List.of();
      }
      xml.append("    </testcase>\n");
    }
  }

  /** What the case printed; GitLab would take a path in {@code [[ATTACHMENT|path]]}. */
  private static List<String> printed(CaseReport testCase) {
    return CaseDetails.printed(testCase).stream()
        .map(line -> line.replace("[[ATTACHMENT", "[\\u005bATTACHMENT"))
        .toList();
  }

  private void problem(String element, String message, Verdict verdict, List<String> body) {
    xml.append("      <").append(element);
    attribute("message", message);
    attribute("type", verdict.name());
    xml.append('>').append(XmlText.element(String.join("\n", body)));
    xml.append("</").append(element).append(">\n");
  }

  private void property(String name, String value) {
    xml.append("      <property");
    attribute("name", name);
    attribute("value", value);
    xml.append("/>\n");
  }

  private void attribute(String name, int value) {
    attribute(name, Integer.toString(value));
  }

  private void attribute(String name, String value) {
    xml.append(' ').append(name).append("=\"").append(XmlText.attribute(value)).append('"');
  }

  private static Duration time(SuiteReport suite) {
    return suite.cases().stream().map(CaseReport::time).reduce(Duration.ZERO, Duration::plus);
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%s.%06d", time.toSeconds(), time.toNanosPart() / 1000);
  }
}
