package grader.validity;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.validation.Schema;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;

/** JUnit XML: Jenkins' schema, Surefire's reader, and what GitLab documents of its own. */
final class JunitXml {
  private static final Schema SCHEMA = XmlSchemas.of("/grader/validity/jenkins-junit.xsd");

  /** GitLab reads no larger file. */
  private static final int MAX_BYTES = 30_000_000;

  private JunitXml() {}

  static List<String> problems(String xml) throws Exception {
    // Attributes that are younger than the schema.
    String old = xml.replaceAll("(<testcase [^>]*?)( file=\"[^\"]*\")?( line=\"\\d+\")?>", "$1>");
    String asOf2010 =
        old.replaceAll("(<testcase [^>]*?)( file=\"[^\"]*\")( line=\"\\d+\")?/>", "$1/>");
    List<String> problems = new ArrayList<>(XmlSchemas.problems(SCHEMA, asOf2010));
    if (xml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      problems.add("larger than GitLab reads");
    }
    if (!problems.isEmpty()) {
      return problems;
    }
    TestSuiteXmlParser parser = new TestSuiteXmlParser(new NullConsoleLogger());
    List<ReportTestSuite> suites =
        parser.parse(
            new InputStreamReader(
                new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8));
    Set<String> names = new HashSet<>();
    for (ReportTestSuite suite : suites) {
      int failures = 0;
      int errors = 0;
      int skipped = 0;
      for (ReportTestCase test : suite.getTestCases()) {
        failures += test.hasFailure() ? 1 : 0;
        errors += test.hasError() ? 1 : 0;
        skipped += test.hasSkipped() ? 1 : 0;
        // GitLab drops a second test of the same class and name.
        if (!names.add(test.getFullClassName() + "." + test.getName())) {
          problems.add("two tests " + test.getFullName());
        }
      }
      String counted = failures + " failures, " + errors + " errors, " + skipped + " skipped";
      String stated =
          suite.getNumberOfFailures()
              + " failures, "
              + suite.getNumberOfErrors()
              + " errors, "
              + suite.getNumberOfSkipped()
              + " skipped";
      if (!counted.equals(stated)) {
        problems.add(suite.getName() + " has " + counted + " and says " + stated);
      }
      if (suite.getNumberOfTests() != suite.getTestCases().size()) {
        problems.add(suite.getName() + " has " + suite.getTestCases().size() + " tests");
      }
    }
    if (suites.isEmpty()) {
      problems.add("no suites");
    }
    return problems;
  }
}
