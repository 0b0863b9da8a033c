package grader.doctor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forged file has to be good enough to fool a reader, or nothing is tested with it. */
class ZipForgeTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final ZipForge forge = new ZipForge();

  @Test
  void anHonestEntryIsReadByBothReaders() throws IOException {
    forge.add("a/b.txt", CONTENT);
    byte[] file = forge.file();
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("zip"), file).toFile());
        InputStream in = zip.getInputStream(zip.getEntry("a/b.txt"))) {
      assertArrayEquals(CONTENT, in.readAllBytes());
    }
    assertEquals(List.of("a/b.txt"), streamed(file));
  }

  @Test
  void theTwoReadersSeeDifferentNamesWhereTheHeadersDiffer() throws IOException {
    forge.add("in-the-directory", "beside-the-data", CONTENT);
    byte[] file = forge.file();
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("zip"), file).toFile())) {
      assertEquals("in-the-directory", zip.entries().nextElement().getName());
    }
    assertEquals(List.of("beside-the-data"), streamed(file));
  }

  @Test
  void aLieAboutTheSizeAndSharedDataAreInTheDirectory() throws IOException {
    forge.addZeros("zeros", 1 << 20, 10);
    forge.addAgain("again", "zeros");
    byte[] file = forge.file();
    assertTrue(file.length < 2_000);
    try (ZipFile zip = new ZipFile(Files.write(folder.resolve("zip"), file).toFile())) {
      assertEquals(10, zip.getEntry("zeros").getSize());
      assertEquals(10, zip.getEntry("again").getSize());
    }
    assertEquals(List.of("zeros"), streamed(file).subList(0, 1));
  }

  private static List<String> streamed(byte[] file) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(file))) {
      ZipEntry entry = in.getNextEntry();
      if (entry != null) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
