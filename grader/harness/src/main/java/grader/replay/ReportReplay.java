package grader.replay;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.engine.GraderTestEngine;
import grader.report.FindingText;
import grader.report.InertText;
import grader.scoring.GradeReport;
import grader.scoring.GradeReport.CaseReport;
import grader.scoring.GradeReport.CheckReport;
import grader.scoring.GradeReport.SuiteReport;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;

/**
 * Shows a finished report to the JUnit Platform, for listeners that write reports: the same events
 * as in {@link GraderTestEngine}, with what the report says instead of what a worker does. So
 * nothing is written but what the report has, whoever it was prepared for.
 *
 * <p>A submission that could not be graded fails one more test, {@code submission/can be graded},
 * since a run in which all is skipped would be taken for a good one.
 */
public final class ReportReplay implements TestEngine {
  private static final String SUBMISSION = "submission";

  private final GradeReport report;
  private final Map<UniqueId, CheckResult> results = new HashMap<>();

  /** An engine for this report alone. */
  public ReportReplay(GradeReport report) {
    this.report = report;
  }

  @Override
  public String getId() {
    return GraderTestEngine.ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId engineId) {
    EngineDescriptor engine = new EngineDescriptor(engineId, "Grader");
    if (!report.reasons().isEmpty()) {
      engine.addChild(submission(engineId));
    }
    for (SuiteReport suite : report.suites()) {
      UniqueId suiteId = engineId.append("suite", suite.id());
      File file = new File(suite.file());
      Node container = new Node(suiteId, suite.title(), suite.id(), FileSource.from(file));
      for (CaseReport testCase : suite.cases()) {
        container.addChild(testCase(suiteId, file, testCase));
      }
      engine.addChild(container);
    }
    return engine;
  }

  private TestDescriptor submission(UniqueId engineId) {
    UniqueId id = engineId.append("suite", SUBMISSION);
    Node container = new Node(id, "Submission", SUBMISSION, null);
    UniqueId testId = id.append("check", "can-be-graded");
    container.addChild(new Node(testId, "can be graded", null, Set.of()));
    Verdict verdict =
        report.verdict() == Verdict.GRADER_ERROR ? Verdict.GRADER_ERROR : Verdict.RUNTIME_ERROR;
    List<String> lines =
        report.reasons().stream().flatMap(reason -> InertText.lines(reason).stream()).toList();
    results.put(testId, new CheckResult(verdict, String.join("\n", lines)));
    return container;
  }

  private TestDescriptor testCase(UniqueId suiteId, File file, CaseReport testCase) {
    FileSource source =
        testCase.line() == 0
            ? FileSource.from(file)
            : FileSource.from(file, FilePosition.from(testCase.line()));
    UniqueId caseId = suiteId.append("case", testCase.id());
    Node descriptor = new Node(caseId, testCase.title(), testCase.id(), source);
    for (CheckReport check : testCase.checks()) {
      UniqueId checkId = caseId.append("check", check.id());
      descriptor.addChild(
          new Node(
              checkId, check.id(), source, Set.of(TestTag.create(testCase.visibility().id()))));
      List<String> lines = new ArrayList<>(InertText.lines(check.message()));
      lines.addAll(FindingText.about(report, testCase.id(), check.id()));
      results.put(checkId, new CheckResult(check.verdict(), String.join("\n", lines)));
    }
    String printed = testCase.output().text();
    if (!printed.isBlank()) {
      descriptor.printed = String.join("\n", InertText.lines(printed.stripTrailing()));
    }
    return descriptor;
  }

  @Override
  public void execute(ExecutionRequest request) {
    EngineExecutionListener listener = request.getEngineExecutionListener();
    execute(request.getRootTestDescriptor(), listener);
  }

  private void execute(TestDescriptor descriptor, EngineExecutionListener listener) {
    CheckResult result = results.get(descriptor.getUniqueId());
    if (result != null) {
      GraderTestEngine.finish(descriptor, result, listener);
      return;
    }
    listener.executionStarted(descriptor);
    if (descriptor instanceof Node node && !node.printed.isEmpty()) {
      listener.reportingEntryPublished(
          node, ReportEntry.from(GraderTestEngine.OUTPUT, node.printed));
    }
    descriptor.getChildren().forEach(child -> execute(child, listener));
    listener.executionFinished(descriptor, TestExecutionResult.successful());
  }

  /** A suite, a case or a check. */
  private static final class Node extends AbstractTestDescriptor {
    private final Type type;
    private final String legacyName;
    private final Set<TestTag> tags;
    private String printed = "";

    /** A container. */
    Node(UniqueId id, String title, String legacyName, @Nullable TestSource source) {
      super(id, InertText.line(title), source);
      this.type = Type.CONTAINER;
      this.legacyName = legacyName;
      this.tags = Set.of();
    }

    /** A test. */
    Node(UniqueId id, String name, @Nullable TestSource source, Set<TestTag> tags) {
      super(id, name, source);
      this.type = Type.TEST;
      this.legacyName = name;
      this.tags = Set.copyOf(tags);
    }

    @Override
    public Type getType() {
      return type;
    }

    @Override
    public String getLegacyReportingName() {
      return legacyName;
    }

    @Override
    public Set<TestTag> getTags() {
      return tags;
    }
  }
}
