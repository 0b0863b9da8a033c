package grader.protocol;

import java.nio.ByteBuffer;

/** Bytes that are written one after another, big-endian, into as much memory as they take. */
final class GrowingBuffer {
  private static final int FIRST_BYTES = 1 << 12;

  private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES);

  void putByte(byte value) {
    require(1).put(value);
  }

  void putInt(int value) {
    require(Integer.BYTES).putInt(value);
  }

  void putLong(long value) {
    require(Long.BYTES).putLong(value);
  }

  void put(byte[] values) {
    require(values.length).put(values);
  }

  void put(double[] values) {
    ByteBuffer buffer = require(values.length * Double.BYTES);
    buffer.asDoubleBuffer().put(values);
    buffer.position(buffer.position() + values.length * Double.BYTES);
  }

  /** Replaces what was written earlier. */
  void setInt(int position, int value) {
    bytes.putInt(position, value);
  }

  /** How many bytes were written. */
  int size() {
    return bytes.position();
  }

  /** What was written, at the beginning of a longer array: not a copy. */
  byte[] array() {
    return bytes.array();
  }

  private ByteBuffer require(int more) {
    if (bytes.remaining() < more) {
      int needed = Math.addExact(bytes.position(), more);
      // Twice as much, unless that is more than an array can be.
      int capacity = (int) Math.min(Math.max(2L * bytes.capacity(), needed), Integer.MAX_VALUE - 8);
      bytes = ByteBuffer.allocate(capacity).put(bytes.flip());
    }
    return bytes;
  }
}
