package grader.evidence;

import grader.cases.InvalidCasesException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does pieces of work that do not depend on each other, several at a time. */
public final class ParallelWork {
  private static final long END_SECONDS = 30;

  private ParallelWork() {}

  /** A piece of work. */
  @FunctionalInterface
  public interface Piece<T> {
    /** Do it. */
    T run() throws InvalidCasesException, IOException;
  }

  /**
   * Do all of it.
   *
   * @param parallelism how many at a time, at least 1
   * @return the results, in the order of the work
   * @throws InvalidCasesException what the first piece that failed threw; the rest is given up
   * @throws IOException likewise
   */
  public static <T> List<T> all(int parallelism, List<Piece<T>> work)
      throws InvalidCasesException, IOException {
    ExecutorService threads = Executors.newFixedThreadPool(parallelism);
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Piece<T> piece : work) {
        futures.add(threads.submit(piece::run));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      end(threads);
    }
  }

  private static IOException failure(@Nullable Throwable cause) throws InvalidCasesException {
    if (cause instanceof InvalidCasesException invalid) {
      throw invalid;
    }
    if (cause instanceof RuntimeException exception) {
      throw exception;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException failed ? failed : new IOException(cause);
  }

  /** An interrupt ends whatever a piece waits for; its worker and its files are gone then. */
  private static void end(ExecutorService threads) {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a piece of work does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
