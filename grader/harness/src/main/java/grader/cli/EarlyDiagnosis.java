package grader.cli;

import grader.cases.PreparedCase;
import grader.cases.TestSuite;
import grader.cli.Grader.AlternativesSource;
import grader.diagnosis.AnswerFindings;
import grader.host.CaseOutcome;
import grader.protocol.CaseRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Most of a diagnosis, found out on a thread of its own from the first failed check on, while the
 * others are being judged. A submission that fails none needs no diagnosis, and loads nothing of
 * it.
 *
 * <p>For one thread, the one that judges.
 */
final class EarlyDiagnosis implements AutoCloseable {
  private final List<TestSuite> suites;
  private final Map<String, PreparedCase> prepared;
  private final Function<CaseRequest, CaseOutcome> answers;
  private final AlternativesSource alternatives;

  /** Null until it is begun. */
  private @Nullable FutureTask<AnswerFindings> task;

  /**
   * A diagnosis that is not begun.
   *
   * @param prepared every case of the suites, by id
   * @param answers gives what was answered to a request, and waits for it; on the other thread, as
   *     is {@code alternatives}
   */
  EarlyDiagnosis(
      List<TestSuite> suites,
      Map<String, PreparedCase> prepared,
      Function<CaseRequest, CaseOutcome> answers,
      AlternativesSource alternatives) {
    this.suites = suites;
    this.prepared = prepared;
    this.answers = answers;
    this.alternatives = alternatives;
  }

  /** Begin, unless it has begun already, and return at once. */
  void begin() {
    if (task == null) {
      task =
          new FutureTask<>(() -> AnswerFindings.of(suites, prepared, answers, alternatives.get()));
      Thread thread = new Thread(task, "diagnosis");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /**
   * Wait for the findings; begin when it has not been.
   *
   * @throws IOException when what is known of mistakes cannot be read
   */
  AnswerFindings findings() throws IOException {
    begin();
    try {
      return Objects.requireNonNull(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException unreadable) {
        throw unreadable;
      }
      if (e.getCause() instanceof RuntimeException fault) {
        // As it was thrown: where that was is what whoever mends it wants to know.
        throw fault;
      }
      throw new IllegalStateException("the diagnosis ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** End it, as far as it has come. */
  @Override
  public void close() {
    if (task != null) {
      task.cancel(true);
    }
  }
}
