package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file outside the sandbox that every user of the machine may read. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    printSecrets(Files.readAllBytes(Path.of(Targets.open())));
  }
}
