package grader.integration;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes the archive of an integration. */
public final class Packaging {
  /** Of every file in an archive. */
  static final Instant TIME = Instant.parse("1980-02-01T00:00:00Z");

  /** What of an installation is needed to grade; what its runs made is not. */
  private static final List<String> INSTALLATION =
      List.of("bin", "lib", "worker", "policy", "sandbox", "samples", "version.txt", "digests.txt");

  private static final String AUTOLAB = "autolab";
  private static final String PRAIRIELEARN = "prairielearn";

  private final Path installation;
  private final List<Path> tests;

  /**
   * A packaging of this grader.
   *
   * @param installation the grader's folder
   * @param tests case files and folders of them, which the packed grader grades by
   */
  public Packaging(Path installation, List<Path> tests) {
    this.installation = installation;
    this.tests = List.copyOf(tests);
  }

  /**
   * Write the archive, whole or not at all.
   *
   * @param platform the folder of the integration's own files, whose name is the platform's
   * @param output a zip file
   * @throws IOException when a file cannot be read or written
   */
  public void write(Path platform, Path output) throws IOException {
    String name = platform.getFileName().toString();
    PackedFiles files = new PackedFiles().add("", platform);
    Path folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("there is no folder " + folder);
    }
    Path temporary =
        folder.resolve("." + output.getFileName() + "." + ProcessHandle.current().pid());
    Path tar = folder.resolve("." + output.getFileName() + ".tar." + ProcessHandle.current().pid());
    try {
      if (name.equals(AUTOLAB)) {
        Files.write(tar, TarArchive.of(grader(new PackedFiles(), "grader")));
        files.add("autograde.tar", tar);
      } else {
        grader(files, name.equals(PRAIRIELEARN) ? "tests/grader" : "grader");
      }
      zip(files, temporary);
      move(temporary, output);
    } finally {
      Files.deleteIfExists(temporary);
      Files.deleteIfExists(tar);
    }
  }

  private PackedFiles grader(PackedFiles files, String folder) throws IOException {
    for (String part : INSTALLATION) {
      Path path = installation.resolve(part);
      if (Files.exists(path)) {
        files.add(folder + "/" + part, path);
      }
    }
    int number = 1;
    for (Path test : tests) {
      // In the order in which they were named, which is that of the run.
      String name = "%02d-%s".formatted(number, test.toRealPath().getFileName());
      files.add(folder + "/suites/" + name, test);
      number++;
    }
    return files;
  }

  private static void zip(PackedFiles files, Path output) throws IOException {
    Files.deleteIfExists(output);
    URI uri = URI.create("jar:" + output.toUri());
    // Without POSIX permissions an unpacked script is none.
    Map<String, Object> options = Map.of("create", "true", "enablePosixFileAttributes", true);
    try (FileSystem zip = FileSystems.newFileSystem(uri, options)) {
      for (Map.Entry<String, Path> file : files.all().entrySet()) {
        Path entry = zip.getPath("/" + file.getKey());
        if (entry.getParent() != null) {
          Files.createDirectories(entry.getParent());
        }
        Files.write(entry, Files.readAllBytes(file.getValue()));
        Files.setPosixFilePermissions(
            entry,
            PosixFilePermissions.fromString(
                PackedFiles.isExecutable(file.getKey()) ? "rwxr-xr-x" : "rw-r--r--"));
        Files.setLastModifiedTime(entry, FileTime.from(TIME));
      }
    }
  }

  private static void move(Path temporary, Path output) throws IOException {
    try {
      Files.move(temporary, output, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, output, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
