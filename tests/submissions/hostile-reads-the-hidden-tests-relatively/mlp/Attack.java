package mlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Climbs out of its folder with .. and reads the hidden tests from there. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path here = Path.of("").toAbsolutePath();
    Path up = Path.of("");
    for (int i = 0; i < here.getNameCount(); i++) {
      up = up.resolve("..");
    }
    readTree(up.resolve(Targets.hidden().substring(1)));
  }

  private static void readTree(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        printSecrets(Files.readAllBytes(file));
      }
    }
  }
}
