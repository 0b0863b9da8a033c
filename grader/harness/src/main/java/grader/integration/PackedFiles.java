package grader.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What goes into an archive: files by their names in it, in the order of the names. */
final class PackedFiles {
  private final SortedMap<String, Path> files = new TreeMap<>();

  /**
   * Add a file, or everything below a folder.
   *
   * @param name in the archive, such as {@code grader/bin}
   */
  PackedFiles add(String name, Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      files.put(name, path);
      return this;
    }
    List<Path> children;
    try (Stream<Path> tree = Files.walk(path)) {
      children = tree.filter(Files::isRegularFile).toList();
    }
    for (Path child : children) {
      String below = path.relativize(child).toString().replace('\\', '/');
      files.put(name.isEmpty() ? below : name + "/" + below, child);
    }
    return this;
  }

  SortedMap<String, Path> all() {
    return files;
  }

  /** Whether a file is a program: scripts have no other sign of it in an archive's folder. */
  static boolean isExecutable(String name) {
    return name.endsWith(".sh") || name.endsWith("run_autograder") || name.endsWith("bin/grader");
  }
}
