package grader.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void fileHoldsTheReportAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("report.json");
    ReportFile.write(file, "ŷ\n");
    assertEquals("ŷ\n", Files.readString(file));
    assertEquals(List.of("report.json"), names());
  }

  @Test
  void olderReportIsReplaced() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "an older and longer report");
    ReportFile.write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of("report.json"), names());
  }

  @Test
  void missingFolderIsNamedAndNotMade() {
    Path file = folder.resolve("missing").resolve("report.json");
    IOException e = assertThrows(IOException.class, () -> ReportFile.write(file, "new"));
    assertEquals("there is no folder " + folder.resolve("missing"), e.getMessage());
    assertEquals(List.of(), names());
  }

  @Test
  void olderReportStaysWhenTheNewOneCannotBeWritten() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "old");
    // A folder stands where the temporary file would.
    Path obstacle =
        Files.createDirectory(folder.resolve(".report.json." + ProcessHandle.current().pid()));
    Files.writeString(obstacle.resolve("inside"), "");
    assertThrows(IOException.class, () -> ReportFile.write(file, "new"));
    assertEquals("old", Files.readString(file));
  }

  @Test
  void folderIsNotReplacedByAReport() throws IOException {
    Path file = Files.createDirectory(folder.resolve("report.json"));
    assertThrows(IOException.class, () -> ReportFile.write(file, "new"));
    assertTrue(Files.isDirectory(file));
    assertEquals(List.of("report.json"), names());
  }

  @Test
  void fileInTheCurrentFolderNeedsNoFolderInItsName() throws IOException {
    Path file = Path.of("report-file-test.tmp");
    try {
      ReportFile.write(file, "new");
      assertEquals("new", Files.readString(file));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Test
  void reportIsReadableByOthersAsTheirUmaskSays() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    Path plain = Files.writeString(folder.resolve("plain"), "");
    Path file = folder.resolve("report.json");
    ReportFile.write(file, "new");
    assertEquals(
        PosixFilePermissions.toString(Files.getPosixFilePermissions(plain)),
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void whatIsNoRegularFileIsWrittenToDirectly() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.isWritable(device));
    ReportFile.write(device, "new");
    assertTrue(Files.exists(device) && !Files.isRegularFile(device));
  }

  @Test
  @Timeout(30)
  void readerNeverSeesHalfAReport() throws IOException {
    Path file = folder.resolve("report.json");
    String one = "1".repeat(100_000);
    String two = "2".repeat(100_000);
    ReportFile.write(file, one);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < 200; i++) {
                try {
                  ReportFile.write(file, i % 2 == 0 ? two : one);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    while (!writer.isDone()) {
      String seen = Files.readString(file);
      assertTrue(seen.equals(one) || seen.equals(two), () -> "half of it: " + seen.length());
    }
    writer.join();
    assertEquals(List.of("report.json"), names());
  }

  private List<String> names() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void linkStaysALinkToTheReport() throws IOException {
    Path file = folder.resolve("report.json");
    Files.writeString(file, "old");
    Path link = Files.createSymbolicLink(folder.resolve("latest.json"), file);
    ReportFile.write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }
}
