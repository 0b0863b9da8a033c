package grader.engine;

import static grader.engine.Suites.BCE;
import static grader.engine.Suites.LOSS;
import static grader.engine.Suites.MSE;
import static grader.engine.Suites.RIGHT;
import static grader.engine.Suites.STEP;
import static grader.engine.Suites.TRAIN;
import static grader.engine.Suites.WRONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.engine;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.reportEntry;
import static org.junit.platform.testkit.engine.EventConditions.skippedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.started;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.EventConditions.uniqueId;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import grader.cases.Check;
import grader.cases.PreparedCase;
import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseOutcome;
import grader.protocol.CapturedOutput;
import grader.protocol.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** The engine as the JUnit Platform sees it. */
class GraderTestEngineTest {
  private static final UniqueId ENGINE = UniqueId.forEngine("grader");
  private static final UniqueId MSE_ID = ENGINE.append("suite", "loss").append("case", "mse");
  private static final UniqueId MSE_J = MSE_ID.append("check", "J");
  private static final UniqueId MSE_GRADIENT = MSE_ID.append("check", "dJdyHat");

  private final List<String> executed = new ArrayList<>();

  private CaseOutcome right(PreparedCase prepared) {
    executed.add(prepared.testCase().id());
    return Suites.right(prepared);
  }

  private EngineTestKit.Builder selecting(UniqueId... ids) {
    EngineTestKit.Builder builder = EngineTestKit.engine(Suites.engine(this::right));
    for (UniqueId id : ids) {
      builder.selectors(selectUniqueId(id));
    }
    return builder;
  }

  /** The run of the checks of one case whose outcome is given. */
  private static Events eventsOf(CaseOutcome outcome) {
    return EngineTestKit.engine(Suites.engine(prepared -> outcome))
        .selectors(selectUniqueId(MSE_ID))
        .execute()
        .allEvents();
  }

  private static CaseOutcome failed(CheckResult failure, Map<String, Tensor> returned) {
    return new CaseOutcome(returned, failure, List.of(), CapturedOutput.NONE, Duration.ZERO);
  }

  private static List<String> tree(TestDescriptor root) {
    List<String> lines = new ArrayList<>();
    root.accept(
        descriptor ->
            lines.add(
                "%s %s \"%s\""
                    .formatted(
                        descriptor.getUniqueId(),
                        descriptor.getType(),
                        descriptor.getDisplayName())));
    return lines;
  }

  @Test
  void suitesAndCasesAreContainersAndChecksAreTests() {
    assertEquals(
        List.of(
            "[engine:grader] CONTAINER \"Grader\"",
            "[engine:grader]/[suite:loss] CONTAINER \"Suite loss\"",
            "[engine:grader]/[suite:loss]/[case:mse] CONTAINER \"Case mse\"",
            "[engine:grader]/[suite:loss]/[case:mse]/[check:J] TEST \"J\"",
            "[engine:grader]/[suite:loss]/[case:mse]/[check:dJdyHat] TEST \"dJdyHat\"",
            "[engine:grader]/[suite:loss]/[case:bce] CONTAINER \"Case bce\"",
            "[engine:grader]/[suite:loss]/[case:bce]/[check:J] TEST \"J\"",
            "[engine:grader]/[suite:loss]/[case:bce]/[check:dJdyHat] TEST \"dJdyHat\"",
            "[engine:grader]/[suite:train] CONTAINER \"Suite train\"",
            "[engine:grader]/[suite:train]/[case:step] CONTAINER \"Case step\"",
            "[engine:grader]/[suite:train]/[case:step]/[check:J] TEST \"J\""),
        tree(selecting(ENGINE).discover().getEngineDescriptor()));
  }

  @Test
  void theIdsThatOthersAskForAreThoseOfTheTree() {
    Check gradient = MSE.checks().get(1);
    assertEquals(MSE_ID, GraderTestEngine.uniqueId(LOSS, MSE));
    assertEquals(MSE_GRADIENT, GraderTestEngine.uniqueId(LOSS, MSE, gradient));
  }

  @Test
  void everyDescriptorNamesTheFileOfItsSuite() {
    selecting(ENGINE)
        .discover()
        .getEngineDescriptor()
        .getDescendants()
        .forEach(
            descriptor -> {
              boolean isLoss = descriptor.getUniqueId().toString().contains("[suite:loss]");
              assertEquals(
                  FileSource.from((isLoss ? LOSS : TRAIN).file().toFile()),
                  descriptor.getSource().orElseThrow());
            });
  }

  @Test
  void aCaseIsNamedByItsIdInLegacyReports() {
    TestDescriptor engine = selecting(MSE_ID).discover().getEngineDescriptor();
    TestDescriptor testCase = engine.findByUniqueId(MSE_ID).orElseThrow();
    assertEquals("mse", testCase.getLegacyReportingName());
  }

  @Test
  void oneSuiteCanBeSelected() {
    selecting(ENGINE.append("suite", "train"))
        .execute()
        .testEvents()
        .assertStatistics(s -> s.succeeded(1));
    assertEquals(List.of("step"), executed);
  }

  @Test
  void oneCaseCanBeSelected() {
    selecting(MSE_ID).execute().testEvents().assertStatistics(s -> s.succeeded(2));
    assertEquals(List.of("mse"), executed);
  }

  @Test
  void oneCheckCanBeSelected() {
    selecting(MSE_GRADIENT)
        .execute()
        .allEvents()
        .assertEventsMatchExactly(
            event(engine(), started()),
            event(container(uniqueId(ENGINE.append("suite", "loss"))), started()),
            event(container(uniqueId(MSE_ID)), started()),
            event(test(uniqueId(MSE_GRADIENT)), started()),
            event(test(uniqueId(MSE_GRADIENT)), finishedSuccessfully()),
            event(container(uniqueId(MSE_ID)), finishedSuccessfully()),
            event(container(uniqueId(ENGINE.append("suite", "loss"))), finishedSuccessfully()),
            event(engine(), finishedSuccessfully()));
  }

  @Test
  void aCaseRunsOnceHoweverManyOfItsChecksAreSelected() {
    selecting(MSE_J, MSE_GRADIENT, MSE_ID)
        .execute()
        .testEvents()
        .assertStatistics(s -> s.succeeded(2));
    assertEquals(List.of("mse"), executed);
  }

  @Test
  void whatIsNotOursSelectsNothing() {
    selecting(
            UniqueId.forEngine("junit-jupiter"),
            ENGINE.append("suite", "los"),
            MSE_ID.append("check", "j"))
        .selectors(selectClass(GraderTestEngineTest.class))
        .execute()
        .allEvents()
        .assertEventsMatchExactly(
            event(engine(), started()), event(engine(), finishedSuccessfully()));
    assertEquals(List.of(), executed);
  }

  @Test
  void casesRunInTheOrderOfTheirFiles() {
    selecting(ENGINE).execute().testEvents().assertStatistics(s -> s.succeeded(5));
    assertEquals(List.of(MSE.id(), BCE.id(), STEP.id()), executed);
  }

  @Test
  void aWrongValueFailsItsCheckAlone() {
    eventsOf(Suites.returned(Map.of("J", WRONG, "dJdyHat", RIGHT)))
        .assertEventsMatchLoosely(
            event(
                test(uniqueId(MSE_J)),
                finishedWithFailure(
                    instanceOf(CheckFailedError.class),
                    message("WRONG_ANSWER: expected 1, got 2"))),
            event(test(uniqueId(MSE_GRADIENT)), finishedSuccessfully()));
  }

  @Test
  void aFailureStandsForWhatWasNotReturned() {
    CheckResult failure = new CheckResult(Verdict.RUNTIME_ERROR, "mseLoss threw");
    Events events = eventsOf(failed(failure, Map.of("J", RIGHT)));
    events.assertEventsMatchLoosely(
        event(test(uniqueId(MSE_J)), finishedSuccessfully()),
        event(
            test(uniqueId(MSE_GRADIENT)),
            finishedWithFailure(
                instanceOf(CheckFailedError.class), message("RUNTIME_ERROR: mseLoss threw"))));
    CheckFailedError error = (CheckFailedError) thrownBy(events);
    assertEquals(failure, error.result());
  }

  private static Throwable thrownBy(Events events) {
    Event failedEvent = events.failed().list().get(0);
    return failedEvent.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  @Test
  void aCaseThatWasNotRunIsSkippedWithTheReason() {
    Events events =
        eventsOf(failed(new CheckResult(Verdict.NOT_RUN, "no time was left"), Map.of()));
    events.assertEventsMatchLoosely(
        event(test(uniqueId(MSE_J)), skippedWithReason("no time was left")),
        event(test(uniqueId(MSE_GRADIENT)), skippedWithReason("no time was left")));
    events.assertStatistics(s -> s.skipped(2).failed(0));
    assertEquals(0, events.started().filter(event -> event.getTestDescriptor().isTest()).count());
  }

  @Test
  void aFailureOfTheGraderIsNoFailedCheck() {
    eventsOf(failed(new CheckResult(Verdict.GRADER_ERROR, "no worker"), Map.of()))
        .assertEventsMatchLoosely(
            event(
                test(uniqueId(MSE_J)),
                finishedWithFailure(
                    instanceOf(GraderFailureException.class), message("no worker"))));
  }

  @Test
  void anOutcomeThatHoldsNothingIsAFailureOfTheGrader() {
    eventsOf(Suites.returned(Map.of("J", RIGHT)))
        .assertEventsMatchLoosely(
            event(test(uniqueId(MSE_J)), finishedSuccessfully()),
            event(
                test(uniqueId(MSE_GRADIENT)),
                finishedWithFailure(
                    instanceOf(GraderFailureException.class),
                    message("there is nothing to compare"))));
  }

  private static Events gatedEvents(Verdict verdict) {
    CaseOutcome failed = failed(new CheckResult(verdict, "why"), Map.of());
    return EngineTestKit.engine(
            Suites.gated(
                prepared ->
                    prepared.testCase().id().equals(MSE.id()) ? failed : Suites.right(prepared)))
        .selectors(selectUniqueId(ENGINE))
        .execute()
        .allEvents();
  }

  @Test
  void noCaseOfASuiteEndsInTimeWhenItsGateDoesNot() {
    UniqueId later = ENGINE.append("suite", "loss").append("case", "bce").append("check", "J");
    gatedEvents(Verdict.TIME_LIMIT_EXCEEDED)
        .assertEventsMatchLoosely(
            event(test(uniqueId(MSE_J)), finishedWithFailure(message("TIME_LIMIT_EXCEEDED: why"))),
            event(
                test(uniqueId(later)),
                finishedWithFailure(
                    message(
                        "TIME_LIMIT_EXCEEDED: nothing of this suite counts unless mse ends in time"))));
  }

  @Test
  void aGateThatFailsInAnotherWayShutsNothing() {
    gatedEvents(Verdict.RUNTIME_ERROR).assertStatistics(s -> s.failed(2));
    assertEquals(
        2,
        gatedEvents(Verdict.RUNTIME_ERROR)
            .succeeded()
            .filter(event -> event.getTestDescriptor().isTest())
            .count());
  }

  @Test
  void whatACasePrintedIsPublishedBeforeItsChecks() {
    Events events = eventsOf(printed(new CapturedOutput("epoch 1\n", 8)));
    events.assertEventsMatchLooselyInOrder(
        event(container(uniqueId(MSE_ID)), started()),
        event(container(uniqueId(MSE_ID)), reportEntry(Map.of("output", "epoch 1\n"))),
        event(test(uniqueId(MSE_J)), started()));
    assertEquals(1, events.reportingEntryPublished().count());
  }

  @Test
  void anEmptyLineIsNotPublishedAndDisturbsNothing() {
    Events events = eventsOf(printed(new CapturedOutput("\n", 1)));
    assertEquals(0, events.reportingEntryPublished().count());
    events.assertStatistics(s -> s.failed(0));
    assertEquals(2, events.succeeded().filter(event -> event.getTestDescriptor().isTest()).count());
  }

  private static CaseOutcome printed(CapturedOutput output) {
    return new CaseOutcome(
        Map.of("J", RIGHT, "dJdyHat", RIGHT), null, List.of(), output, Duration.ZERO);
  }
}
