package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Copies a native library into its own folder, as it would one out of the jar, and loads it from
 * there.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path copy = Path.of(System.getProperty("java.io.tmpdir"), System.mapLibraryName("hostile"));
    try {
      Files.copy(
          Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("zip")), copy);
      System.load(copy.toString());
      touched("loaded native code from a folder that it can write to");
    } finally {
      Files.deleteIfExists(copy);
    }
  }
}
