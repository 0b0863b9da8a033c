package grader.integration;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A tar archive in the format of POSIX.1-1988 (ustar), which every tar reads. Names of up to 100
 * bytes, as ours are; no owners and one time, so that the same files give the same bytes.
 */
final class TarArchive {
  private static final int BLOCK = 512;
  private static final int NAME_LENGTH = 100;
  private static final int MODE = 100;
  private static final int OWNER = 108;
  private static final int GROUP = 116;
  private static final int SIZE = 124;
  private static final int TIME = 136;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;

  private TarArchive() {}

  /**
   * Pack files.
   *
   * @throws IOException when a file cannot be read, or its name is too long
   */
  static byte[] of(PackedFiles files) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (Map.Entry<String, Path> file : files.all().entrySet()) {
      byte[] content = Files.readAllBytes(file.getValue());
      archive.writeBytes(header(file.getKey(), content.length));
      archive.writeBytes(content);
      archive.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
    // Two empty blocks are the end.
    archive.writeBytes(new byte[2 * BLOCK]);
    return archive.toByteArray();
  }

  private static byte[] header(String name, int size) throws IOException {
    byte[] header = new byte[BLOCK];
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > NAME_LENGTH) {
      throw new IOException(name + ": the name is too long for a tar archive");
    }
    System.arraycopy(bytes, 0, header, 0, bytes.length);
    octal(header, MODE, 7, PackedFiles.isExecutable(name) ? 0755 : 0644);
    octal(header, OWNER, 7, 0);
    octal(header, GROUP, 7, 0);
    octal(header, SIZE, 11, size);
    octal(header, TIME, 11, Packaging.TIME.toEpochMilli() / 1000);
    header[TYPE] = '0';
    System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, header, MAGIC, 8);
    // The sum of all bytes, its own field counted as spaces.
    Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    octal(header, CHECKSUM, 6, sum);
    header[CHECKSUM + 6] = 0;
    return header;
  }

  private static void octal(byte[] header, int offset, int digits, long value) {
    String text = Long.toOctalString(value);
    for (int i = 0; i < digits; i++) {
      int from = text.length() - digits + i;
      header[offset + i] = (byte) (from < 0 ? '0' : text.charAt(from));
    }
  }
}
