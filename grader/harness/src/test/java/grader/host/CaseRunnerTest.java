package grader.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.intake.Submission;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.Failure.Kind;
import grader.protocol.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a worker does, its case gets the verdict for that, the next case gets a worker that
 * works, and in the end neither a process nor a folder is left.
 */
@Timeout(60)
class CaseRunnerTest {
  private static final Submission SUBMISSION = new Submission("", List.of(), List.of());

  /** Far more than anything takes here, unless it waits for ever. */
  private static final Duration LONG = Duration.ofSeconds(20);

  /** For what does wait for ever. */
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private @Nullable FakeWorkerLauncher launcher;
  private @Nullable CaseRunner runner;
  private long number;

  private CaseRunner runner(Duration start, Duration perCase, String... starts) {
    launcher = new FakeWorkerLauncher(directory, starts);
    runner = new CaseRunner(launcher, SUBMISSION, new WorkerLimits(64, start, perCase));
    return runner;
  }

  private CaseRunner runner() {
    return runner(LONG, LONG, "ready");
  }

  private FakeWorkerLauncher launcher() {
    return Objects.requireNonNull(launcher);
  }

  private CaseRequest request(String operation, Map<String, String> attributes) {
    return new CaseRequest(++number, operation, attributes, Map.of());
  }

  private CaseOutcome run(CaseRunner workers, String operation) {
    return workers.run(request(operation, Map.of()), LONG);
  }

  private static long pid(CaseOutcome outcome) {
    assertNull(outcome.failure());
    return (long) Objects.requireNonNull(outcome.returned().get(FakeWorker.PID)).get(0);
  }

  private static void assertFailed(Verdict verdict, String message, CaseOutcome outcome) {
    assertEquals(new CheckResult(verdict, message), outcome.failure());
    assertEquals(Map.of(), outcome.returned());
  }

  /** The case after a lost worker is answered by another one. */
  private void assertNextCaseRunsAfresh(CaseRunner workers) {
    int before = launcher().processes().size();
    assertGone();
    long pid = pid(run(workers, "answer"));
    assertEquals(before + 1, launcher().processes().size());
    assertEquals(launcher().processes().get(before).pid(), pid);
  }

  private void assertGone() {
    for (Process process : launcher().processes()) {
      assertFalse(process.isAlive());
    }
    for (Path folder : launcher().folders()) {
      assertFalse(Files.exists(folder));
    }
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    if (runner != null) {
      runner.close();
      assertGone();
      try (Stream<Path> left = Files.list(directory)) {
        assertEquals(List.of(), left.toList());
      }
      assertEquals(List.of(), ProcessHandle.current().children().toList());
    }
  }

  @Test
  void oneWorkerAnswersCaseAfterCase() throws WorkerUnavailableException {
    CaseRunner workers = runner();
    workers.start();
    assertEquals(List.of(), workers.awaitReady());
    long first = pid(run(workers, "answer"));
    CaseOutcome second = run(workers, "answer");
    assertEquals(first, pid(second));
    assertEquals(CapturedOutput.NONE, second.output());
    assertTrue(second.time().compareTo(Duration.ZERO) > 0);
    assertEquals(1, launcher().processes().size());
  }

  @Test
  void theProblemsOfASubmissionAreHandedOn() throws WorkerUnavailableException {
    assertEquals(List.of("one problem", "another"), runner(LONG, LONG, "problems").awaitReady());
  }

  @Test
  void aRunnerThatWasNeverStartedClosesQuietly() {
    runner().close();
    assertEquals(List.of(), launcher().processes());
  }

  @Test
  void whatAWorkerLeavesInItsFolderIsDeleted() throws IOException {
    CaseRunner workers = runner();
    pid(run(workers, "litter"));
    Path folder = launcher().folders().get(0);
    assertTrue(Files.exists(folder.resolve("a").resolve("b").resolve("file")));
    workers.close();
    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(Path.of("/")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          THREW             | RUNTIME_ERROR         | forward threw why at mlp.MLP.f(MLP.java:1)
          NOT_IMPLEMENTED   | NOT_IMPLEMENTED       | forward is not implemented
          RETURNED_NULL     | NOT_IMPLEMENTED       | why
          TENSOR_TOO_LARGE  | WRONG_SHAPE           | why
          """)
  void aFailureInsideALivingWorkerHasItsVerdictAndKeepsTheWorker(
      Kind kind, Verdict verdict, String message) {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(failure(kind, "why"), LONG);
    assertEquals(new CheckResult(verdict, message), outcome.failure());
    assertEquals(List.of("mlp.MLP.f(MLP.java:1)"), outcome.trace());
    assertEquals(new CapturedOutput("printed", 7), outcome.output());
    assertEquals(List.of(FakeWorker.PID), List.copyOf(outcome.returned().keySet()));
    assertEquals(
        (double) pid(run(workers, "answer")),
        Objects.requireNonNull(outcome.returned().get(FakeWorker.PID)).get(0));
  }

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_MEMORY, MEMORY_LIMIT_EXCEEDED",
    "OUTPUT_LIMIT_EXCEEDED, OUTPUT_LIMIT_EXCEEDED",
    "TOO_MANY_THREADS, RUNTIME_ERROR"
  })
  void aWorkerThatReachedALimitIsReplaced(Kind kind, Verdict verdict) {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(failure(kind, "why"), LONG);
    assertEquals(new CheckResult(verdict, "why"), outcome.failure());
    assertNextCaseRunsAfresh(workers);
  }

  private CaseRequest failure(Kind kind, String message) {
    return request(
        "fail", Map.of("kind", kind.name(), "message", message, "frame", "mlp.MLP.f(MLP.java:1)"));
  }

  @Test
  void theTemplatesOwnWordsAreToldAsTheyAre() {
    CaseOutcome outcome =
        runner()
            .run(
                failure(
                    Kind.NOT_IMPLEMENTED,
                    "UnsupportedOperationException: forward is not implemented yet"),
                LONG);
    assertEquals(
        new CheckResult(Verdict.NOT_IMPLEMENTED, "forward is not implemented yet"),
        outcome.failure());
  }

  @Test
  void aCaseThatTakesTooLongIsStopped() {
    CaseRunner workers = runner(LONG, SHORT, "ready");
    CaseOutcome outcome = run(workers, "sleep");
    assertFailed(
        Verdict.TIME_LIMIT_EXCEEDED, "not finished after 0.3 s; the process was stopped", outcome);
    assertTrue(outcome.time().compareTo(SHORT) >= 0);
    assertNextCaseRunsAfresh(workers);
  }

  private static final Map<String, Tensor> PROGRESS =
      Map.of("yHat", Tensor.scalar(1), "J", Tensor.scalar(2));

  @Test
  void whatWasReturnedBeforeTheProcessEndedCounts() {
    CaseRunner workers = runner();
    CaseOutcome outcome =
        workers.run(request("progress", Map.of("then", "exit", "code", "1")), LONG);
    assertEquals(Verdict.RUNTIME_ERROR, Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(PROGRESS, outcome.returned());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void whatWasReturnedBeforeTheTimeWasUpCounts() {
    CaseRunner workers = runner(LONG, SHORT, "ready");
    CaseOutcome outcome = workers.run(request("progress", Map.of("then", "sleep")), LONG);
    assertEquals(Verdict.TIME_LIMIT_EXCEEDED, Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(PROGRESS, outcome.returned());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void whatWasReturnedBeforeTooMuchWasPrintedCounts() {
    CaseOutcome outcome =
        runner()
            .run(
                request(
                    "progress",
                    Map.of(
                        "then",
                        "fail",
                        "kind",
                        "OUTPUT_LIMIT_EXCEEDED",
                        "message",
                        "why",
                        "frame",
                        "mlp.MLP.f(MLP.java:1)")),
                LONG);
    assertEquals(
        Verdict.OUTPUT_LIMIT_EXCEEDED, Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(PROGRESS, outcome.returned());
  }

  @ParameterizedTest
  @ValueSource(strings = {"print", "answer-another", "close"})
  void nothingCountsOfWhoWritesOnTheChannel(String operation) {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(request("progress", Map.of("then", operation)), LONG);
    assertEquals(Verdict.PROTOCOL_VIOLATION, Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(Map.of(), outcome.returned());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void progressOfAnotherCaseIsAViolation() {
    CaseRunner workers = runner();
    assertFailed(
        Verdict.PROTOCOL_VIOLATION,
        "an answer came to a question that was not asked",
        run(workers, "progress-of-another"));
    assertNextCaseRunsAfresh(workers);
  }

  /** The progress of one case is not that of the next. */
  @Test
  void aCaseStartsWithNothing() {
    CaseRunner workers = runner();
    assertNull(workers.run(request("progress", Map.of("then", "answer")), LONG).failure());
    CaseOutcome outcome = workers.run(request("exit", Map.of("code", "1")), LONG);
    assertEquals(Map.of(), outcome.returned());
  }

  @Test
  void aCaseHasNoMoreTimeThanIsLeftForAll() {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(request("sleep", Map.of()), Duration.ofMillis(200));
    assertFailed(
        Verdict.TIME_LIMIT_EXCEEDED,
        "not finished in the 0.2 s that were left of the total time limit",
        outcome);
  }

  @Test
  void aRequestThatNobodyReadsIsGivenUp() {
    CaseRunner workers = runner(LONG, SHORT, "ready-and-deaf");
    // More than a pipe holds, so that sending it cannot end.
    Tensor tensor = Tensor.vector(new double[1 << 20]);
    CaseOutcome outcome =
        workers.run(new CaseRequest(1, "answer", Map.of(), Map.of("x", tensor)), LONG);
    assertFailed(
        Verdict.TIME_LIMIT_EXCEEDED, "not finished after 0.3 s; the process was stopped", outcome);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 73, 255})
  void aProcessThatEndsItselfIsARuntimeError(int code) {
    CaseRunner workers = runner();
    CaseOutcome outcome =
        workers.run(request("exit", Map.of("code", Integer.toString(code))), LONG);
    assertFailed(
        Verdict.RUNTIME_ERROR,
        "the process ended with exit code " + code + "; is there a System.exit?",
        outcome);
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aProcessThatASignalEndsIsARuntimeErrorThatNamesTheSignal() {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(request("exit", Map.of("code", "134")), LONG);
    assertFailed(Verdict.RUNTIME_ERROR, "the process was ended by signal 6", outcome);
    assertNextCaseRunsAfresh(workers);
  }

  /**
   * Student code has all that the worker has to say so, and nothing that the grader asks does it.
   */
  @Test
  void aWorkerThatSaysThatItFailedItselfIsTheSubmissionsDoing() {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(failure(Kind.WORKER_ERROR, "why"), LONG);
    assertFailed(Verdict.PROTOCOL_VIOLATION, "the submission disturbed the worker: why", outcome);
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aProcessThatTheJvmEndsForWantOfMemoryIsTheMemoryLimit() {
    CaseRunner workers = runner();
    CaseOutcome outcome =
        workers.run(
            request(
                "exit",
                Map.of(
                    "code",
                    "3",
                    "says",
                    "Terminating due to java.lang.OutOfMemoryError: Java heap space\n")),
            LONG);
    assertFailed(Verdict.MEMORY_LIMIT_EXCEEDED, "more than 64 MiB of memory were needed", outcome);
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aProcessThatIsFullOfClassesIsTheMemoryLimitToo() {
    CaseOutcome outcome =
        runner()
            .run(
                request(
                    "exit",
                    Map.of(
                        "code",
                        "3",
                        "says",
                        "Terminating due to java.lang.OutOfMemoryError: Metaspace\n")),
                LONG);
    assertFailed(Verdict.MEMORY_LIMIT_EXCEEDED, "more than 64 MiB of classes were loaded", outcome);
  }

  /** Nobody but the submission says 137 when the kernel has ended nothing. */
  @Test
  void aSubmissionCannotPassItsEndOffAsTheMachines() {
    CaseRunner workers = runner();
    CaseOutcome outcome = workers.run(request("exit", Map.of("code", "137")), LONG);
    assertFailed(Verdict.RUNTIME_ERROR, "the process was ended by signal 9", outcome);
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aCaseIsNotChargedWithTheEndOfAWorkerThatOthersUsed() throws InterruptedException {
    CaseRunner workers = runner();
    long first = pid(run(workers, "answer"));
    Process process = launcher().processes().get(0);
    process.toHandle().destroyForcibly();
    process.waitFor();
    assertNotEquals(first, pid(run(workers, "answer")));
    assertEquals(2, launcher().processes().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "print", "answer-another", "close"})
  void aCaseThatLosesItsWorkerLosesOneOfItsOwnTooAndIsRunNoThirdTime(String operation) {
    CaseRunner workers = runner();
    pid(run(workers, "answer"));
    CaseOutcome outcome = workers.run(request(operation, Map.of("code", "5")), LONG);
    assertEquals(
        operation.equals("exit") ? Verdict.RUNTIME_ERROR : Verdict.PROTOCOL_VIOLATION,
        Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(2, launcher().processes().size());
    assertNextCaseRunsAfresh(workers);
  }

  /**
   * Else a submission that ends its process in every other case would be run half as long again.
   */
  @Test
  void whoIsKnownToLoseItsWorkerSoIsNotRunAgain() {
    CaseRunner workers = runner();
    workers.run(request("exit", Map.of("code", "5")), LONG);
    pid(run(workers, "answer"));
    assertEquals(2, launcher().processes().size());
    workers.run(request("exit", Map.of("code", "5")), LONG);
    assertEquals(2, launcher().processes().size());
    pid(run(workers, "answer"));
    workers.run(request("exit", Map.of("code", "6")), LONG);
    assertEquals(4, launcher().processes().size());
  }

  @Test
  void aCaseThatTakesTooLongIsNotRunAgain() {
    CaseRunner workers = runner(LONG, SHORT, "ready");
    pid(run(workers, "answer"));
    CaseOutcome outcome = run(workers, "sleep");
    assertEquals(Verdict.TIME_LIMIT_EXCEEDED, Objects.requireNonNull(outcome.failure()).verdict());
    assertEquals(1, launcher().processes().size());
  }

  @Test
  void printingOnTheChannelIsToldWithWhatWasPrinted() {
    CaseRunner workers = runner();
    CaseOutcome outcome = run(workers, "print");
    CheckResult failure = Objects.requireNonNull(outcome.failure());
    assertEquals(Verdict.PROTOCOL_VIOLATION, failure.verdict());
    assertTrue(
        failure
            .message()
            .startsWith(
                "the submission disturbed the grader's own channel: expected a message, found"
                    + " \"Epoch 1, lo"),
        failure.message());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsAViolation() {
    CaseRunner workers = runner();
    assertFailed(
        Verdict.PROTOCOL_VIOLATION,
        "the submission disturbed the grader's own channel: a message that ends after 90 of 256"
            + " bytes",
        run(workers, "half-a-frame"));
    assertNextCaseRunsAfresh(workers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"answer-another", "ready-again"})
  void anAnswerToAnotherQuestionIsAViolation(String operation) {
    CaseRunner workers = runner();
    assertFailed(
        Verdict.PROTOCOL_VIOLATION,
        "an answer came to a question that was not asked",
        run(workers, operation));
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aWorkerThatClosesTheChannelAndLivesOnIsStopped() {
    CaseRunner workers = runner();
    CaseOutcome outcome = run(workers, "close");
    assertFailed(
        Verdict.PROTOCOL_VIOLATION,
        "the submission disturbed the grader's own channel: the channel was closed",
        outcome);
    // Not the whole limit.
    assertTrue(outcome.time().compareTo(Duration.ofSeconds(10)) < 0, outcome.time()::toString);
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aWorkerThatFillsItsStandardErrorIsNotHeldUp() {
    CaseRunner workers = runner();
    pid(run(workers, "print-errors"));
  }

  @Test
  void theProcessesThatAWorkerStartedEndWithIt() {
    CaseRunner workers = runner(LONG, SHORT, "ready");
    long child = child(run(workers, "start-child"));
    assertTrue(isRunning(child));
    run(workers, "sleep");
    awaitEnd(child);
  }

  @Test
  void aProcessThatIsLeftBehindHoldsUpNothing() {
    CaseRunner workers = runner();
    long child = child(run(workers, "start-child"));
    try {
      CaseOutcome outcome = workers.run(request("exit", Map.of("code", "5")), LONG);
      assertEquals(Verdict.RUNTIME_ERROR, Objects.requireNonNull(outcome.failure()).verdict());
      assertTrue(outcome.time().compareTo(Duration.ofSeconds(10)) < 0, outcome.time()::toString);
      assertNextCaseRunsAfresh(workers);
    } finally {
      ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private static long child(CaseOutcome outcome) {
    return (long) Objects.requireNonNull(outcome.returned().get(FakeWorker.CHILD)).get(0);
  }

  /** Not whether the handle is alive: where nobody reaps orphans, it is after their end. */
  private static boolean isRunning(long pid) {
    return ProcessHandle.of(pid).flatMap(process -> process.info().command()).isPresent();
  }

  private static void awaitEnd(long pid) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (isRunning(pid)) {
      assertTrue(System.nanoTime() < deadline, "it runs on");
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static String unavailable(CaseRunner workers) {
    return String.valueOf(
        assertThrows(WorkerUnavailableException.class, workers::awaitReady).getMessage());
  }

  @Test
  void aWorkerThatIsNeverReadyIsGivenUp() {
    CaseRunner workers = runner(SHORT, LONG, "sleep");
    assertEquals("the worker did not start: it took too long", unavailable(workers));
    assertGone();
  }

  /** A launcher gives workers that have started; what they load then is the submission. */
  @Test
  void aWorkerThatEndsWhileItIsBoundIsToldWithTheBeginningOfItsLastWords()
      throws WorkerUnavailableException {
    List<String> problems = runner(LONG, LONG, "exit").awaitReady();
    assertEquals(1, problems.size());
    String expected =
        "mlp.MLP cannot be loaded: the JVM did not survive it; it ended with exit code 4 no such"
            + " class\n...";
    assertTrue(problems.get(0).startsWith(expected), problems.get(0));
    assertTrue(problems.get(0).length() < 2200, () -> problems.get(0).length() + " characters");
    assertGone();
  }

  /** It was bound before, and no code of the submission's has run since. */
  @Test
  void aWorkerThatEndsWhileItIsBoundOnceMoreIsNotTheSubmissionsFault() {
    CaseRunner workers = runner(LONG, LONG, "ready", "exit", "ready");
    workers.run(request("exit", Map.of("code", "5")), LONG);
    assertEquals(
        Verdict.GRADER_ERROR, Objects.requireNonNull(run(workers, "answer").failure()).verdict());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void aWorkerThatPrintsAtItsStartIsGivenUp() {
    assertEquals(
        "the worker did not start: expected a message, found \"Hello, world\"",
        unavailable(runner(LONG, LONG, "print")));
    assertGone();
  }

  @Test
  void aWorkerThatBeginsWithAnAnswerIsGivenUp() {
    assertEquals(
        "the worker did not start: it sent an unexpected message",
        unavailable(runner(LONG, LONG, "answer-unasked")));
    assertGone();
  }

  @Test
  void aProcessThatCannotBeStartedIsToldSo() {
    CaseRunner workers = runner(LONG, LONG, FakeWorkerLauncher.NO_PROCESS);
    assertEquals(
        "no worker could be started: too many processes",
        assertThrows(WorkerUnavailableException.class, workers::start).getMessage());
  }

  @Test
  void aWorkerThatCannotBeReplacedIsNotTheSubmissionsFault() {
    CaseRunner workers =
        runner(LONG, LONG, "ready", FakeWorkerLauncher.NO_PROCESS, "print", "ready");
    workers.run(request("exit", Map.of("code", "5")), LONG);
    assertFailed(
        Verdict.GRADER_ERROR,
        "no worker could be started: too many processes",
        run(workers, "answer"));
    assertFailed(
        Verdict.GRADER_ERROR,
        "the worker did not start: expected a message, found \"Hello, world\"",
        run(workers, "answer"));
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void anInterruptedCaseLeavesNoWorkerAndKeepsTheInterrupt() {
    CaseRunner workers = runner();
    pid(run(workers, "answer"));
    Thread.currentThread().interrupt();
    CaseOutcome outcome = run(workers, "sleep");
    assertTrue(Thread.interrupted());
    assertNotEquals(null, outcome.failure());
    assertNextCaseRunsAfresh(workers);
  }

  @Test
  void anInterruptedRunnerClosesAsAnyOther() {
    CaseRunner workers = runner();
    pid(run(workers, "answer"));
    Thread.currentThread().interrupt();
    workers.close();
    assertTrue(Thread.interrupted());
    assertGone();
  }

  @Test
  void aGraderThatIsStoppedLeavesNothing() throws IOException, InterruptedException {
    Process grader = FakeGrader.start(directory);
    try (BufferedReader output = grader.inputReader(UTF_8)) {
      assertEquals("ready", output.readLine());
      grader.destroy();
      assertTrue(grader.waitFor(LONG.toSeconds(), TimeUnit.SECONDS));
    } finally {
      grader.destroyForcibly();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
    List<String> running =
        ProcessHandle.allProcesses()
            .flatMap(process -> process.info().commandLine().stream())
            .filter(command -> command.contains(directory.toString()))
            .toList();
    assertEquals(List.of(), running);
  }

  @Test
  void aWorkerThatHasSomethingToDoAtItsEndIsGivenTheTime(@TempDir Path elsewhere) {
    Path file = elsewhere.resolve("done");
    CaseRunner workers = runner();
    launcher().withGrace(LONG, file);
    pid(run(workers, "answer"));
    workers.close();
    assertTrue(Files.exists(file));
  }

  @Test
  void aWorkerThatDoesNotEndInItsTimeIsStopped(@TempDir Path elsewhere) {
    CaseRunner workers = runner(LONG, SHORT, "ready");
    launcher().withGrace(SHORT, elsewhere.resolve("done"));
    assertFailed(
        Verdict.TIME_LIMIT_EXCEEDED,
        "not finished after 0.3 s; the process was stopped",
        run(workers, "sleep"));
    assertGone();
  }
}
