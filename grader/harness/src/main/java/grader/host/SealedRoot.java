package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a sealed worker has as its root: {@code jdk}, a Java of {@code java.base} alone
 * and the system libraries it needs; {@code worker}, the worker's jars; {@code worker.jsa}, a
 * class-data archive of them; and empty files where the submission and the devices are mounted.
 *
 * @param directory made by the launcher script, once per JDK; missing where it could not be made
 * @param filter the system calls that the worker may make, as a BPF program; null for none
 */
public record SealedRoot(Path directory, @Nullable Path filter) {
  /** Only for speed; the JVM ignores one that does not fit. */
  static final String ARCHIVE = "worker.jsa";

  private static final String WORKER = "worker";

  /**
   * Make sure that it is there.
   *
   * @throws SandboxUnavailableException when it is not
   */
  void requireComplete() throws SandboxUnavailableException {
    if (!Files.isExecutable(directory.resolve("jdk/bin/java"))) {
      throw new SandboxUnavailableException(
          "the worker's own Java was not made; it takes a JDK with jlink, ldd, and one start of the"
              + " grader by somebody who may write in "
              + directory.getParent());
    }
  }

  boolean hasArchive() {
    return Files.isReadable(directory.resolve(ARCHIVE));
  }

  /** The names in it. */
  Set<String> entries() throws IOException {
    return names(directory);
  }

  /** The worker's jars, as it finds them from its root: as they were when the archive was made. */
  String classPath() throws IOException {
    return names(directory.resolve(WORKER)).stream()
        .sorted()
        .map(name -> WORKER + "/" + name)
        .collect(Collectors.joining(":"));
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
