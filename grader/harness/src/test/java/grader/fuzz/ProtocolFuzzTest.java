package grader.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import grader.protocol.Message;
import grader.protocol.MessageChannel;
import grader.protocol.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

/** No stream makes the end that reads it fail: grader and worker read with the same code. */
class ProtocolFuzzTest {
  private static final int INPUTS = 8000;

  /** A stream of a few hundred bytes; lengths that it only claims count for nothing. */
  private static final long BYTES = 1 << 20;

  @Test
  void everyStreamIsReadToItsEndOrToWhatIsNoMessage() {
    FrameMutator mutator = new FrameMutator(FrameMutator.messages());
    Fuzzing.run("streams", INPUTS, BYTES, mutator, ProtocolFuzzTest::isAccepted);
  }

  private static boolean isAccepted(byte[] stream) throws IOException {
    MessageChannel channel = channel(stream);
    try {
      Message message;
      while ((message = channel.receive()) != null) {
        // What was understood can be said again.
        byte[] frame = FrameMutator.frame(message);
        assertEquals(message, channel(frame).receive());
      }
      return true;
    } catch (ProtocolException e) {
      assertFalse(String.valueOf(e.getMessage()).isBlank());
      return false;
    }
  }

  private static MessageChannel channel(byte[] stream) {
    return new MessageChannel(new ByteArrayInputStream(stream), OutputStream.nullOutputStream());
  }
}
