package grader.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is gone at the end, also when the grader is interrupted. */
public final class TemporaryFolder implements AutoCloseable {
  private final Path path;
  private final Thread cleanUp = new Thread(this::delete, "temporary folder clean-up");

  /**
   * An empty folder among the system's temporary files.
   *
   * @param prefix what its name begins with
   * @throws IOException when it cannot be made, or the grader is ending
   */
  public TemporaryFolder(String prefix) throws IOException {
    path = Files.createTempDirectory(prefix);
    try {
      Runtime.getRuntime().addShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      delete();
      throw new IOException("the grader is ending", e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(cleanUp);
    } catch (IllegalStateException e) {
      // The grader is ending: the hook runs, and finds nothing left to do.
    }
  }

  private void delete() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(path)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException | UncheckedIOException e) {
      // What cannot be deleted is in the system's temporary folder, and not worth a failure.
    }
  }
}
