package grader.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip file that every reader reads alike. The directory at its end and the headers before each
 * entry say the same; the entries follow one another without a gap, an overlap or anything before
 * the first; there is nothing of the format's later additions that one reader honours and another
 * does not: no Zip64, no encryption, no second name.
 *
 * <p>The format is PKWARE's APPNOTE.TXT 6.3.10; section numbers below are its own.
 */
final class ZipArchive {
  /** Sections 4.3.7, 4.3.9, 4.3.12 and 4.3.16, without what varies in length. */
  private static final int LOCAL_HEADER = 30;

  private static final int DESCRIPTOR = 12;
  private static final int DIRECTORY_HEADER = 46;
  private static final int END_RECORD = 22;

  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
  private static final int DIRECTORY_SIGNATURE = 0x02014b50;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int MAX_COMMENT = 0xffff;

  /** Section 4.4.4: effort of the compressor, sizes after the data, names in UTF-8. */
  private static final int KNOWN_FLAGS = 1 << 1 | 1 << 2 | 1 << 3 | 1 << 11;

  private static final int FLAG_ENCRYPTED = 1;
  private static final int FLAG_DESCRIPTOR = 1 << 3;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Extra fields that say otherwise than the headers: Zip64 (4.5.3), Unicode path (4.6.9). */
  private static final int EXTRA_ZIP64 = 0x0001;

  private static final int EXTRA_UNICODE_PATH = 0x7075;

  private static final int BUFFER = 8 << 10;

  private final ByteBuffer file;
  private final List<Entry> entries;

  private ZipArchive(ByteBuffer file, List<Entry> entries) {
    this.file = file;
    this.entries = entries;
  }

  /**
   * An entry.
   *
   * @param name as the file has it, which may be anything
   * @param size of its content, as both headers declare it
   */
  record Entry(
      String name,
      int flags,
      int method,
      int crc,
      long compressedSize,
      long size,
      long offset,
      int dataOffset) {}

  /** The bytes are no zip file, or not the same one to every reader. */
  static final class InvalidZipException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * For a reason.
     *
     * @param message what is wrong, without its place in a sentence
     */
    InvalidZipException(String message) {
      super(message);
    }
  }

  /**
   * Read the structure. No entry is inflated.
   *
   * @param bytes the whole file
   * @throws InvalidZipException when it is not exactly one zip file
   */
  static ZipArchive of(byte[] bytes) throws InvalidZipException {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int end = endRecord(file);
    int count = unsignedShort(file, end + 10);
    long directorySize = unsignedInt(file, end + 12);
    long directoryOffset = unsignedInt(file, end + 16);
    require(
        unsignedShort(file, end + 4) == 0
            && unsignedShort(file, end + 6) == 0
            && unsignedShort(file, end + 8) == count,
        "it is one of several parts");
    require(
        directoryOffset + directorySize == end,
        "its directory is not where its end says, or it is in Zip64 format");
    List<Entry> entries = directory(file, (int) directoryOffset, end, count);
    requireSeamless(file, entries, directoryOffset);
    return new ZipArchive(file, entries);
  }

  /** In the order of the directory. */
  List<Entry> entries() {
    return entries;
  }

  /** The last record whose comment reaches to the end of the file: where every reader begins. */
  private static int endRecord(ByteBuffer file) throws InvalidZipException {
    int last = file.capacity() - END_RECORD;
    for (int at = last; at >= 0 && at >= last - MAX_COMMENT; at--) {
      if (file.getInt(at) == END_SIGNATURE && unsignedShort(file, at + 20) == last - at) {
        return at;
      }
    }
    throw new InvalidZipException("a zip file's end is missing");
  }

  private static List<Entry> directory(ByteBuffer file, int offset, int end, int count)
      throws InvalidZipException {
    List<Entry> entries = new ArrayList<>(count);
    int at = offset;
    for (int i = 0; i < count; i++) {
      require(
          end - at >= DIRECTORY_HEADER && file.getInt(at) == DIRECTORY_SIGNATURE,
          "its directory ends before its last entry");
      int nameLength = unsignedShort(file, at + 28);
      int extraLength = unsignedShort(file, at + 30);
      int next = at + DIRECTORY_HEADER + nameLength + extraLength + unsignedShort(file, at + 32);
      require(next <= end, "its directory ends before its last entry");
      int nameOffset = at + DIRECTORY_HEADER;
      String name = name(file, nameOffset, nameLength);
      requireNoOtherView(file, nameOffset + nameLength, extraLength, name);
      require(unsignedShort(file, at + 34) == 0, "it is one of several parts");
      entries.add(entry(file, at, name, nameOffset, nameLength, offset));
      at = next;
    }
    require(at == end, "its directory goes on after its last entry");
    return entries;
  }

  private static Entry entry(
      ByteBuffer file, int at, String name, int nameOffset, int nameLength, int directoryOffset)
      throws InvalidZipException {
    int flags = unsignedShort(file, at + 8);
    int method = unsignedShort(file, at + 10);
    int crc = file.getInt(at + 16);
    long compressedSize = unsignedInt(file, at + 20);
    long size = unsignedInt(file, at + 24);
    long offset = unsignedInt(file, at + 42);
    require((flags & FLAG_ENCRYPTED) == 0, "its entry %s is encrypted", name);
    require((flags & ~KNOWN_FLAGS) == 0, "its entry %s has flags of unknown meaning", name);
    require(
        method == STORED || method == DEFLATED,
        "its entry %s is compressed by an unusual method",
        name);
    require(
        method == DEFLATED || (size == compressedSize && (flags & FLAG_DESCRIPTOR) == 0),
        "its entry %s is stored in another size than it has",
        name);

    // Everything again, as the header before the data has it.
    require(
        offset + LOCAL_HEADER <= directoryOffset && file.getInt((int) offset) == LOCAL_SIGNATURE,
        "its entry %s is not where its directory says",
        name);
    int local = (int) offset;
    int localNameLength = unsignedShort(file, local + 26);
    int localExtraLength = unsignedShort(file, local + 28);
    int dataOffset = local + LOCAL_HEADER + localNameLength + localExtraLength;
    require(
        dataOffset + compressedSize <= directoryOffset,
        "its entry %s reaches into its directory",
        name);
    boolean isSame =
        unsignedShort(file, local + 6) == flags
            && unsignedShort(file, local + 8) == method
            && localNameLength == nameLength
            && file.slice(local + LOCAL_HEADER, nameLength)
                .equals(file.slice(nameOffset, nameLength));
    boolean isLater =
        (flags & FLAG_DESCRIPTOR) != 0
            && file.getInt(local + 14) == 0
            && file.getInt(local + 18) == 0
            && file.getInt(local + 22) == 0;
    boolean hasSameSizes =
        file.getInt(local + 14) == crc
            && unsignedInt(file, local + 18) == compressedSize
            && unsignedInt(file, local + 22) == size;
    require(
        isSame && (isLater || hasSameSizes),
        "its directory and the header of its entry %s disagree",
        name);
    requireNoOtherView(file, local + LOCAL_HEADER + localNameLength, localExtraLength, name);
    return new Entry(name, flags, method, crc, compressedSize, size, offset, dataOffset);
  }

  /** Names are UTF-8, flag or not: readers differ in what else they take them for. */
  private static String name(ByteBuffer file, int offset, int length) throws InvalidZipException {
    byte[] bytes = new byte[length];
    file.get(offset, bytes);
    String name = new String(bytes, StandardCharsets.UTF_8);
    require(
        Arrays.equals(name.getBytes(StandardCharsets.UTF_8), bytes),
        "its entry %s has a name that is not in UTF-8",
        name);
    return name;
  }

  private static void requireNoOtherView(ByteBuffer file, int offset, int length, String name)
      throws InvalidZipException {
    int at = offset;
    int end = offset + length;
    // What is too short for a field is padding, as alignment tools leave it.
    while (end - at >= 4) {
      int id = unsignedShort(file, at);
      require(id != EXTRA_ZIP64, "its entry %s is in Zip64 format", name);
      require(id != EXTRA_UNICODE_PATH, "its entry %s has two names", name);
      at += 4 + unsignedShort(file, at + 2);
    }
  }

  private static void requireSeamless(ByteBuffer file, List<Entry> entries, long directoryOffset)
      throws InvalidZipException {
    List<Entry> inOrder = new ArrayList<>(entries);
    inOrder.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    require(
        (inOrder.isEmpty() ? directoryOffset : inOrder.get(0).offset()) == 0,
        "it does not begin with an entry");
    for (int i = 0; i < inOrder.size(); i++) {
      Entry entry = inOrder.get(i);
      long next = i + 1 < inOrder.size() ? inOrder.get(i + 1).offset() : directoryOffset;
      long end = entry.dataOffset() + entry.compressedSize();
      require(
          (entry.flags() & FLAG_DESCRIPTOR) == 0
              ? next == end
              : isDescriptor(file, entry, (int) end, next - end),
          "its entry %s overlaps the next one, or leaves a gap before it",
          entry.name());
    }
  }

  /** Section 4.3.9: with and without its signature are both in use. */
  private static boolean isDescriptor(ByteBuffer file, Entry entry, int offset, long length) {
    int at = offset;
    if (length == DESCRIPTOR + 4 && file.getInt(at) == DESCRIPTOR_SIGNATURE) {
      at += 4;
    } else if (length != DESCRIPTOR) {
      return false;
    }
    return file.getInt(at) == entry.crc()
        && unsignedInt(file, at + 4) == entry.compressedSize()
        && unsignedInt(file, at + 8) == entry.size();
  }

  /**
   * Write what an entry holds. Every byte is counted as it comes, whatever the headers declare.
   *
   * @throws InvalidZipException when the data are not what the headers declare
   * @throws IOException from the sink
   */
  void writeContent(Entry entry, OutputStream sink) throws InvalidZipException, IOException {
    ByteBuffer data = file.slice(entry.dataOffset(), (int) entry.compressedSize());
    CRC32 crc = new CRC32();
    long size = entry.method() == STORED ? copy(data, sink, crc) : inflate(entry, data, sink, crc);
    require(
        size == entry.size() && (int) crc.getValue() == entry.crc(),
        "its entry %s is damaged",
        entry.name());
  }

  private static long copy(ByteBuffer data, OutputStream sink, CRC32 crc) throws IOException {
    byte[] content = new byte[data.remaining()];
    data.get(content);
    crc.update(content);
    sink.write(content, 0, content.length);
    return content.length;
  }

  private static long inflate(Entry entry, ByteBuffer data, OutputStream sink, CRC32 crc)
      throws InvalidZipException, IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(data);
      byte[] buffer = new byte[BUFFER];
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        require(
            (length > 0 || inflater.finished()) && inflater.getBytesWritten() <= entry.size(),
            "its entry %s is damaged",
            entry.name());
        crc.update(buffer, 0, length);
        sink.write(buffer, 0, length);
      }
      require(inflater.getRemaining() == 0, "its entry %s is damaged", entry.name());
      return inflater.getBytesWritten();
    } catch (DataFormatException e) {
      throw new InvalidZipException("its entry " + entry.name() + " is damaged");
    } finally {
      inflater.end();
    }
  }

  private static int unsignedShort(ByteBuffer file, int offset) {
    return Short.toUnsignedInt(file.getShort(offset));
  }

  private static long unsignedInt(ByteBuffer file, int offset) {
    return Integer.toUnsignedLong(file.getInt(offset));
  }

  private static void require(boolean condition, String otherwise) throws InvalidZipException {
    if (!condition) {
      throw new InvalidZipException(otherwise);
    }
  }

  /** The message is put together only when it is needed: a jar has many entries. */
  private static void require(boolean condition, String otherwise, String name)
      throws InvalidZipException {
    if (!condition) {
      throw new InvalidZipException(otherwise.replace("%s", name));
    }
  }
}
