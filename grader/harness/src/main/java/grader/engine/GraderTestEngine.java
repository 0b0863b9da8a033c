package grader.engine;

import grader.cases.Check;
import grader.cases.PreparedCase;
import grader.cases.TestCase;
import grader.cases.TestSuite;
import grader.checking.CheckResult;
import grader.checking.Checker;
import grader.checking.ComparedValues;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.property.Inquiry;
import grader.protocol.CaseRequest;
import grader.protocol.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.FileSource;

/**
 * Shows prepared cases to the JUnit Platform: a suite and a case are containers, a check is a test.
 *
 * <pre>
 * [engine:grader]
 * ├─ [suite:forward]
 * │  ├─ [case:forward-relu-identity]
 * │  │  └─ [check:yHat]
 * │  └─ …
 * └─ [suite:backward]
 *    └─ [case:backward-relu-identity]
 *       ├─ [check:dJdW1]
 *       └─ …
 * </pre>
 *
 * <p>Selectors: unique ids of the engine, a suite, a case or a check; whatever else is selected is
 * not ours. A case is run once however many of its checks are selected; a property is run by
 * several requests, and each of its laws is judged by some of them. When the gate of a suite does
 * not end in time, its other cases have not ended in time either.
 *
 * <p>Events: a check that passes is successful. One that the submission fails is failed with a
 * {@link CheckFailedError}. One that was not run is skipped with the reason. One that the grader
 * could not judge is failed with a {@link GraderFailureException}. What a case printed is published
 * as a report entry of the case, under the key {@value #OUTPUT}.
 */
public final class GraderTestEngine implements TestEngine {
  /** The engine's id, the first segment of every unique id. */
  public static final String ID = "grader";

  /** The key of the report entry that holds what a case printed. */
  public static final String OUTPUT = "output";

  private final List<TestSuite> suites;
  private final Map<String, PreparedCase> prepared;
  private final CaseExecutor executor;

  /** Runs one request of a case. */
  @FunctionalInterface
  public interface CaseExecutor {
    /** Run a case's request, whatever it does; never throws. */
    CaseOutcome execute(PreparedCase prepared);
  }

  /**
   * An engine for these suites alone.
   *
   * @param prepared every case of the suites, by id
   */
  public GraderTestEngine(
      List<TestSuite> suites, Map<String, PreparedCase> prepared, CaseExecutor executor) {
    this.suites = List.copyOf(suites);
    this.prepared = Map.copyOf(prepared);
    this.executor = executor;
  }

  @Override
  public String getId() {
    return ID;
  }

  /** The unique id of a check. */
  public static UniqueId uniqueId(TestSuite suite, TestCase testCase, Check check) {
    return uniqueId(suite, testCase).append("check", check.id());
  }

  /** The unique id of a case. */
  public static UniqueId uniqueId(TestSuite suite, TestCase testCase) {
    return UniqueId.forEngine(ID).append("suite", suite.id()).append("case", testCase.id());
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId engineId) {
    Set<UniqueId> selected =
        request.getSelectorsByType(UniqueIdSelector.class).stream()
            .map(UniqueIdSelector::getUniqueId)
            .collect(Collectors.toSet());
    EngineDescriptor engine = new EngineDescriptor(engineId, "Grader");
    for (TestSuite suite : suites) {
      FileSource source = FileSource.from(suite.file().toFile());
      UniqueId suiteId = engineId.append("suite", suite.id());
      TestDescriptor container = new ContainerDescriptor(suiteId, suite.title(), source);
      engine.addChild(container);
      for (TestCase testCase : suite.cases()) {
        CaseDescriptor cases =
            new CaseDescriptor(
                suiteId.append("case", testCase.id()),
                source,
                testCase,
                testCase.id().equals(suite.gate()));
        container.addChild(cases);
        for (Check check : testCase.checks()) {
          UniqueId id = cases.getUniqueId().append("check", check.id());
          if (selected.stream().anyMatch(id::hasPrefix)) {
            cases.addChild(new CheckDescriptor(id, source, check));
          }
        }
      }
    }
    engine.accept(TestDescriptor::prune);
    return engine;
  }

  @Override
  public void execute(ExecutionRequest request) {
    EngineExecutionListener listener = request.getEngineExecutionListener();
    TestDescriptor engine = request.getRootTestDescriptor();
    listener.executionStarted(engine);
    for (TestDescriptor suite : engine.getChildren()) {
      listener.executionStarted(suite);
      executeCases(suite, listener);
      listener.executionFinished(suite, TestExecutionResult.successful());
    }
    listener.executionFinished(engine, TestExecutionResult.successful());
  }

  private void executeCases(TestDescriptor suite, EngineExecutionListener listener) {
    CheckResult shut = null;
    for (TestDescriptor child : suite.getChildren()) {
      CaseDescriptor descriptor = (CaseDescriptor) child;
      listener.executionStarted(descriptor);
      if (shut == null) {
        shut = execute(descriptor, listener);
      } else {
        for (TestDescriptor check : descriptor.getChildren()) {
          finish((CheckDescriptor) check, shut, listener);
        }
      }
      listener.executionFinished(descriptor, TestExecutionResult.successful());
    }
  }

  /** Runs a case; what it returns, if anything, is how all later cases of the suite end. */
  private @Nullable CheckResult execute(
      CaseDescriptor descriptor, EngineExecutionListener listener) {
    PreparedCase preparedCase = prepared.get(descriptor.testCase().id());
    if (preparedCase == null) {
      throw new IllegalStateException("not prepared: " + descriptor.testCase().id());
    }
    Inquiry inquiry = preparedCase.inquiry();
    if (inquiry != null) {
      executeLaws(descriptor, preparedCase, inquiry, listener);
      return null;
    }
    CaseOutcome outcome = executor.execute(preparedCase);
    publish(descriptor, outcome, listener);
    for (TestDescriptor child : descriptor.getChildren()) {
      CheckDescriptor check = (CheckDescriptor) child;
      finish(check, judge(check.check(), preparedCase, outcome), listener);
    }
    CheckResult failure = outcome.failure();
    return descriptor.isGate()
            && failure != null
            && failure.verdict() == Verdict.TIME_LIMIT_EXCEEDED
        ? new CheckResult(
            Verdict.TIME_LIMIT_EXCEEDED,
            "nothing of this suite counts unless " + preparedCase.testCase().id() + " ends in time")
        : null;
  }

  /** Several requests, so that a crash costs only the laws that asked what crashed. */
  private void executeLaws(
      CaseDescriptor descriptor,
      PreparedCase preparedCase,
      Inquiry inquiry,
      EngineExecutionListener listener) {
    List<CaseOutcome> outcomes = new ArrayList<>();
    for (CaseRequest request : inquiry.requests()) {
      outcomes.add(executor.execute(preparedCase.asking(request)));
    }
    publish(descriptor, outcomes.stream().reduce(CaseOutcome::followedBy).orElseThrow(), listener);
    for (TestDescriptor child : descriptor.getChildren()) {
      CheckDescriptor check = (CheckDescriptor) child;
      finish(check, judge(check.check(), inquiry, outcomes), listener);
    }
  }

  /** A law is judged when all that it asked came back; otherwise the first failure stands. */
  private static CheckResult judge(Check check, Inquiry inquiry, List<CaseOutcome> outcomes) {
    List<Map<String, Tensor>> answers = new ArrayList<>();
    for (int place : inquiry.asked(check.id())) {
      CheckResult failure = outcomes.get(place).failure();
      if (failure != null) {
        return failure;
      }
      answers.add(outcomes.get(place).returned());
    }
    return inquiry.judge(check.id(), answers, check.tolerance());
  }

  /** A tensor that was returned is compared; for one that was not, the failure stands. */
  private static CheckResult judge(Check check, PreparedCase prepared, CaseOutcome outcome) {
    Tensor expected = prepared.expected().get(check.id());
    Tensor actual = outcome.returned().get(check.id());
    if (expected != null && actual != null) {
      CheckResult result = CheckResult.of(Checker.compare(expected, actual, check.tolerance()));
      return result.verdict() == Verdict.PASSED
          ? result
          : result.comparing(new ComparedValues(expected, actual));
    }
    if (expected != null && outcome.failure() != null) {
      return outcome.failure();
    }
    return new CheckResult(Verdict.GRADER_ERROR, "there is nothing to compare");
  }

  /** Publish how a check ended, as an event of the platform. */
  public static void finish(
      TestDescriptor check, CheckResult result, EngineExecutionListener listener) {
    switch (result.verdict()) {
      case NOT_RUN -> listener.executionSkipped(check, result.message());
      case PASSED -> {
        listener.executionStarted(check);
        listener.executionFinished(check, TestExecutionResult.successful());
      }
      case GRADER_ERROR -> {
        listener.executionStarted(check);
        listener.executionFinished(
            check, TestExecutionResult.failed(new GraderFailureException(result.message())));
      }
      default -> {
        listener.executionStarted(check);
        listener.executionFinished(check, TestExecutionResult.failed(new CheckFailedError(result)));
      }
    }
  }

  private static void publish(
      CaseDescriptor descriptor, CaseOutcome outcome, EngineExecutionListener listener) {
    // Only when there is something: the platform refuses a blank entry, and an entry has a date,
    // which is slow to load.
    if (!outcome.output().text().isBlank()) {
      listener.reportingEntryPublished(
          descriptor, ReportEntry.from(OUTPUT, outcome.output().text()));
    }
  }
}
