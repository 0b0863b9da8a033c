package mlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Makes a symbolic link to the hidden tests in its own folder, and follows it. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path link = Path.of(System.getProperty("java.io.tmpdir"), "link");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(Targets.hidden()));
    try {
      readTree(link.toRealPath());
    } finally {
      Files.delete(link);
    }
  }

  private static void readTree(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        printSecrets(Files.readAllBytes(file));
      }
    }
  }
}
