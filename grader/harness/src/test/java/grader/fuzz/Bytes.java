package grader.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes that need to know nothing of what they change. */
final class Bytes {
  /** Where arithmetic goes wrong. */
  private static final int[] EDGES = {
    0,
    1,
    -1,
    2,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x10001,
    1 << 20,
    (1 << 20) + 1,
    1 << 27,
    (1 << 27) + 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Integer.MAX_VALUE - 7
  };

  private Bytes() {}

  static int edge(SplittableRandom random) {
    return EDGES[random.nextInt(EDGES.length)];
  }

  /** A number near another one, at an edge, or anywhere. */
  static int changed(int value, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> value + random.nextInt(-4, 5);
      case 1, 2 -> edge(random);
      default -> random.nextInt();
    };
  }

  static byte[] spliced(byte[] bytes, int from, int to, byte[] replacement) {
    ByteArrayOutputStream spliced = new ByteArrayOutputStream();
    spliced.write(bytes, 0, from);
    spliced.writeBytes(replacement);
    spliced.write(bytes, to, bytes.length - to);
    return spliced.toByteArray();
  }

  static byte[] anything(int length, SplittableRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** One change: a bit, a byte, a part that goes, comes or is there twice, or the end is cut. */
  static byte[] damaged(byte[] bytes, SplittableRandom random) {
    if (bytes.length == 0) {
      return anything(random.nextInt(16), random);
    }
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(1 << random.nextInt(1, 9)));
    byte[] copy = bytes.clone();
    return switch (random.nextInt(7)) {
      case 0, 1 -> {
        copy[at] ^= (byte) (1 << random.nextInt(8));
        yield copy;
      }
      case 2 -> {
        copy[at] = (byte) edge(random);
        yield copy;
      }
      case 3 -> spliced(bytes, at, end, new byte[0]);
      case 4 -> spliced(bytes, at, at, anything(end - at, random));
      case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
      default -> Arrays.copyOf(bytes, at);
    };
  }
}
