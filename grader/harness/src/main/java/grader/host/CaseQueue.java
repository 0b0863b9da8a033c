package grader.host;

import grader.checking.CheckResult;
import grader.checking.Verdict;
import grader.host.CaseRunner.WorkerUnavailableException;
import grader.protocol.CaseRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases one after another, in the order in which they are added, on a thread of its own: the
 * worker computes one case while the grader prepares the next and judges the last. There is never
 * more than one request in flight.
 */
public final class CaseQueue implements AutoCloseable {
  private static final long END_SECONDS = 30;

  private final CaseRunner runner;
  private final Duration total;
  private final Map<Long, Future<CaseOutcome>> outcomes = new HashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread created = new Thread(task, "case queue");
            created.setDaemon(true);
            return created;
          });

  private final Future<List<String>> binding;

  /** When the time for all cases ends; known once the first worker is ready. */
  private long end;

  /**
   * Start the first worker and return at once.
   *
   * @param runner closed with this queue
   * @param total wall time for all cases together, the start of the first worker not counted
   */
  public CaseQueue(CaseRunner runner, Duration total) {
    this.runner = runner;
    this.total = total;
    this.binding =
        thread.submit(
            () -> {
              List<String> problems = runner.awaitReady();
              end = System.nanoTime() + total.toNanos();
              return problems;
            });
  }

  /**
   * Add a case. It is run when it is its turn, unless the submission could not be bound.
   *
   * @param requests one or several, which share the time limit per case; when the first fails, it
   *     is in vain to send the others, and its failure stands for them
   * @throws IllegalArgumentException when a request with the number of one was added before
   */
  public void add(List<CaseRequest> requests) {
    Turn turn = new Turn();
    for (CaseRequest request : requests) {
      if (outcomes.containsKey(request.number())) {
        throw new IllegalArgumentException("the case was added already: " + request.number());
      }
      outcomes.put(request.number(), thread.submit(() -> run(request, turn)));
    }
  }

  /** How far a case has come; of the queue's thread alone. */
  private static final class Turn {
    private @Nullable CaseOutcome first;
    private Duration spent = Duration.ZERO;
  }

  private CaseOutcome run(CaseRequest request, Turn turn)
      throws ExecutionException, InterruptedException {
    if (turn.first != null && turn.first.failure() != null) {
      return CaseOutcome.failed(turn.first.failure(), Duration.ZERO);
    }
    CaseOutcome outcome = run(request, turn.spent);
    turn.spent = turn.spent.plus(outcome.time());
    if (turn.first == null) {
      turn.first = outcome;
    }
    return outcome;
  }

  private CaseOutcome run(CaseRequest request, Duration spent)
      throws ExecutionException, InterruptedException {
    if (!binding.get().isEmpty()) {
      return CaseOutcome.failed(
          new CheckResult(Verdict.NOT_RUN, "the submission could not be bound"), Duration.ZERO);
    }
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.isNegative() || left.isZero()) {
      String message =
          "the total time limit of %s s was used up by earlier cases"
              .formatted(total.toMillis() / 1000.0);
      // The submission's earlier cases used it up; else who hangs everywhere would have no grade.
      return CaseOutcome.failed(
          new CheckResult(Verdict.TIME_LIMIT_EXCEEDED, message), Duration.ZERO);
    }
    return runner.run(request, spent, left);
  }

  /**
   * Wait until the submission is bound.
   *
   * @return what is wrong with its signatures, one sentence each; empty when it can be graded
   * @throws WorkerUnavailableException when no worker came up
   */
  public List<String> awaitReady() throws WorkerUnavailableException {
    try {
      return binding.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WorkerUnavailableException unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("starting a worker failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkerUnavailableException("interrupted");
    }
  }

  /**
   * Wait for the outcome of a case. Several threads may, as long as none adds a case.
   *
   * @param request one that was added
   */
  public CaseOutcome outcome(CaseRequest request) {
    Future<CaseOutcome> outcome = outcomes.get(request.number());
    if (outcome == null) {
      throw new IllegalStateException("the case was not added: " + request.number());
    }
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("running a case failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Run no further case, and end the worker. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      // The thread owns the runner, and an interrupt ends what it waits for.
      if (!thread.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a case does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runner.close();
  }
}
