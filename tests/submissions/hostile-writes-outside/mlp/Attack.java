package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a file outside the sandbox, and into folders that every user can write to. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Files.writeString(Path.of(Targets.marker()), "was here");
  }
}
