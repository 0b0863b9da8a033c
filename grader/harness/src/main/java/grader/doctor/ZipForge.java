package grader.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes zip files that an honest writer does not: names twice, names that differ between an entry
 * and the directory, sizes that are not true, data that two entries share. See PKWARE's APPNOTE.TXT
 * 4.3.
 */
final class ZipForge {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int DIRECTORY_HEADER = 0x02014b50;
  private static final int DIRECTORY_END = 0x06054b50;
  private static final short VERSION = 20;
  private static final short UTF8_NAMES = 1 << 11;
  private static final short DEFLATED = 8;

  /** The first day that the format knows. */
  private static final short NO_DATE = 1 << 5 | 1;

  private record Header(String name, int crc, int packed, int size, int offset) {}

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<Header> directory = new ArrayList<>();
  private final Map<String, Header> headers = new HashMap<>();

  /** Add an honest entry. */
  void add(String name, byte[] content) throws IOException {
    add(name, name, InputStream.nullInputStream(), content, -1);
  }

  /** Add an entry of zeros. */
  void addZeros(String name, long length, int declaredSize) throws IOException {
    add(name, name, new Zeros(length), new byte[0], declaredSize);
  }

  /** Add an entry whose own header has another name than the directory. */
  void add(String name, String localName, byte[] content) throws IOException {
    add(name, localName, InputStream.nullInputStream(), content, -1);
  }

  /** Add an entry to the directory alone, which names another one's data. */
  void addAgain(String name, String sameDataAs) {
    Header other = headers.get(sameDataAs);
    if (other == null) {
      throw new IllegalArgumentException("no entry " + sameDataAs);
    }
    directory.add(new Header(name, other.crc, other.packed, other.size, other.offset));
  }

  private void add(String name, String localName, InputStream before, byte[] after, int declared)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    CRC32 crc = new CRC32();
    long size;
    try (OutputStream out = new DeflaterOutputStream(packed, deflater, 1 << 16)) {
      size = new CheckedInputStream(before, crc).transferTo(out) + after.length;
      crc.update(after);
      out.write(after);
    } finally {
      deflater.end();
    }
    Header header =
        new Header(
            name,
            (int) crc.getValue(),
            packed.size(),
            declared < 0 ? (int) size : declared,
            file.size());
    byte[] localHeader = new byte[30 + bytes(localName).length];
    ByteBuffer local = littleEndian(localHeader);
    local.putInt(LOCAL_HEADER).putShort(VERSION).putShort(UTF8_NAMES).putShort(DEFLATED);
    local.putShort((short) 0).putShort(NO_DATE);
    local.putInt(header.crc).putInt(header.packed).putInt(header.size);
    local.putShort((short) bytes(localName).length).putShort((short) 0).put(bytes(localName));
    file.write(localHeader);
    packed.writeTo(file);
    directory.add(header);
    headers.put(name, header);
  }

  /** The whole file. */
  byte[] file() throws IOException {
    int start = file.size();
    for (Header header : directory) {
      byte[] name = bytes(header.name);
      byte[] entry = new byte[46 + name.length];
      ByteBuffer central = littleEndian(entry);
      central.putInt(DIRECTORY_HEADER).putShort(VERSION).putShort(VERSION).putShort(UTF8_NAMES);
      central.putShort(DEFLATED).putShort((short) 0).putShort(NO_DATE);
      central.putInt(header.crc).putInt(header.packed).putInt(header.size);
      central.putShort((short) name.length).putShort((short) 0).putShort((short) 0);
      central.putShort((short) 0).putShort((short) 0).putInt(0).putInt(header.offset);
      central.put(name);
      file.write(entry);
    }
    byte[] last = new byte[22];
    ByteBuffer end = littleEndian(last);
    end.putInt(DIRECTORY_END).putShort((short) 0).putShort((short) 0);
    end.putShort((short) directory.size()).putShort((short) directory.size());
    end.putInt(file.size() - start).putInt(start).putShort((short) 0);
    file.write(last);
    return file.toByteArray();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** So many zeros that they had better not all be in memory. */
  private static final class Zeros extends InputStream {
    private long left;

    Zeros(long length) {
      this.left = length;
    }

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(length, left);
      Arrays.fill(bytes, offset, offset + count, (byte) 0);
      left -= count;
      return count;
    }
  }
}
