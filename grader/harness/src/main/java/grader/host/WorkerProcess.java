package grader.host;

import grader.protocol.BindRequest;
import grader.protocol.CaseProgress;
import grader.protocol.CaseRequest;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.ProtocolException;
import grader.protocol.Tensor;
import grader.protocol.WorkerStarted;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running worker as its parent sees it: one question and one answer at a time, each with a
 * deadline of the parent's.
 */
public final class WorkerProcess implements AutoCloseable {
  private static final int EXCERPT_BYTES = 2 << 10;

  /** Between two looks at what a worker uses: most cases end before the first. */
  private static final Duration LOOK = Duration.ofMillis(20);

  /** From the end of a process's output to the end of the process: milliseconds, if it ends. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Process process;
  private final Enclosure enclosure;
  private final @Nullable Path directory;
  private final Duration grace;
  private final MemoryShortage shortage = new MemoryShortage();
  private final MessageChannel channel;
  private final FutureTask<String> standardError;
  private volatile Map<String, Tensor> progress = Map.of();
  private final Thread cleanUp = new Thread(this::killAndDelete, "worker clean-up");
  private final ExecutorService exchange =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "worker channel");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Take charge of a process.
   *
   * @param process just started; its standard streams are the channel and nobody else reads them
   * @param enclosure ends it
   * @param directory the process's own folder, deleted at the end; null when it has none
   * @param grace how long the process may take to end by itself when it is closed, before it is
   *     killed; zero unless its end does something useful
   * @throws IOException when the grader itself is ending; the process is gone then
   */
  WorkerProcess(Process process, Enclosure enclosure, @Nullable Path directory, Duration grace)
      throws IOException {
    this.process = process;
    this.enclosure = enclosure;
    this.directory = directory;
    this.grace = grace;
    this.channel = new MessageChannel(process.getInputStream(), process.getOutputStream());
    this.standardError = new FutureTask<>(() -> beginningOf(process.getErrorStream()));
    Thread errorReader = new Thread(standardError, "worker standard error");
    errorReader.setDaemon(true);
    errorReader.start();
    try {
      // A grader that is interrupted leaves no worker and no folder behind.
      Runtime.getRuntime().addShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      killAndDelete();
      throw new IOException("the grader is ending", e);
    }
  }

  /** What came of waiting for a message. */
  sealed interface Reply {
    /** A message. */
    record Received(Message message) implements Reply {}

    /** The deadline passed; the process was killed. */
    record TimedOut() implements Reply {}

    /** It used more memory than a worker may; the process was killed. */
    record TookTooMuchMemory(int limitMebibytes) implements Reply {}

    /** It computed on more than one processor; the process was killed. */
    record TookTooMuchProcessorTime(Duration limit) implements Reply {}

    /**
     * The process ended by itself.
     *
     * @param exitCode the submission's to choose, like the standard error
     * @param wasMachineShortOfMemory whether the kernel ended some process for want of memory while
     *     this one ran: what no submission can make up
     */
    record Ended(int exitCode, String standardError, boolean wasMachineShortOfMemory)
        implements Reply {}

    /** What came is no message; the process was killed. */
    record Garbled(String message) implements Reply {}

    /** In words, when it is not the message that was waited for. */
    default String describe() {
      if (this instanceof Ended ended) {
        return "it ended with exit code " + ended.exitCode() + " " + ended.standardError();
      }
      if (this instanceof Garbled garbled) {
        return garbled.message();
      }
      return this instanceof TimedOut ? "it took too long" : "it sent an unexpected message";
    }
  }

  /**
   * Wait for the first message: what the worker sees.
   *
   * @throws WorkerStartException when it does not come; the process is gone then
   */
  WorkerStarted awaitStarted(Duration limit) throws WorkerStartException {
    Reply reply =
        await(
            () -> {
              enclosure.open(process.getInputStream());
              return channel.receive();
            },
            limit);
    if (reply instanceof Reply.Received received
        && received.message() instanceof WorkerStarted started) {
      return started;
    }
    close();
    throw new WorkerStartException(reply.describe());
  }

  /** The worker's own process, by its number here; known once it has started. */
  long pid() {
    return enclosure.worker(process);
  }

  /** Send the submission and wait for the second message: whether it is bound. */
  Reply bind(BindRequest submission, Duration limit) {
    return await(
        () -> {
          channel.send(submission);
          return channel.receive();
        },
        limit);
  }

  /**
   * Send a request and wait for what answers it.
   *
   * @param limit wall time; processor time may be half as much again, which the JVM's own threads
   *     never need beside one of the submission's, and several of the submission's do
   * @param mebibytes memory of the whole process
   */
  Reply ask(CaseRequest request, Duration limit, int mebibytes) {
    progress = Map.of();
    Callable<@Nullable Message> conversation =
        () -> {
          channel.send(request);
          Message message = channel.receive();
          while (message instanceof CaseProgress reached && reached.number() == request.number()) {
            progress = reached.tensors();
            message = channel.receive();
          }
          return message;
        };
    return await(
        conversation, limit, new ResourceWatch(pid(), limit.plus(limit.dividedBy(2)), mebibytes));
  }

  /** What the case that was last asked for had returned before it was answered or ended. */
  Map<String, Tensor> progress() {
    return progress;
  }

  private Reply await(Callable<@Nullable Message> conversation, Duration limit) {
    return await(conversation, limit, null);
  }

  private Reply await(
      Callable<@Nullable Message> conversation, Duration limit, @Nullable ResourceWatch watch) {
    Future<@Nullable Message> future = exchange.submit(conversation);
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long left = end - System.nanoTime();
        boolean isLast = left <= LOOK.toNanos();
        try {
          Message message =
              future.get(isLast ? Math.max(left, 0) : LOOK.toNanos(), TimeUnit.NANOSECONDS);
          return message == null ? ended() : new Reply.Received(message);
        } catch (TimeoutException e) {
          Reply seen = isLast ? new Reply.TimedOut() : watch == null ? null : watch.look();
          if (seen != null) {
            close();
            return seen;
          }
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProtocolException garbled) {
        close();
        return new Reply.Garbled(String.valueOf(garbled.getMessage()));
      }
      // The channel broke: the process is gone or going.
      return ended();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return new Reply.TimedOut();
    }
  }

  private Reply ended() {
    try {
      if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        // It closed the channel and lives on.
        close();
        return new Reply.Garbled("the channel was closed");
      }
      Reply ended = new Reply.Ended(process.exitValue(), lastWords(), shortage.wasThere());
      close();
      return ended;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return new Reply.TimedOut();
    }
  }

  /** What the JVM itself said at its end. Student prints do not come this way. */
  private String lastWords() throws InterruptedException {
    try {
      return standardError.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // A process that it started and left behind may hold the stream open for ever.
      return "";
    }
  }

  /** Reads to the end, so that the process never waits for a reader, and keeps the beginning. */
  private static String beginningOf(InputStream stream) throws IOException {
    try (stream) {
      byte[] beginning = stream.readNBytes(EXCERPT_BYTES);
      stream.transferTo(OutputStream.nullOutputStream());
      return new String(beginning, StandardCharsets.UTF_8).strip();
    }
  }

  /** Kill the process, if it lives, and delete its folder. */
  @Override
  public void close() {
    exchange.shutdownNow();
    awaitEnd();
    killAndDelete();
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The grader is ending: the hook runs, and finds nothing left to do.
    }
  }

  private void awaitEnd() {
    if (grace.isZero()) {
      return;
    }
    try {
      process.getOutputStream().close();
      process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // The channel is closed already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killAndDelete() {
    // An interrupted thread cleans up too: this does not take long.
    boolean isInterrupted = Thread.interrupted();
    try {
      enclosure.kill(process);
      deleteDirectory();
    } catch (InterruptedException e) {
      isInterrupted = true;
    } catch (IOException | UncheckedIOException e) {
      // A folder that cannot be deleted is in the system's temporary folder, and not worth a grade.
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteDirectory() throws IOException {
    if (directory == null || !Files.exists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
