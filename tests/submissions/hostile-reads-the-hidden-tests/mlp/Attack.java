package mlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Reads the hidden tests and what lies beside them, by their absolute path. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    readTree(Path.of(Targets.hidden()));
  }

  private static void readTree(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        printSecrets(Files.readAllBytes(file));
      }
    }
  }
}
