package grader.protocol;

import static grader.protocol.Messages.frame;
import static grader.protocol.Messages.receive;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no message are refused with a reason, and cost no memory. */
class ForgedMessageTest {
  private static final int MAGIC = 0x47524452;
  private static final int VERSION = 1;
  private static final int READY = 1;
  private static final int REQUEST = 2;
  private static final int RESPONSE = 3;
  private static final int STARTED = 4;
  private static final int BIND = 5;
  private static final int HEADER_BYTES = 10;

  /** Far below any forged length; the buffers of a channel and an exception fit in. */
  private static final long FEW_BYTES = 256 << 10;

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] header(int magic, int version, int type, int length) {
    return bytes(
        out -> {
          out.writeInt(magic);
          out.writeByte(version);
          out.writeByte(type);
          out.writeInt(length);
        });
  }

  private static byte[] framed(int type, byte[] payload) {
    return bytes(
        out -> {
          out.write(header(MAGIC, VERSION, type, payload.length));
          out.write(payload);
        });
  }

  private static void string(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeBytes(text);
  }

  /** A response whose tensors are these. */
  private static byte[] response(Content tensors) {
    return framed(
        RESPONSE,
        bytes(
            out -> {
              out.writeLong(1);
              tensors.write(out);
            }));
  }

  private static byte[] tensor(int rank, int... extents) {
    return response(
        out -> {
          out.writeInt(1);
          string(out, "yHat");
          out.writeByte(rank);
          for (int extent : extents) {
            out.writeInt(extent);
          }
        });
  }

  private static byte[] emptyResponse(int failureFlag, Content rest) {
    return response(
        out -> {
          out.writeInt(0);
          out.writeByte(failureFlag);
          rest.write(out);
        });
  }

  private static byte[] started(Content javaVersionAndNames) {
    return framed(
        STARTED,
        bytes(
            out -> {
              out.writeLong(1);
              javaVersionAndNames.write(out);
            }));
  }

  static Stream<Arguments> forged() {
    int enormous = Integer.MAX_VALUE;
    return Stream.of(
        argumentSet(
            "magic", header(MAGIC + 1, VERSION, READY, 0), "expected a message, found \"GRDS"),
        argumentSet("version", header(MAGIC, 2, READY, 0), "a message of version 2, expected 1"),
        argumentSet("type 0", framed(0, new byte[0]), "unknown message type 0"),
        argumentSet("type 7", framed(7, new byte[0]), "unknown message type 7"),
        argumentSet(
            "ten thousand and one classes",
            framed(BIND, bytes(out -> out.writeInt(10_001))),
            "10001 classes, at most 10000 are allowed"),
        argumentSet(
            "a class of 5 MiB",
            framed(
                BIND,
                bytes(
                    out -> {
                      out.writeInt(1);
                      string(out, "mlp/MLP");
                      out.writeInt(5 << 20);
                    })),
            "5242880 bytes in a class, at most 4194304 are allowed"),
        argumentSet(
            "one class twice",
            framed(
                BIND,
                bytes(
                    out -> {
                      out.writeInt(2);
                      for (int i = 0; i < 2; i++) {
                        string(out, "mlp/MLP");
                        out.writeInt(0);
                      }
                    })),
            "two classes with one name"),
        argumentSet("type -1", framed(-1, new byte[0]), "unknown message type -1"),
        argumentSet("negative payload", header(MAGIC, VERSION, READY, -1), "a message of -1 bytes"),
        argumentSet(
            "enormous payload",
            header(MAGIC, VERSION, READY, enormous),
            "a message of " + enormous + " bytes"),
        argumentSet(
            "payload one byte above the limit",
            header(MAGIC, VERSION, READY, (1 << 27) + 1),
            "a message of 134217729 bytes"),
        argumentSet(
            "largest payload that never comes",
            header(MAGIC, VERSION, READY, 1 << 27),
            "a message that ends after 0 of 134217728 bytes"),
        argumentSet(
            "negative string",
            started(out -> out.writeInt(-1)),
            "-1 bytes in a string, at most 65536 are allowed"),
        argumentSet(
            "string one byte above the limit",
            started(out -> out.writeInt(65537)),
            "65537 bytes in a string, at most 65536 are allowed"),
        argumentSet(
            "enormous string",
            started(out -> out.writeInt(enormous)),
            enormous + " bytes in a string, at most 65536 are allowed"),
        argumentSet(
            "string longer than its message",
            started(out -> out.writeInt(65536)),
            "a message ends in the middle"),
        argumentSet(
            "negative list",
            started(
                out -> {
                  string(out, "17");
                  out.writeInt(-5);
                }),
            "-5 strings, at most 256 are allowed"),
        argumentSet(
            "enormous list",
            started(
                out -> {
                  string(out, "17");
                  out.writeInt(enormous);
                }),
            enormous + " strings, at most 256 are allowed"),
        argumentSet(
            "list longer than its message",
            started(
                out -> {
                  string(out, "17");
                  out.writeInt(256);
                }),
            "a message ends in the middle"),
        argumentSet(
            "enormous attributes",
            framed(
                REQUEST,
                bytes(
                    out -> {
                      out.writeLong(1);
                      string(out, "forward");
                      out.writeInt(257);
                    })),
            "257 attributes, at most 256 are allowed"),
        argumentSet(
            "negative tensors",
            response(out -> out.writeInt(-1)),
            "-1 tensors, at most 256 are allowed"),
        argumentSet(
            "enormous tensors",
            response(out -> out.writeInt(enormous)),
            enormous + " tensors, at most 256 are allowed"),
        argumentSet("rank 3", tensor(3, 1, 1, 1), "a tensor of rank 3"),
        argumentSet("rank -1", tensor(-1), "a tensor of rank -1"),
        argumentSet("negative extent", tensor(1, -1), "negative extent in shape length -1"),
        argumentSet(
            "negative extents whose product is not",
            tensor(2, -2, -2),
            "negative extent in shape -2 × -2"),
        argumentSet(
            "tensor one element above the limit",
            tensor(1, Tensor.MAX_SIZE + 1),
            "shape length 1048577 has more than 1048576 elements"),
        argumentSet(
            "extents whose product overflows",
            tensor(2, 1 << 16, 1 << 16),
            "shape 65536 × 65536 has more than 1048576 elements"),
        argumentSet(
            "largest tensor that never comes",
            tensor(2, 1024, 1024),
            "a message ends in the middle"),
        argumentSet(
            "two tensors with one name",
            response(
                out -> {
                  out.writeInt(2);
                  for (int i = 0; i < 2; i++) {
                    string(out, "yHat");
                    out.writeByte(0);
                    out.writeDouble(i);
                  }
                }),
            "two tensors with one name"),
        argumentSet(
            "unknown kind of failure",
            emptyResponse(1, out -> string(out, "BORED")),
            "an unknown kind of failure"),
        argumentSet(
            "bytes after the end",
            emptyResponse(
                0,
                out -> {
                  string(out, "");
                  out.writeLong(0);
                  out.writeBytes("abc");
                }),
            "3 bytes too many in a message"));
  }

  @ParameterizedTest
  @MethodSource("forged")
  void isRefusedWithTheReasonAndWithoutItsMemory(byte[] bytes, String reason) {
    long before = Messages.allocatedBytes();
    ProtocolException thrown = assertThrows(ProtocolException.class, () -> receive(bytes));
    long allocated = Messages.allocatedBytes() - before;
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith(reason), message);
    assertTrue(allocated < FEW_BYTES, () -> allocated + " bytes were allocated");
  }

  @ParameterizedTest
  @FieldSource("grader.protocol.Messages#ALL")
  void aFrameThatEndsAnywhereIsRefused(Message message) throws IOException {
    byte[] frame = frame(message);
    assertNull(receive(new byte[0]));
    for (int length = 1; length < frame.length; length++) {
      byte[] beginning = Arrays.copyOf(frame, length);
      assertThrows(ProtocolException.class, () -> receive(beginning), "after " + length);
    }
  }

  @ParameterizedTest
  @FieldSource("grader.protocol.Messages#ALL")
  void aPayloadThatEndsAnywhereIsRefused(Message message) {
    byte[] frame = frame(message);
    for (int length = HEADER_BYTES; length < frame.length; length++) {
      byte[] beginning = Arrays.copyOf(frame, length);
      // The header tells the truth: only the content stops short.
      ByteBuffer.wrap(beginning).putInt(HEADER_BYTES - Integer.BYTES, length - HEADER_BYTES);
      assertThrows(ProtocolException.class, () -> receive(beginning), "after " + length);
    }
  }

  @ParameterizedTest
  @FieldSource("grader.protocol.Messages#ALL")
  void aByteAfterAnyPayloadIsRefused(Message message) {
    byte[] frame = frame(message);
    byte[] longer = Arrays.copyOf(frame, frame.length + 1);
    ByteBuffer.wrap(longer).putInt(HEADER_BYTES - Integer.BYTES, longer.length - HEADER_BYTES);
    ProtocolException thrown = assertThrows(ProtocolException.class, () -> receive(longer));
    assertEquals("1 bytes too many in a message", thrown.getMessage());
  }

  private static String refusal(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return String.valueOf(assertThrows(ProtocolException.class, () -> receive(bytes)).getMessage());
  }

  @Test
  void garbageIsQuoted() {
    assertEquals("expected a message, found \"Epoch 1, loss 0.25\"", refusal("Epoch 1, loss 0.25"));
    assertEquals("expected a message, found \"Hi\"", refusal("Hi"));
  }

  @Test
  void unprintableGarbageIsQuotedInHexadecimal() {
    assertEquals(
        "expected a message, found \"\\x1b[31m\\x0a\\x00\\x7f\\xff\"",
        refusal("\u001b[31m\n\u0000\u007f\u00ff"));
  }

  @Test
  void onlyTheBeginningOfLongGarbageIsQuoted() {
    assertEquals(
        "expected a message, found \"" + "a".repeat(120) + "\"", refusal("a".repeat(100_000)));
  }

  @Test
  void garbageBeforeAMessageIsGarbage() {
    byte[] frame = frame(Messages.READY);
    byte[] bytes =
        bytes(
            out -> {
              out.writeBytes("x");
              out.write(frame);
            });
    ProtocolException thrown = assertThrows(ProtocolException.class, () -> receive(bytes));
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith("expected a message, found \"xGRDR\\x01\\x01"), message);
  }

  @Test
  void quotingGarbageWaitsForNoMoreOfIt() {
    InputStream stream =
        new InputStream() {
          private boolean isRead;

          @Override
          public int read() {
            return fail("one byte at a time");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            assertTrue(!isRead, "a pipe would block here");
            isRead = true;
            byte[] garbage = "0123456789".getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(garbage, 0, buffer, offset, garbage.length);
            return garbage.length;
          }
        };
    MessageChannel channel = new MessageChannel(stream, OutputStream.nullOutputStream());
    ProtocolException thrown = assertThrows(ProtocolException.class, channel::receive);
    assertEquals("expected a message, found \"0123456789\"", thrown.getMessage());
  }

  /** Whatever happens to a valid frame, the outcome is a message, the end or an IOException. */
  @Test
  void mutatedFramesNeverDoAnythingElse() {
    long seed = 20_240_229;
    Random random = new Random(seed);
    List<byte[]> frames = Messages.ALL.stream().map(Messages::frame).toList();
    int refused = 0;
    int understood = 0;
    for (int round = 0; round < 10_000; round++) {
      byte[] bytes = frames.get(random.nextInt(frames.size())).clone();
      for (int mutations = 1 + random.nextInt(3); mutations > 0; mutations--) {
        bytes = mutate(bytes, random);
      }
      long before = Messages.allocatedBytes();
      try {
        receive(bytes);
        understood++;
      } catch (IOException e) {
        refused++;
      } catch (Throwable e) {
        fail("round " + round + " of seed " + seed + ": " + Arrays.toString(bytes), e);
      }
      long allocated = Messages.allocatedBytes() - before;
      assertTrue(allocated < FEW_BYTES, "round " + round + ": " + allocated + " bytes");
    }
    // Else the mutations would be too weak or too strong to try the decoder.
    assertTrue(refused > 1000, () -> "too weak");
    assertTrue(understood > 100, () -> "too strong");
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int position = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[position] = (byte) random.nextInt();
      case 2 -> {
        int[] interesting = {-1, 0, 1, 256, 65536, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE};
        if (position + Integer.BYTES <= bytes.length) {
          ByteBuffer.wrap(bytes).putInt(position, interesting[random.nextInt(interesting.length)]);
        }
      }
      case 3 -> {
        // A length that is right again lets the decoder see what was cut or doubled.
        bytes = Arrays.copyOf(bytes, position);
        fitLength(bytes);
      }
      case 4 -> {
        byte[] doubled = Arrays.copyOf(bytes, bytes.length + position);
        System.arraycopy(bytes, 0, doubled, bytes.length, position);
        bytes = doubled;
        fitLength(bytes);
      }
      default -> {
        int other = random.nextInt(bytes.length);
        byte moved = bytes[position];
        bytes[position] = bytes[other];
        bytes[other] = moved;
      }
    }
    return bytes;
  }

  private static void fitLength(byte[] bytes) {
    if (bytes.length >= HEADER_BYTES) {
      ByteBuffer.wrap(bytes).putInt(HEADER_BYTES - Integer.BYTES, bytes.length - HEADER_BYTES);
    }
  }
}
