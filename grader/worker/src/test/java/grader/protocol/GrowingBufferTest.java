package grader.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GrowingBufferTest {
  @Test
  void whatWasWrittenStandsInItsOrderHoweverLongItGets() {
    GrowingBuffer buffer = new GrowingBuffer();
    double[] values = new double[3000];
    Arrays.setAll(values, i -> 1.0 / i);
    buffer.putByte((byte) 7);
    buffer.putInt(-2);
    buffer.put(values);
    buffer.putLong(Long.MIN_VALUE);
    buffer.put(new byte[] {1, 2, 3});
    ByteBuffer read = ByteBuffer.wrap(buffer.array(), 0, buffer.size());
    assertEquals(7, read.get());
    assertEquals(-2, read.getInt());
    double[] again = new double[values.length];
    read.asDoubleBuffer().get(again);
    assertArrayEquals(values, again);
    read.position(read.position() + values.length * Double.BYTES);
    assertEquals(Long.MIN_VALUE, read.getLong());
    byte[] last = new byte[read.remaining()];
    read.get(last);
    assertArrayEquals(new byte[] {1, 2, 3}, last);
  }

  @Test
  void anEarlierNumberCanBeReplaced() {
    GrowingBuffer buffer = new GrowingBuffer();
    buffer.putInt(0);
    buffer.putInt(5);
    buffer.setInt(0, 9);
    ByteBuffer read = ByteBuffer.wrap(buffer.array(), 0, buffer.size());
    assertEquals(9, read.getInt());
    assertEquals(5, read.getInt());
  }
}
