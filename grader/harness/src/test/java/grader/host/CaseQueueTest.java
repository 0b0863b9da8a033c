package grader.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.intake.Submission;
import grader.protocol.CaseRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cases run ahead of whoever asks, one at a time, and never past the time for all of them. */
@Timeout(60)
class CaseQueueTest {
  private static final Submission SUBMISSION = new Submission("", List.of(), List.of());
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private FakeWorkerLauncher launcher(String... starts) {
    return new FakeWorkerLauncher(directory, starts);
  }

  private static CaseQueue queue(FakeWorkerLauncher launcher, Duration perCase, Duration total) {
    return new CaseQueue(
        new CaseRunner(launcher, SUBMISSION, new WorkerLimits(64, LONG, perCase)), total);
  }

  private static CaseRequest request(long number, String operation) {
    return request(number, operation, Map.of());
  }

  private static CaseRequest request(
      long number, String operation, Map<String, String> attributes) {
    return new CaseRequest(number, operation, attributes, Map.of());
  }

  @Test
  void outcomesComeInAnyOrderFromOneWorker() throws WorkerUnavailableException {
    FakeWorkerLauncher launcher = launcher("ready");
    try (CaseQueue queue = queue(launcher, LONG, LONG)) {
      List<CaseRequest> requests =
          LongStream.rangeClosed(1, 3).mapToObj(number -> request(number, "answer")).toList();
      requests.forEach(each -> queue.add(List.of(each)));
      assertEquals(List.of(), queue.awaitReady());
      for (int i : new int[] {2, 0, 1}) {
        assertNull(queue.outcome(requests.get(i)).failure());
      }
    }
    assertEquals(1, launcher.processes().size());
    assertFalse(launcher.processes().get(0).isAlive());
  }

  @Test
  void noCaseIsRunTwice() {
    try (CaseQueue queue = queue(launcher("ready"), LONG, LONG)) {
      queue.add(List.of(request(1, "answer")));
      List<CaseRequest> again = List.of(request(1, "answer"));
      assertThrows(IllegalArgumentException.class, () -> queue.add(again));
    }
  }

  @Test
  void nothingRunsForASubmissionThatCannotBeBound() throws WorkerUnavailableException {
    FakeWorkerLauncher launcher = launcher("problems");
    try (CaseQueue queue = queue(launcher, LONG, LONG)) {
      CaseRequest request = request(1, "answer");
      queue.add(List.of(request));
      assertEquals(List.of("one problem", "another"), queue.awaitReady());
      assertEquals(
          new CheckResult(Verdict.NOT_RUN, "the submission could not be bound"),
          queue.outcome(request).failure());
    }
  }

  @Test
  void aWorkerThatDoesNotComeUpIsTold() {
    try (CaseQueue queue = queue(launcher("print"), LONG, LONG)) {
      assertThrows(WorkerUnavailableException.class, queue::awaitReady);
    }
  }

  @Test
  void whatComesAfterTheTimeForAllCasesIsNotRunAndChargedToTheSubmission() {
    try (CaseQueue queue = queue(launcher("ready"), LONG, SHORT)) {
      CaseRequest endless = request(1, "sleep");
      CaseRequest late = request(2, "answer");
      queue.add(List.of(endless));
      queue.add(List.of(late));
      CheckResult failure = queue.outcome(endless).failure();
      assertNotNull(failure);
      assertEquals(Verdict.TIME_LIMIT_EXCEEDED, failure.verdict());
      assertEquals(
          new CheckResult(
              Verdict.TIME_LIMIT_EXCEEDED,
              "the total time limit of 0.3 s was used up by earlier cases"),
          queue.outcome(late).failure());
    }
  }

  @Test
  void theRequestsOfACaseShareItsTime() {
    FakeWorkerLauncher launcher = launcher("ready", "ready");
    try (CaseQueue queue = queue(launcher, SHORT, LONG)) {
      CaseRequest first = request(1, "answer");
      CaseRequest endless = request(2, "sleep");
      CaseRequest third = request(3, "answer");
      CaseRequest next = request(4, "answer");
      queue.add(List.of(first, endless, third));
      queue.add(List.of(next));
      CheckResult timedOut =
          new CheckResult(
              Verdict.TIME_LIMIT_EXCEEDED, "not finished after 0.3 s; the process was stopped");
      assertNull(queue.outcome(first).failure());
      assertEquals(timedOut, queue.outcome(endless).failure());
      assertEquals(timedOut, queue.outcome(third).failure());
      assertEquals(Duration.ZERO, queue.outcome(third).time());
      assertNull(queue.outcome(next).failure());
    }
  }

  @Test
  void aFailureOfTheFirstRequestStandsForTheOthersOfItsCase() {
    FakeWorkerLauncher launcher = launcher("ready", "ready");
    try (CaseQueue queue = queue(launcher, LONG, LONG)) {
      CaseRequest crash = request(1, "exit", Map.of("code", "5"));
      CaseRequest other = request(2, "answer");
      CaseRequest next = request(3, "answer");
      queue.add(List.of(crash, other));
      queue.add(List.of(next));
      assertNotNull(queue.outcome(crash).failure());
      assertEquals(queue.outcome(crash).failure(), queue.outcome(other).failure());
      assertNull(queue.outcome(next).failure());
    }
    assertEquals(2, launcher.processes().size());
  }

  @Test
  void aLaterFailureStandsForItselfAlone() {
    try (CaseQueue queue = queue(launcher("ready", "ready"), LONG, LONG)) {
      CaseRequest first = request(1, "answer");
      CaseRequest crash = request(2, "exit", Map.of("code", "5"));
      CaseRequest third = request(3, "answer");
      queue.add(List.of(first, crash, third));
      assertNotNull(queue.outcome(crash).failure());
      assertNull(queue.outcome(third).failure());
    }
  }

  @Test
  void closingEndsACaseThatWouldNotEnd() {
    FakeWorkerLauncher launcher = launcher("ready");
    CaseQueue queue = queue(launcher, LONG, LONG);
    CaseRequest first = request(1, "answer");
    queue.add(List.of(first));
    queue.add(List.of(request(2, "sleep")));
    assertNull(queue.outcome(first).failure());
    queue.close();
    assertEquals(1, launcher.processes().size());
    assertFalse(launcher.processes().get(0).isAlive());
  }

  @Test
  void aCaseThatWasNotAddedHasNoOutcome() {
    try (CaseQueue queue = queue(launcher("ready"), LONG, LONG)) {
      assertThrows(IllegalStateException.class, () -> queue.outcome(request(1, "answer")));
    }
  }
}
