package grader.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import grader.intake.ZipArchive.InvalidZipException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What two readers could take for two different archives is none. */
class ZipArchiveTest {
  private static final byte[] CONTENT = "some content, some content, some content".getBytes(UTF_8);

  /** Offsets in the two headers and in the end record, as the format has them. */
  private static final int LOCAL_NAME = 30;

  private static byte[] deflated() {
    return new Jars().with("a.txt", CONTENT).with("b.txt", CONTENT).bytes();
  }

  /** Sizes in the header before the data, and nothing after the data. */
  private static byte[] stored() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : new String[] {"a.txt", "b.txt"}) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(CONTENT.length);
        CRC32 crc = new CRC32();
        crc.update(CONTENT);
        entry.setCrc(crc.getValue());
        out.putNextEntry(entry);
        out.write(CONTENT);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static int directory(byte[] zip) {
    return Jars.indexOf(zip, new byte[] {'P', 'K', 1, 2});
  }

  private static int end(byte[] zip) {
    return zip.length - 22;
  }

  private static byte[] content(byte[] zip, int entry) throws InvalidZipException, IOException {
    ZipArchive archive = ZipArchive.of(zip);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    archive.writeContent(archive.entries().get(entry), content);
    return content.toByteArray();
  }

  private static void assertInvalid(String message, byte[] zip) {
    InvalidZipException e = assertThrows(InvalidZipException.class, () -> content(zip, 0));
    assertEquals(message, e.getMessage());
  }

  private static byte[] changed(byte[] zip, Consumer<ByteBuffer> change) {
    change.accept(Jars.littleEndian(zip));
    return zip;
  }

  @Test
  void contentIsReadBothWays() throws InvalidZipException, IOException {
    for (byte[] zip : new byte[][] {deflated(), stored()}) {
      assertArrayEquals(CONTENT, content(zip, 0));
      assertArrayEquals(CONTENT, content(zip, 1));
    }
  }

  @Test
  void aCommentAtTheEndIsNoHarm() throws InvalidZipException, IOException {
    byte[] zip = deflated();
    byte[] longer = Arrays.copyOf(zip, zip.length + 3);
    Jars.littleEndian(longer).putShort(end(zip) + 20, (short) 3);
    assertArrayEquals(CONTENT, content(longer, 0));
  }

  @Test
  void aDescriptorWithoutItsSignatureIsRead() throws InvalidZipException, IOException {
    byte[] zip = new Jars().with("a.txt", CONTENT).bytes();
    int signature = Jars.indexOf(zip, new byte[] {'P', 'K', 7, 8});
    byte[] shorter = new byte[zip.length - 4];
    System.arraycopy(zip, 0, shorter, 0, signature);
    System.arraycopy(zip, signature + 4, shorter, signature, shorter.length - signature);
    Jars.littleEndian(shorter).putInt(end(shorter) + 16, directory(shorter));
    assertArrayEquals(CONTENT, content(shorter, 0));
  }

  @Test
  void everyPartOfAnArchiveIsNone() {
    byte[] zip = deflated();
    for (int length = 0; length < zip.length; length++) {
      byte[] part = Arrays.copyOf(zip, length);
      assertThrows(InvalidZipException.class, () -> ZipArchive.of(part));
    }
  }

  @Test
  void somethingBeforeTheFirstEntry() {
    byte[] zip = deflated();
    byte[] longer = new byte[zip.length + 5];
    System.arraycopy(zip, 0, longer, 5, zip.length);
    assertInvalid("its directory is not where its end says, or it is in Zip64 format", longer);
    // And with every offset put right, as self-extracting archives have it.
    ByteBuffer shifted = Jars.littleEndian(longer);
    int first = directory(longer);
    shifted.putInt(end(longer) + 16, first);
    int second = first + 46 + 5;
    shifted.putInt(first + 42, shifted.getInt(first + 42) + 5);
    shifted.putInt(second + 42, shifted.getInt(second + 42) + 5);
    assertInvalid("it does not begin with an entry", longer);
  }

  @Test
  void anEntryThatTheDirectoryDoesNotName() {
    byte[] zip = deflated();
    int first = directory(zip);
    byte[] hidden = new byte[zip.length - 51];
    System.arraycopy(zip, 0, hidden, 0, first);
    System.arraycopy(zip, first + 51, hidden, first, hidden.length - first);
    ByteBuffer end = Jars.littleEndian(hidden);
    end.putShort(end(hidden) + 8, (short) 1).putShort(end(hidden) + 10, (short) 1);
    end.putInt(end(hidden) + 12, 51);
    assertInvalid("it does not begin with an entry", hidden);
  }

  @Test
  void twoEntriesWithOneHeader() {
    byte[] zip = stored();
    int second = directory(zip) + 51;
    assertInvalid(
        "its entry a.txt overlaps the next one, or leaves a gap before it",
        changed(zip, bytes -> bytes.putInt(second + 42, 0).put(second + 46, (byte) 'a')));
  }

  @Test
  void anotherNameBeforeTheData() {
    assertInvalid(
        "its directory and the header of its entry a.txt disagree",
        changed(deflated(), bytes -> bytes.put(LOCAL_NAME, (byte) 'x')));
  }

  @Test
  void anotherSizeBeforeTheData() {
    assertInvalid(
        "its directory and the header of its entry a.txt disagree",
        changed(stored(), bytes -> bytes.putInt(22, CONTENT.length - 1)));
  }

  @Test
  void anotherSizeAfterTheData() {
    byte[] zip = deflated();
    int descriptor = Jars.indexOf(zip, new byte[] {'P', 'K', 7, 8});
    assertInvalid(
        "its entry a.txt overlaps the next one, or leaves a gap before it",
        changed(zip, bytes -> bytes.putInt(descriptor + 12, 1)));
  }

  @Test
  void anotherMethodBeforeTheData() {
    assertInvalid(
        "its directory and the header of its entry a.txt disagree",
        changed(deflated(), bytes -> bytes.putShort(8, (short) 0)));
  }

  @Test
  void aSizeThatIsDeclaredTooSmall() {
    byte[] zip = deflated();
    int descriptor = Jars.indexOf(zip, new byte[] {'P', 'K', 7, 8});
    assertInvalid(
        "its entry a.txt is damaged",
        changed(zip, bytes -> bytes.putInt(descriptor + 12, 5).putInt(directory(zip) + 24, 5)));
  }

  @Test
  void dataThatWereChanged() {
    assertInvalid(
        "its entry a.txt is damaged", changed(stored(), bytes -> bytes.put(40, (byte) '!')));
    assertInvalid(
        "its entry a.txt is damaged", changed(deflated(), bytes -> bytes.put(36, (byte) 0xff)));
  }

  @Test
  void encryption() {
    byte[] zip = stored();
    assertInvalid(
        "its entry a.txt is encrypted",
        changed(zip, bytes -> bytes.putShort(directory(zip) + 8, (short) 1)));
  }

  @Test
  void anUnusualMethod() {
    byte[] zip = stored();
    assertInvalid(
        "its entry a.txt is compressed by an unusual method",
        changed(zip, bytes -> bytes.putShort(directory(zip) + 10, (short) 12)));
  }

  @Test
  void aSecondNameInAnExtraField() {
    byte[] zip = stored();
    int at = directory(zip);
    byte[] longer = new byte[zip.length + 4];
    System.arraycopy(zip, 0, longer, 0, at + 51);
    System.arraycopy(zip, at + 51, longer, at + 55, zip.length - at - 51);
    ByteBuffer bytes = Jars.littleEndian(longer);
    bytes.putShort(at + 30, (short) 4).putShort(at + 51, (short) 0x7075);
    bytes.putInt(end(longer) + 12, bytes.getInt(end(longer) + 12) + 4);
    assertInvalid("its entry a.txt has two names", longer);
  }

  @Test
  void aNameThatIsNoUtf8() {
    byte[] zip = stored();
    assertInvalid(
        "its entry \ufffd.txt has a name that is not in UTF-8",
        changed(
            zip,
            bytes -> bytes.put(LOCAL_NAME, (byte) 0xff).put(directory(zip) + 46, (byte) 0xff)));
  }

  @Test
  void severalParts() {
    byte[] zip = stored();
    assertInvalid(
        "it is one of several parts",
        changed(zip, bytes -> bytes.putShort(end(zip) + 4, (short) 1)));
  }

  @Test
  void aDirectoryThatHoldsMoreOrLessThanItsEndSays() {
    byte[] more = stored();
    assertInvalid(
        "its directory goes on after its last entry",
        changed(
            more,
            bytes -> bytes.putShort(end(more) + 8, (short) 1).putShort(end(more) + 10, (short) 1)));
    byte[] less = stored();
    assertInvalid(
        "its directory ends before its last entry",
        changed(
            less,
            bytes -> bytes.putShort(end(less) + 8, (short) 3).putShort(end(less) + 10, (short) 3)));
  }
}
