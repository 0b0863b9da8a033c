package grader.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeedlesTest {
  private static final double NUMBER = 0.7310585786300049;

  private final Needles needles = new Needles();

  @Test
  void aNumberIsFoundInBothOrdersAndAsText() {
    needles.add("n", NUMBER);
    assertEquals(
        Set.of("n, as bytes, the most significant first"),
        found(ByteBuffer.allocate(20).putDouble(3, NUMBER).array()));
    assertEquals(
        Set.of("n, as bytes, the least significant first"),
        found(
            ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putDouble(12, NUMBER).array()));
    assertEquals(
        Set.of("n, as text in UTF-8"),
        found("{\"J\": 0.7310585786300049}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTextIsFoundInOneByteAndInTwoPerCharacter() {
    needles.add("t", "forward-relu");
    assertEquals(
        Set.of("t, as text in UTF-16LE"),
        found("forward-relu".getBytes(StandardCharsets.UTF_16LE)));
    assertEquals(
        Set.of("t, as text in UTF-16BE"),
        found("forward-relu".getBytes(StandardCharsets.UTF_16BE)));
  }

  @Test
  void textsThatBeginAlikeAreToldApart() {
    needles.add("short", "forward-relu");
    needles.add("long", "forward-relu-identity");
    assertEquals(
        Set.of("short, as text in UTF-8"),
        found("forward-relu-id".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void whatIsCutOffOrTooShortIsNotFound() {
    needles.add("cut", "forward-relu");
    needles.add("tiny", "mse");
    byte[] bytes = "mse forward-relu".getBytes(StandardCharsets.UTF_8);
    assertEquals(Set.of(), needles.foundIn(bytes, bytes.length - 1));
    assertEquals(Set.of(), needles.foundIn(new byte[0], 0));
  }

  @Test
  void theOverlapKeepsWhatLiesAcrossTwoChunks() {
    needles.add("long", "forward-relu-identity");
    byte[] bytes = "forward-relu-identity".getBytes(StandardCharsets.UTF_16LE);
    assertTrue(needles.overlap() >= 2 * "forward-relu-identity".length() - 1);
    assertEquals(Set.of("long, as text in UTF-16LE"), found(bytes));
  }

  private Set<String> found(byte[] bytes) {
    return needles.foundIn(bytes, bytes.length);
  }
}
