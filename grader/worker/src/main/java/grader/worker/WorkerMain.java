package grader.worker;

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
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The worker process: binds one submission, then answers one case after another until the grader
 * closes the channel.
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
   * @param arguments the path of the submitted jar
   */
  public static void main(String[] arguments) {
    MessageChannel channel =
        new MessageChannel(
            new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    // From here on neither student code nor the JDK reads or prints on the channel by accident.
    System.setIn(InputStream.nullInputStream());
    new WorkerMain(channel).serve(Path.of(arguments[0]));
  }

  private void serve(Path jar) {
    Driver driver = new MlpDriver(new SubmissionClassLoader(jar));
    BlockingQueue<CaseRequest> requests = new LinkedBlockingQueue<>();
    Thread cases = new Thread(() -> runCases(driver, requests), "cases");
    cases.setDaemon(true);
    cases.start();
    try {
      Message message;
      while ((message = channel.receive()) != null) {
        if (message instanceof CaseRequest request) {
          requests.add(request);
        }
      }
      // halt, not exit: shutdown hooks are student code too.
      Runtime.getRuntime().halt(EXIT_CLOSED);
    } catch (IOException e) {
      Runtime.getRuntime().halt(EXIT_CHANNEL_BROKEN);
    }
  }

  private void runCases(Driver driver, BlockingQueue<CaseRequest> requests) {
    int exitCode = EXIT_WORKER_FAILED;
    try {
      channel.send(Observation.observe());
      channel.send(new WorkerReady(driver.bind()));
      while (true) {
        channel.send(answer(driver, next(requests)));
      }
    } catch (IOException e) {
      exitCode = EXIT_CHANNEL_BROKEN;
    } finally {
      // Nobody would answer any more: better an end that is noticed at once than a deadline.
      Runtime.getRuntime().halt(exitCode);
    }
  }

  private static CaseRequest next(BlockingQueue<CaseRequest> requests) {
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
