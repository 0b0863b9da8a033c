package grader.protocol;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One message of each kind with something in every part, and the way to bytes and back. */
final class Messages {
  static final WorkerStarted STARTED =
      new WorkerStarted(
          4711, "17.0.1", List.of("PWD"), List.of("lo", "eth0"), List.of("jdk", "worker"));

  static final BindRequest BIND =
      new BindRequest(Map.of("mlp/MLP", new byte[] {1, 2, 3}, "mlp/MLP$Loss", new byte[0]));

  static final WorkerReady READY = new WorkerReady(List.of("one problem", "another — ŷ"));

  static final CaseRequest REQUEST =
      new CaseRequest(
          -3,
          "train-step",
          Map.of("f", "relu", "", ""),
          Map.of(
              "x", Tensor.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, 6}),
              "b1", Tensor.vector(0.5, -0.25)));

  static final CaseProgress PROGRESS =
      new CaseProgress(
          -3,
          Map.of(
              "yHat",
              Tensor.of(new int[] {1, 2}, new double[] {7, Double.NaN}),
              "J",
              Tensor.scalar(0.5)));

  static final CaseResponse RESPONSE =
      new CaseResponse(
          Long.MAX_VALUE,
          Map.of("J", Tensor.scalar(0.125), "yHat", Tensor.of(new int[] {1, 1}, new double[] {7})),
          new Failure(
              Failure.Kind.THREW,
              "backward",
              "IllegalStateException: no cache",
              List.of("mlp.MLP.backward(MLP.java:42)")),
          new CapturedOutput("printed\n", 8));

  static final List<Message> ALL = List.of(STARTED, BIND, READY, REQUEST, PROGRESS, RESPONSE);

  private Messages() {}

  static byte[] frame(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new MessageChannel(InputStream.nullInputStream(), bytes).send(message);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  static @Nullable Message receive(byte[] bytes) throws IOException {
    return new MessageChannel(new ByteArrayInputStream(bytes), OutputStream.nullOutputStream())
        .receive();
  }

  static Message roundTrip(Message message) throws IOException {
    return Objects.requireNonNull(receive(frame(message)));
  }

  /** How much this thread has allocated since it began, in bytes. */
  static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
