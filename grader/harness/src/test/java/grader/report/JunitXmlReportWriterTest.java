package grader.report;

import static grader.scoring.SampleRun.check;
import static grader.scoring.SampleRun.suite;
import static grader.scoring.SampleRun.testCase;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.cases.Operation;
import grader.cases.TestSuite;
import grader.checking.Verdict;
import grader.engine.GraderTestEngine;
import grader.replay.ReportReplay;
import grader.scoring.GradeReport;
import grader.scoring.SampleRun;
import grader.scoring.Scorer;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.reporting.legacy.xml.LegacyXmlReportGeneratingListener;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** JUnit's own writer says of the same run what ours does. */
class JunitXmlReportWriterTest {
  private static final TestSuite[] SUITES = {
    suite(
        "Forward pass",
        testCase("forward-relu", Operation.FORWARD, check("yHat", "1")),
        testCase("forward-sigmoid", Operation.FORWARD, check("yHat", "1.5"))),
    suite("Loss", testCase("loss-mse", Operation.LOSS, check("J", "0.5"), check("dJdyHat", "0.5")))
  };

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @EnumSource
  void everyVerdictIsWhatJUnitWritesOfIt(Verdict verdict) throws Exception {
    SampleRun run = new SampleRun();
    if (verdict != Verdict.PASSED) {
      run.with("loss-mse", "J", verdict, "why <not> & \"so\"\nin two lines");
    }
    assertAgrees(run.report(null, SUITES));
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_RUN", "GRADER_ERROR"})
  void submissionThatWasNotGradedIsWhatJUnitWritesOfIt(Verdict verdict) throws Exception {
    assertAgrees(
        new Scorer(List.of(SUITES), null)
            .notGraded(verdict, List.of("no jar"), SampleRun.SUBMISSION, SampleRun.ENVIRONMENT));
  }

  private void assertAgrees(GradeReport report) throws Exception {
    Document ours = parse(JunitXmlReportWriter.write(report));
    Document theirs = parse(writtenByJUnit(report));
    assertEquals(outcomes(theirs), outcomes(ours));
    Element all = theirs.getDocumentElement();
    for (String count : List.of("tests", "failures", "errors", "skipped")) {
      assertEquals(Integer.parseInt(all.getAttribute(count)), sum(ours, count), count);
    }
  }

  private String writtenByJUnit(GradeReport report) throws Exception {
    StringWriter errors = new StringWriter();
    LauncherConfig config =
        LauncherConfig.builder()
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new ReportReplay(report))
            .build();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectUniqueId(UniqueId.forEngine(GraderTestEngine.ID)))
            .build();
    LauncherFactory.create(config)
        .execute(request, new LegacyXmlReportGeneratingListener(folder, new PrintWriter(errors)));
    assertEquals("", errors.toString());
    return Files.readString(folder.resolve("TEST-grader.xml"));
  }

  private static Document parse(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  /** How each test ended, by class and name. */
  private static Map<String, String> outcomes(Document report) {
    Map<String, String> outcomes = new TreeMap<>();
    for (int i = 0; i < report.getElementsByTagName("testcase").getLength(); i++) {
      Element test = (Element) report.getElementsByTagName("testcase").item(i);
      String outcome = "passed";
      for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element element && !element.getTagName().startsWith("system-")) {
          outcome = element.getTagName();
        }
      }
      outcomes.put(test.getAttribute("classname") + "." + test.getAttribute("name"), outcome);
    }
    return outcomes;
  }

  private static int sum(Document report, String attribute) {
    int sum = 0;
    for (int i = 0; i < report.getElementsByTagName("testsuite").getLength(); i++) {
      Element suite = (Element) report.getElementsByTagName("testsuite").item(i);
      sum += Integer.parseInt(suite.getAttribute(attribute));
    }
    return sum;
  }

  @Test
  void orderIsThatOfTheRun() {
    String xml = JunitXmlReportWriter.write(new SampleRun().report(null, SUITES));
    assertTrue(xml.indexOf("forward-relu") < xml.indexOf("forward-sigmoid"), xml);
    assertTrue(xml.indexOf("forward-sigmoid") < xml.indexOf("loss-mse"), xml);
    assertTrue(xml.indexOf("\"J\"") < xml.indexOf("\"dJdyHat\""), xml);
  }

  @Test
  void nothingOfTheMachineIsWritten() {
    String xml = JunitXmlReportWriter.write(new SampleRun().report(null, SUITES));
    for (String property : List.of("user.name", "java.home", "user.dir")) {
      assertFalse(xml.contains(property), property);
      assertFalse(xml.contains("\"" + System.getProperty(property) + "\""), property);
    }
  }
}
