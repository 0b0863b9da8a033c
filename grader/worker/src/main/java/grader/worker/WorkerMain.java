package grader.worker;

import grader.protocol.BindRequest;
import grader.protocol.CaseProgress;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Failure;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import grader.protocol.WorkerReady;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The worker process: waits for a submission, binds it, then answers one case after another until
 * the grader closes the channel.
 *
 * <p>Two threads: this one only listens, so that the process ends as soon as the grader is gone,
 * whatever student code is doing; the other one runs the cases. Deadlines are the grader's.
 */
public final class WorkerMain {
  /** Exit code when the grader closed the channel, the normal end. */
  static final int EXIT_CLOSED = 0;

  /** Exit code after the submission printed more than it may. */
  static final int EXIT_OUTPUT_LIMIT = 71;

  /** Exit code when the channel to the grader broke. */
  static final int EXIT_CHANNEL_BROKEN = 72;

  /** Exit code when the worker's own code failed. */
  static final int EXIT_WORKER_FAILED = 73;

  private final MessageChannel channel;
  private final OutputCapture capture;
  private final AtomicLong running = new AtomicLong();

  private WorkerMain(MessageChannel channel) {
    this.channel = channel;
    this.capture = OutputCapture.install(this::outputLimitExceeded);
  }

  /**
   * Serve until the grader closes the channel.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    MessageChannel channel =
        new MessageChannel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    // From here on neither student code nor the JDK reads or prints on the channel by accident.
    System.setIn(InputStream.nullInputStream());
    new WorkerMain(channel).serve();
  }

  private void serve() {
    BlockingQueue<Message> requests = new LinkedBlockingQueue<>();
    Thread cases = new Thread(() -> runCases(requests), "cases");
    cases.setDaemon(true);
    cases.start();
    try {
      Message message;
      while ((message = channel.receive()) != null) {
        requests.add(message);
      }
      // halt, not exit: shutdown hooks are student code too.
      Runtime.getRuntime().halt(EXIT_CLOSED);
    } catch (IOException e) {
      Runtime.getRuntime().halt(EXIT_CHANNEL_BROKEN);
    }
  }

  private void runCases(BlockingQueue<Message> requests) {
    int exitCode = EXIT_WORKER_FAILED;
    try {
      channel.send(Observation.observe());
      WarmUp.run();
      Driver driver = null;
      while (true) {
        Message message = next(requests);
        if (message instanceof BindRequest submission) {
          driver = new MlpDriver(new SubmissionClassLoader(submission.classes()), this::reached);
          channel.send(new WorkerReady(driver.bind()));
        } else if (message instanceof CaseRequest request && driver != null) {
          channel.send(answer(driver, request));
        }
      }
    } catch (IOException e) {
      exitCode = EXIT_CHANNEL_BROKEN;
    } finally {
      // Nobody would answer any more: better an end that is noticed at once than a deadline.
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private static Message next(BlockingQueue<Message> requests) {
    while (true) {
      try {
        return requests.take();
      } catch (InterruptedException e) {
        // Only student code interrupts this thread, and the case that did is over.
      }
    }
  }

  private CaseResponse answer(Driver driver, CaseRequest request) {
    running.set(request.number());
    capture.reset();
    Map<String, Tensor> returned = new LinkedHashMap<>();
    Failure failure = null;
    try {
      driver.run(request, returned);
    } catch (CaseFailedException e) {
      failure = e.failure();
    } catch (OutOfMemoryError e) {
      failure = Failures.outOfMemory(request.operation(), e);
    } catch (RuntimeException | Error e) {
      failure = Failures.workerError(request.operation(), e);
    }
    return new CaseResponse(request.number(), returned, failure, capture.captured());
  }

  private void reached(Map<String, Tensor> returned) {
    try {
      channel.send(new CaseProgress(running.get(), returned));
    } catch (IOException e) {
      Runtime.getRuntime().halt(EXIT_CHANNEL_BROKEN);
    }
  }

  /** Called on whichever thread printed too much; does not return. */
  private void outputLimitExceeded() {
    try {
      channel.send(
          new CaseResponse(
              running.get(),
              Map.of(),
              Failures.outputLimitExceeded(OutputCapture.LIMIT_BYTES),
              capture.captured()));
    } catch (IOException e) {
      Runtime.getRuntime().halt(EXIT_CHANNEL_BROKEN);
    }
    Runtime.getRuntime().halt(EXIT_OUTPUT_LIMIT);
  }
}
