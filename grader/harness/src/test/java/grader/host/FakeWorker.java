package grader.host;

import static java.nio.charset.StandardCharsets.US_ASCII;

import grader.protocol.CapturedOutput;
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
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker process that does as it is told: at its start by its first argument, then by the
 * operation of each request.
 */
final class FakeWorker {
  /** The tensor by which an answer tells which process gave it. */
  static final String PID = "pid";

  /** The tensor by which an answer tells which process it left behind. */
  static final String CHILD = "child";

  private static final OutputStream RAW_OUT = new FileOutputStream(FileDescriptor.out);
  private static final OutputStream RAW_ERR = new FileOutputStream(FileDescriptor.err);

  private final MessageChannel channel =
      new MessageChannel(new FileInputStream(FileDescriptor.in), RAW_OUT);

  private FakeWorker() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    FakeWorker worker = new FakeWorker();
    worker.start(arguments[0]);
    @Nullable Message message;
    while ((message = worker.channel.receive()) != null) {
      if (message instanceof CaseRequest request) {
        worker.obey(request);
      }
    }
    if (arguments.length > 1) {
      Files.writeString(Path.of(arguments[1]), "the channel was closed");
    }
  }

  private void start(String how) throws IOException, InterruptedException {
    switch (how) {
      case "ready" -> ready(List.of());
      case "problems" -> ready(List.of("one problem", "another"));
      case "ready-and-deaf" -> {
        ready(List.of());
        sleep();
      }
      case "sleep" -> sleep();
      case "exit" -> {
        RAW_ERR.write(("\n  no such class\n" + ".".repeat(100_000)).getBytes(US_ASCII));
        Runtime.getRuntime().halt(4);
      }
      case "print" -> {
        RAW_OUT.write("Hello, world".getBytes(US_ASCII));
        sleep();
      }
      case "answer-unasked" -> {
        answer(0, Map.of());
        sleep();
      }
      default -> throw new IllegalArgumentException(how);
    }
  }

  private void obey(CaseRequest request) throws IOException, InterruptedException {
    long number = request.number();
    switch (request.operation()) {
      case "answer" -> answer(number, Map.of());
      case "sleep" -> sleep();
      case "exit" -> {
        RAW_ERR.write(request.attributes().getOrDefault("says", "").getBytes(US_ASCII));
        Runtime.getRuntime().halt(Integer.parseInt(attribute(request, "code")));
      }
      case "progress" -> {
        channel.send(new CaseProgress(number, Map.of("yHat", Tensor.scalar(1))));
        channel.send(
            new CaseProgress(number, Map.of("yHat", Tensor.scalar(1), "J", Tensor.scalar(2))));
        obey(
            new CaseRequest(
                number, attribute(request, "then"), request.attributes(), request.tensors()));
      }
      case "progress-of-another" -> {
        channel.send(new CaseProgress(number + 1, Map.of("yHat", Tensor.scalar(1))));
        sleep();
      }
      case "fail" ->
          channel.send(
              new CaseResponse(
                  number,
                  pid(),
                  new Failure(
                      Failure.Kind.valueOf(attribute(request, "kind")),
                      "forward",
                      attribute(request, "message"),
                      List.of(attribute(request, "frame"))),
                  new CapturedOutput("printed", 7)));
      case "print" -> {
        RAW_OUT.write("Epoch 1, loss 0.25\n".getBytes(US_ASCII));
        answer(number, Map.of());
      }
      case "print-errors" -> {
        RAW_ERR.write(new byte[1 << 20]);
        answer(number, Map.of());
      }
      case "half-a-frame" -> {
        RAW_OUT.write(Arrays.copyOf(new byte[] {0x47, 0x52, 0x44, 0x52, 1, 3, 0, 0, 1, 0}, 100));
        Runtime.getRuntime().halt(0);
      }
      case "answer-another" -> answer(number + 1, Map.of());
      case "ready-again" -> ready(List.of());
      case "close" -> {
        RAW_OUT.close();
        sleep();
      }
      case "litter" -> {
        Path folder = Files.createDirectories(Path.of("a", "b"));
        Files.writeString(folder.resolve("file"), "text");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
        answer(number, Map.of());
      }
      case "start-child" -> answer(number, Map.of(CHILD, Tensor.scalar((double) child().pid())));
      default -> throw new IllegalArgumentException(request.operation());
    }
  }

  /** A process that lives long and holds this one's standard error open. */
  private static Process child() throws IOException {
    return new ProcessBuilder("sleep", "600")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void ready(List<String> problems) throws IOException {
    channel.send(new WorkerReady(problems));
  }

  private void answer(long number, Map<String, Tensor> tensors) throws IOException {
    Map<String, Tensor> all = new HashMap<>(tensors);
    all.putAll(pid());
    channel.send(new CaseResponse(number, all, null, CapturedOutput.NONE));
  }

  private static Map<String, Tensor> pid() {
    return Map.of(PID, Tensor.scalar((double) ProcessHandle.current().pid()));
  }

  private static String attribute(CaseRequest request, String name) {
    return Objects.requireNonNull(request.attributes().get(name));
  }

  /** Longer than any test waits. */
  private static void sleep() throws InterruptedException {
    TimeUnit.MINUTES.sleep(10);
  }
}
