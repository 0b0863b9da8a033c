package grader.host;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.intake.Submission;
import grader.protocol.CapturedOutput;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Failure;
import grader.protocol.Tensor;
import grader.protocol.WorkerReady;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the cases of one submission one after another. A worker that crashed, exited or was killed
 * is replaced before the next case, so that each case is answered for alone.
 */
public final class CaseRunner implements AutoCloseable {
  /** Exit code of a JVM with -XX:+ExitOnOutOfMemoryError, but any halt(3) has it too. */
  private static final int EXIT_OUT_OF_MEMORY = 3;

  /** What such a JVM says at its end. */
  private static final String OUT_OF_MEMORY = "Terminating due to java.lang.OutOfMemoryError";

  /** And then, when it is full of classes. */
  private static final Pattern CLASSES =
      Pattern.compile(OUT_OF_MEMORY + ": .*(?i:metaspace|class)");

  private static final int EXIT_BY_SIGNAL = 128;
  private static final int SIGKILL = 9;
  private static final int LAST_SIGNAL = 64;

  private final WorkerLauncher launcher;
  private final Submission submission;
  private final WorkerLimits limits;
  private @Nullable WorkerProcess worker;
  private boolean isReady;

  /** Whether it answered another case, which may have left something running in it. */
  private boolean isUsed;

  /** How cases lost workers of their own: who loses a used one so again is not asked once more. */
  private final Set<CheckResult> ownEnds = new HashSet<>();

  /** Run with workers of this launcher. */
  public CaseRunner(WorkerLauncher launcher, Submission submission, WorkerLimits limits) {
    this.launcher = launcher;
    this.submission = submission;
    this.limits = limits;
  }

  /** A worker could not be had: never the submission's fault, unless its code says otherwise. */
  public static final class WorkerUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    WorkerUnavailableException(String message) {
      super(message);
    }
  }

  /**
   * Start a worker and return at once.
   *
   * @throws WorkerUnavailableException when no process can be started
   */
  void start() throws WorkerUnavailableException {
    try {
      worker = launcher.launch();
      isReady = false;
      isUsed = false;
    } catch (IOException e) {
      throw new WorkerUnavailableException("no worker could be started: " + e.getMessage());
    }
  }

  /**
   * Wait until the submission is bound.
   *
   * @return what is wrong with its signatures, one sentence each; empty when it can be graded
   * @throws WorkerUnavailableException when no worker came up
   */
  public List<String> awaitReady() throws WorkerUnavailableException {
    if (worker == null) {
      start();
    }
    WorkerProcess.Reply reply = worker().bind(submission.bindRequest(), limits.start());
    if (reply instanceof WorkerProcess.Reply.Received received
        && received.message() instanceof WorkerReady ready) {
      isReady = true;
      return ready.contractProblems();
    }
    discardWorker();
    if (reply instanceof WorkerProcess.Reply.Ended ended && !ended.wasMachineShortOfMemory()) {
      // It had started, and its JVM ended over the submission's classes: they are too many, too
      // large, or broken. None of their code has run.
      return List.of("mlp.MLP cannot be loaded: the JVM did not survive it; " + reply.describe());
    }
    throw new WorkerUnavailableException("the worker did not start: " + reply.describe());
  }

  private WorkerProcess worker() {
    if (worker == null) {
      throw new IllegalStateException("no worker");
    }
    return worker;
  }

  /**
   * Run a case of one request.
   *
   * @param available wall time that is left for it, when less than the limit per case
   */
  public CaseOutcome run(CaseRequest request, Duration available) {
    return run(request, Duration.ZERO, available);
  }

  /**
   * Run one of the requests of a case.
   *
   * @param spent wall time that the case's earlier requests took
   * @param available wall time that is left for all cases
   */
  CaseOutcome run(CaseRequest request, Duration spent, Duration available) {
    Duration leftOfCase = limits.perCase().minus(spent);
    if (leftOfCase.isNegative() || leftOfCase.isZero()) {
      return CaseOutcome.failed(timedOut(limits.perCase()), Duration.ZERO);
    }
    if (!isReady) {
      try {
        // Bound before, so bound again; a worker that does not come up is our fault.
        List<String> problems = awaitReady();
        if (!problems.isEmpty()) {
          throw new WorkerUnavailableException(String.join("; ", problems));
        }
      } catch (WorkerUnavailableException e) {
        return CaseOutcome.failed(
            new CheckResult(Verdict.GRADER_ERROR, String.valueOf(e.getMessage())), Duration.ZERO);
      }
    }
    Duration limit = available.compareTo(leftOfCase) < 0 ? available : leftOfCase;
    long start = System.nanoTime();
    WorkerProcess.Reply reply = worker().ask(request, limit, limits.processMebibytes());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    Map<String, Tensor> progress = worker().progress();
    CaseResponse response = answerTo(request, reply);
    if (response != null) {
      isUsed = true;
      return answered(response, progress, time);
    }
    discardWorker();
    CheckResult failure = failure(reply, limit, leftOfCase);
    if (!isUsed) {
      ownEnds.add(failure);
    } else if (!(reply instanceof WorkerProcess.Reply.TimedOut) && !ownEnds.contains(failure)) {
      // It may be an earlier case's doing. In a worker of its own, a case answers for itself.
      Duration left = available.minus(time);
      if (left.compareTo(Duration.ZERO) > 0) {
        return run(request, spent, left);
      }
    }
    // What it returned before its end counts, unless it wrote the messages itself.
    return new CaseOutcome(
        failure.verdict() == Verdict.PROTOCOL_VIOLATION ? Map.of() : progress,
        failure,
        List.of(),
        CapturedOutput.NONE,
        time);
  }

  /**
   * The answer, if it is one. That a worker failed itself is none: it is not the worker's to say.
   */
  private static @Nullable CaseResponse answerTo(CaseRequest request, WorkerProcess.Reply reply) {
    return reply instanceof WorkerProcess.Reply.Received received
            && received.message() instanceof CaseResponse response
            && response.number() == request.number()
            && (response.failure() == null
                || response.failure().kind() != Failure.Kind.WORKER_ERROR)
        ? response
        : null;
  }

  private CaseOutcome answered(CaseResponse response, Map<String, Tensor> progress, Duration time) {
    Failure failure = response.failure();
    if (failure == null) {
      return new CaseOutcome(response.tensors(), null, List.of(), response.output(), time);
    }
    switch (failure.kind()) {
      // It has ended, or cannot be trusted any more.
      case OUTPUT_LIMIT_EXCEEDED, OUT_OF_MEMORY, TOO_MANY_THREADS -> discardWorker();
      default -> {}
    }
    return new CaseOutcome(
        // Whoever notices that too much was printed does not know what the case returned.
        failure.kind() == Failure.Kind.OUTPUT_LIMIT_EXCEEDED ? progress : response.tensors(),
        result(failure),
        failure.trace(),
        response.output(),
        time);
  }

  private static CheckResult result(Failure failure) {
    return switch (failure.kind()) {
      case THREW ->
          new CheckResult(
              Verdict.RUNTIME_ERROR,
              failure.during() + " threw " + failure.message() + at(failure.trace()));
      case NOT_IMPLEMENTED -> {
        // The template's "forward is not implemented yet" says it already.
        String said = failure.message().replaceFirst("^UnsupportedOperationException:? ?", "");
        yield new CheckResult(
            Verdict.NOT_IMPLEMENTED,
            said.contains("not implemented") ? said : failure.during() + " is not implemented");
      }
      case RETURNED_NULL -> new CheckResult(Verdict.NOT_IMPLEMENTED, failure.message());
      case TENSOR_TOO_LARGE -> new CheckResult(Verdict.WRONG_SHAPE, failure.message());
      case OUT_OF_MEMORY -> new CheckResult(Verdict.MEMORY_LIMIT_EXCEEDED, failure.message());
      case TOO_MANY_THREADS -> new CheckResult(Verdict.RUNTIME_ERROR, failure.message());
      case OUTPUT_LIMIT_EXCEEDED ->
          new CheckResult(Verdict.OUTPUT_LIMIT_EXCEEDED, failure.message());
      case WORKER_ERROR -> throw new IllegalArgumentException("no answer: " + failure);
    };
  }

  private static String at(List<String> trace) {
    return trace.isEmpty() ? "" : " at " + trace.get(0);
  }

  private CheckResult timedOut(Duration limit) {
    String seconds = limit.toMillis() / 1000.0 + " s";
    return new CheckResult(
        Verdict.TIME_LIMIT_EXCEEDED,
        limit.compareTo(limits.perCase()) < 0
            ? "not finished in the " + seconds + " that were left of the total time limit"
            : "not finished after " + seconds + "; the process was stopped");
  }

  private CheckResult failure(WorkerProcess.Reply reply, Duration limit, Duration leftOfCase) {
    if (reply instanceof WorkerProcess.Reply.TimedOut) {
      // What is left of a case ends with the limit of the whole case.
      return timedOut(limit.equals(leftOfCase) ? limits.perCase() : limit);
    }
    if (reply instanceof WorkerProcess.Reply.TookTooMuchProcessorTime exceeded) {
      return new CheckResult(
          Verdict.TIME_LIMIT_EXCEEDED,
          "its threads took more than %s s of processor time together; the process was stopped"
              .formatted(exceeded.limit().toMillis() / 1000.0));
    }
    if (reply instanceof WorkerProcess.Reply.TookTooMuchMemory exceeded) {
      return new CheckResult(
          Verdict.MEMORY_LIMIT_EXCEEDED,
          "more than %s MiB of memory were taken, of which the heap may be %s"
              .formatted(exceeded.limitMebibytes(), limits.memoryMebibytes()));
    }
    if (reply instanceof WorkerProcess.Reply.Ended ended) {
      return ended(ended);
    }
    if (reply instanceof WorkerProcess.Reply.Garbled garbled) {
      return new CheckResult(
          Verdict.PROTOCOL_VIOLATION,
          "the submission disturbed the grader's own channel: " + garbled.message());
    }
    if (reply instanceof WorkerProcess.Reply.Received received
        && received.message() instanceof CaseResponse response
        && response.failure() != null) {
      // A request of the grader's does not make it fail: student code reached into it.
      return new CheckResult(
          Verdict.PROTOCOL_VIOLATION,
          "the submission disturbed the worker: " + response.failure().message());
    }
    return new CheckResult(
        Verdict.PROTOCOL_VIOLATION, "an answer came to a question that was not asked");
  }

  /**
   * A submission may end its process with any exit code and any last words, so that nothing of them
   * stands for a fault of the grader's.
   */
  private CheckResult ended(WorkerProcess.Reply.Ended ended) {
    if (ended.exitCode() == EXIT_OUT_OF_MEMORY && ended.standardError().contains(OUT_OF_MEMORY)) {
      return new CheckResult(
          Verdict.MEMORY_LIMIT_EXCEEDED,
          CLASSES.matcher(ended.standardError()).find()
              ? "more than " + WorkerLimits.METASPACE_MEBIBYTES + " MiB of classes were loaded"
              : "more than " + limits.memoryMebibytes() + " MiB of memory were needed");
    }
    if (ended.exitCode() == EXIT_BY_SIGNAL + SIGKILL && ended.wasMachineShortOfMemory()) {
      return new CheckResult(
          Verdict.GRADER_ERROR, "the worker was ended by the system, which was short of memory");
    }
    int signal = ended.exitCode() - EXIT_BY_SIGNAL;
    return new CheckResult(
        Verdict.RUNTIME_ERROR,
        isSignal(signal)
            ? "the process was ended by signal " + signal
            : "the process ended with exit code %s; is there a System.exit?"
                .formatted(ended.exitCode()));
  }

  private static boolean isSignal(int number) {
    return number >= 1 && number <= LAST_SIGNAL;
  }

  private void discardWorker() {
    if (worker != null) {
      worker.close();
      worker = null;
      isReady = false;
    }
  }

  @Override
  public void close() {
    discardWorker();
  }
}
