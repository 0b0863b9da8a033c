package grader.tests;

import grader.diagnosis.RecordedAlternatives;
import grader.oracle.Alternatives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The archive that students get. */
final class StudentKit {
  static final Path ARCHIVE =
      Product.CLONE.resolve("grader/target/student-kit.zip").toAbsolutePath();

  private StudentKit() {}

  /** Everything in it by its name: files, and what is in its jars as {@code some.jar!/entry}. */
  static Map<String, byte[]> contents() throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (InputStream in = Files.newInputStream(ARCHIVE)) {
      addEntries("", in, contents);
    }
    return contents;
  }

  /**
   * What the kit knows of mistakes.
   *
   * @param folder to unpack it to
   */
  static Alternatives recordedAlternatives(Path folder) throws IOException {
    return RecordedAlternatives.read(
        Files.write(folder.resolve("recorded-alternatives"), recordedAlternatives()));
  }

  /** The file of it. */
  static byte[] recordedAlternatives() throws IOException {
    return Objects.requireNonNull(
        contents().get("student-kit/grader-files/diagnosis/recorded-alternatives"));
  }

  private static void addEntries(String prefix, InputStream in, Map<String, byte[]> contents)
      throws IOException {
    ZipInputStream entries = new ZipInputStream(in);
    for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
      if (entry.isDirectory()) {
        continue;
      }
      String name = prefix + entry.getName();
      byte[] content = entries.readAllBytes();
      contents.put(name, content);
      if (name.endsWith(".jar")) {
        addEntries(name + "!/", new ByteArrayInputStream(content), contents);
      }
    }
  }

  /**
   * Unpacks it as {@code unzip} does, with what may be executed.
   *
   * @return the kit's folder
   */
  static Path unpackTo(Path folder) throws IOException {
    try (FileSystem archive =
            FileSystems.newFileSystem(
                URI.create("jar:" + ARCHIVE.toUri()), Map.of("enablePosixFileAttributes", true));
        Stream<Path> tree = Files.walk(archive.getPath("/student-kit"))) {
      for (Path source : tree.toList()) {
        Path target = folder.resolve(source.toString().substring(1));
        Files.createDirectories(target.getParent());
        Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
        // Between two kinds of file systems, only the times are copied with it.
        Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(source));
      }
    }
    return folder.resolve("student-kit");
  }
}
