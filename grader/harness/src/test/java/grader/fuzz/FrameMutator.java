package grader.fuzz;

import grader.protocol.CapturedOutput;
import grader.protocol.CaseProgress;
import grader.protocol.CaseRequest;
import grader.protocol.CaseResponse;
import grader.protocol.Failure;
import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.Tensor;
import grader.protocol.WorkerReady;
import grader.protocol.WorkerStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Streams of frames: good ones, some of them with another number in the header or in the payload,
 * with a payload that is longer or shorter than the header says, twice, or not there; and prints
 * between them.
 */
public final class FrameMutator implements Fuzzing.Mutator {
  private static final int HEADER = 10;
  private static final int LENGTH = 6;

  private final List<byte[]> frames;

  /** Streams made of these. */
  public FrameMutator(List<Message> messages) {
    this.frames = messages.stream().map(FrameMutator::frame).toList();
  }

  /** A message of every kind, with something in every part. */
  public static List<Message> messages() {
    Tensor matrix = Tensor.of(new int[] {2, 3}, new double[] {1, 2, 3, 4, 5, Double.NaN});
    return List.of(
        new WorkerReady(List.of("one problem", "another — ŷ")),
        new WorkerReady(List.of()),
        new CaseRequest(1, "train-step", Map.of("f", "relu"), Map.of("x", matrix)),
        new CaseResponse(1, Map.of("yHat", matrix), null, new CapturedOutput("printed\n", 8)),
        new CaseResponse(
            1,
            Map.of("J", Tensor.scalar(0.5), "dJdb1", Tensor.vector(1, 2)),
            new Failure(Failure.Kind.THREW, "backward", "no cache", List.of("mlp.MLP.backward")),
            CapturedOutput.NONE),
        new CaseProgress(1, Map.of("yHat", matrix)),
        new WorkerStarted(4711, "17.0.1", List.of("LANG"), List.of("lo"), List.of("proc", "tmp")));
  }

  /** The bytes of one message. */
  public static byte[] frame(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new MessageChannel(InputStream.nullInputStream(), bytes).send(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public byte[] make(SplittableRandom random) {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      byte[] frame = frames.get(random.nextInt(frames.size()));
      for (int change = random.nextInt(3); change > 0; change--) {
        frame = changed(frame, random);
      }
      stream.writeBytes(frame);
    }
    return stream.toByteArray();
  }

  private byte[] changed(byte[] frame, SplittableRandom random) {
    if (frame.length < HEADER + Integer.BYTES) {
      return Bytes.damaged(frame, random);
    }
    byte[] copy = frame.clone();
    ByteBuffer numbers = ByteBuffer.wrap(copy);
    switch (random.nextInt(8)) {
      case 0 -> copy[random.nextInt(HEADER)] = (byte) Bytes.edge(random);
      case 1 -> numbers.putInt(LENGTH, Bytes.changed(numbers.getInt(LENGTH), random));
      case 2, 3 -> {
        int at = HEADER + random.nextInt(frame.length - HEADER - Integer.BYTES + 1);
        numbers.putInt(at, Bytes.changed(numbers.getInt(at), random));
      }
      case 4 -> {
        // The type of another message.
        copy[5] = (byte) random.nextInt(5);
      }
      case 5 -> {
        byte[] print = "Epoch 1\n".getBytes(StandardCharsets.US_ASCII);
        return random.nextBoolean()
            ? Bytes.spliced(frame, 0, 0, print)
            : Bytes.spliced(frame, frame.length, frame.length, print);
      }
      case 6 -> {
        // A payload that was damaged under a header that fits.
        byte[] payload = Bytes.damaged(Arrays.copyOfRange(frame, HEADER, frame.length), random);
        ByteBuffer whole = ByteBuffer.allocate(HEADER + payload.length);
        return whole.put(frame, 0, LENGTH).putInt(payload.length).put(payload).array();
      }
      default -> {
        return Bytes.damaged(frame, random);
      }
    }
    return copy;
  }
}
