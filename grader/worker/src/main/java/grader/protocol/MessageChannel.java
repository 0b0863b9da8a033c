package grader.protocol;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sends and receives messages as length-prefixed frames: magic (4 bytes), version (1), type (1),
 * payload length (4), payload.
 *
 * <p>Sending is safe from several threads; receiving is for one thread.
 */
public final class MessageChannel {
  private static final int MAGIC = 0x47524452;
  private static final byte VERSION = 1;
  private static final int HEADER_BYTES = 10;
  private static final int MAX_PAYLOAD_BYTES = 1 << 27;
  private static final int EXCERPT_BYTES = 120;

  private final InputStream in;
  private final OutputStream out;

  /**
   * @param in where messages come from; buffered here
   * @param out where messages go; each is written with one call and flushed
   */
  public MessageChannel(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /**
   * Send one message.
   *
   * @throws IOException when the peer is gone
   */
  public void send(Message message) throws IOException {
    GrowingBuffer frame = new GrowingBuffer();
    frame.putInt(MAGIC);
    frame.putByte(VERSION);
    frame.putByte(MessageCodec.typeOf(message));
    int length = frame.size();
    frame.putInt(0);
    MessageCodec.encode(message, frame);
    frame.setInt(length, frame.size() - HEADER_BYTES);
    synchronized (out) {
      out.write(frame.array(), 0, frame.size());
      out.flush();
    }
  }

  /**
   * Wait for one message.
   *
   * @return null when the peer closed the channel between two messages
   * @throws ProtocolException when what came is no message
   * @throws IOException when reading fails
   */
  public @Nullable Message receive() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length == 0) {
      return null;
    }
    ByteBuffer fields = ByteBuffer.wrap(header);
    if (header.length < HEADER_BYTES || fields.getInt() != MAGIC) {
      throw new ProtocolException("expected a message, found " + excerpt(header));
    }
    byte version = fields.get();
    byte type = fields.get();
    int length = fields.getInt();
    if (version != VERSION) {
      throw new ProtocolException("a message of version " + version + ", expected " + VERSION);
    }
    if (length < 0 || length > MAX_PAYLOAD_BYTES) {
      throw new ProtocolException("a message of " + length + " bytes");
    }
    // readNBytes grows with what really arrives: a forged length allocates nothing.
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new ProtocolException(
          "a message that ends after " + payload.length + " of " + length + " bytes");
    }
    return MessageCodec.decode(type, payload);
  }

  /** The first bytes of what is no message, quoted when printable and in hexadecimal otherwise. */
  private String excerpt(byte[] found) throws IOException {
    int more = Math.min(in.available(), EXCERPT_BYTES - found.length);
    byte[] bytes = Arrays.copyOf(found, found.length + Math.max(more, 0));
    int read = in.readNBytes(bytes, found.length, bytes.length - found.length);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < found.length + read; i++) {
      byte b = bytes[i];
      if (b >= ' ' && b < 0x7f) {
        text.append(new String(bytes, i, 1, StandardCharsets.US_ASCII));
      } else {
        text.append(String.format("\\x%02x", b));
      }
    }
    return "\"" + text + "\"";
  }
}
