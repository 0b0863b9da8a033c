package grader.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Searches what a live process has and can reach, as Linux shows it under {@code /proc}: memory,
 * environment, command line, open files, and the files under its root.
 */
final class ProcessSearch {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Needles needles;
  private final Map<String, Set<String>> found = new LinkedHashMap<>();
  private long memoryBytes;
  private int processes;
  private int openFiles;
  private int files;
  private int roots;

  ProcessSearch(Needles needles) {
    this.needles = needles;
  }

  /** What was found, and where. */
  Map<String, Set<String>> found() {
    return found;
  }

  /** How much was searched, in words. */
  String extent() {
    return "%s MiB of memory of %s processes, %s open files, %s files under the root"
        .formatted(memoryBytes >> 20, processes, openFiles, files);
  }

  /** Whether some process had a root of its own, and not the whole machine's. */
  boolean hasRoots() {
    return roots > 0;
  }

  /**
   * Search a process. The files under its root are searched when it has one of its own: elsewhere
   * they are all that this machine has.
   *
   * @throws IOException when it cannot be looked into
   */
  void search(ProcessHandle process) throws IOException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    processes++;
    memory(proc);
    for (String text : List.of("environ", "cmdline")) {
      byte[] bytes = Files.readAllBytes(proc.resolve(text));
      note(bytes, bytes.length, text);
    }
    openFiles(proc.resolve("fd"));
    Path root = proc.resolve("root");
    if (!Files.isSameFile(root, Path.of("/"))) {
      roots++;
      root(root.resolve("."));
    }
  }

  private void memory(Path proc) throws IOException {
    List<String> regions = Files.readAllLines(proc.resolve("maps"), StandardCharsets.UTF_8);
    try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r")) {
      for (String region : regions) {
        // 7f0c2c000000-7f0c2c021000 rw-p 00000000 00:00 0    [heap]: proc_pid_maps(5)
        String[] fields = region.split(" +", 6);
        if (fields[1].startsWith("r") && !region.endsWith("[vvar]") && !region.contains("[vsys")) {
          String[] bounds = fields[0].split("-", 2);
          region(
              memory,
              Long.parseUnsignedLong(bounds[0], 16),
              Long.parseUnsignedLong(bounds[1], 16),
              "memory" + (fields.length > 5 ? " of " + fields[5] : ""));
        }
      }
    }
  }

  private void region(RandomAccessFile memory, long start, long end, String place) {
    byte[] chunk = new byte[CHUNK_BYTES + needles.overlap()];
    int kept = 0;
    try {
      memory.seek(start);
      for (long at = start; at < end; ) {
        int wanted = (int) Math.min(CHUNK_BYTES, end - at);
        memory.readFully(chunk, kept, wanted);
        note(chunk, kept + wanted, place);
        at += wanted;
        memoryBytes += wanted;
        int next = Math.min(needles.overlap(), kept + wanted);
        System.arraycopy(chunk, kept + wanted - next, chunk, 0, next);
        kept = next;
      }
    } catch (IOException e) {
      // Pages of a device, or a region that is gone by now: nobody reads those.
    }
  }

  private void openFiles(Path descriptors) throws IOException {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : open) {
        openFiles++;
        byte[] target =
            Files.readSymbolicLink(descriptor).toString().getBytes(StandardCharsets.UTF_8);
        note(target, target.length, "the name of an open file");
        if (Files.isRegularFile(descriptor)) {
          file(descriptor, "an open file");
        }
      }
    } catch (NoSuchFileException e) {
      // Closed meanwhile.
    }
  }

  private void root(Path root) throws IOException {
    List<Path> tree = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              tree.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // What we cannot read, the worker cannot either.
            return FileVisitResult.CONTINUE;
          }
        });
    for (Path file : tree) {
      files++;
      String name = "/" + root.relativize(file);
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      note(bytes, bytes.length, "the name of a file under the root");
      file(file, name);
    }
  }

  private void file(Path file, String place) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      stream(in, place);
    } catch (AccessDeniedException | NoSuchFileException e) {
      return;
    }
    if (file.toString().endsWith(".jar")) {
      try (ZipInputStream jar =
          new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
        for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
          stream(jar, place + "!/" + entry.getName());
        }
      }
    }
  }

  private void stream(InputStream in, String place) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES + needles.overlap()];
    int kept = 0;
    while (true) {
      int read = in.readNBytes(chunk, kept, CHUNK_BYTES);
      note(chunk, kept + read, place);
      if (read < CHUNK_BYTES) {
        return;
      }
      int next = needles.overlap();
      System.arraycopy(chunk, kept + read - next, chunk, 0, next);
      kept = next;
    }
  }

  private void note(byte[] bytes, int length, String place) {
    for (String each : needles.foundIn(bytes, length)) {
      found.computeIfAbsent(each, unused -> new LinkedHashSet<>()).add(place);
    }
  }
}
