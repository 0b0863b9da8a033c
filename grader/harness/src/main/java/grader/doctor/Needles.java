package grader.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks for many byte strings in one pass: the eight bytes at each position are looked up, so that
 * a hundred thousand strings take no longer than a few.
 */
final class Needles {
  /** The shortest that is looked for: a shorter one is found by chance. */
  static final int SHORTEST = Long.BYTES;

  private static final int FILTER_BITS = 22;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final class Needle {
    final String name;
    final String form;
    final byte[] bytes;

    Needle(String name, String form, byte[] bytes) {
      this.name = name;
      this.form = form;
      this.bytes = bytes;
    }
  }

  private final Map<Long, List<Needle>> byBeginning = new HashMap<>();
  private final BitSet filter = new BitSet(1 << FILTER_BITS);
  private int longest = SHORTEST;

  /** Look for a number: as eight bytes in both orders, and as the text that Java and JSON have. */
  void add(String name, double value) {
    long bits = Double.doubleToRawLongBits(value);
    add(name, "bytes, the most significant first", bytes(bits));
    add(name, "bytes, the least significant first", bytes(Long.reverseBytes(bits)));
    add(name, Double.toString(value));
  }

  /** Look for a text, in one byte per character and in two, in both orders. */
  void add(String name, String text) {
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      add(name, "text in " + charset, text.getBytes(charset));
    }
  }

  private void add(String name, String form, byte[] bytes) {
    if (bytes.length < SHORTEST) {
      return;
    }
    long beginning = beginning(bytes, 0);
    byBeginning
        .computeIfAbsent(beginning, unused -> new ArrayList<>())
        .add(new Needle(name, form, bytes));
    filter.set(slot(beginning));
    longest = Math.max(longest, bytes.length);
  }

  /** How much of the end of a chunk has to stand at the beginning of the next one. */
  int overlap() {
    return longest - 1;
  }

  /** What is found in the first {@code length} bytes, each thing once. */
  Set<String> foundIn(byte[] haystack, int length) {
    Set<String> found = new LinkedHashSet<>();
    if (length < SHORTEST) {
      return found;
    }
    long window = beginning(haystack, 0);
    for (int at = 0; ; at++) {
      // Zeros are what most memory is made of, and no needle begins with them.
      if (window != 0 && filter.get(slot(window))) {
        collect(window, haystack, at, length, found);
      }
      if (at + SHORTEST >= length) {
        return found;
      }
      window = (window << 8) | (haystack[at + SHORTEST] & 0xff);
    }
  }

  private void collect(long window, byte[] haystack, int at, int length, Set<String> found) {
    for (Needle needle : byBeginning.getOrDefault(window, List.of())) {
      int end = at + needle.bytes.length;
      if (end <= length && Arrays.equals(haystack, at, end, needle.bytes, 0, needle.bytes.length)) {
        found.add(needle.name + ", as " + needle.form);
      }
    }
  }

  private static int slot(long beginning) {
    return (int) ((beginning * SPREAD) >>> (Long.SIZE - FILTER_BITS));
  }

  private static long beginning(byte[] bytes, int offset) {
    long beginning = 0;
    for (int i = 0; i < SHORTEST; i++) {
      beginning = (beginning << 8) | (bytes[offset + i] & 0xff);
    }
    return beginning;
  }

  private static byte[] bytes(long bits) {
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (bits >>> (8 * (bytes.length - 1 - i)));
    }
    return bytes;
  }
}
