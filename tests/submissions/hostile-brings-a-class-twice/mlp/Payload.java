package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** What stands in the place of the harmless attack for a reader that takes the other entry. */
final class Payload extends Hook {
  @Override
  void run() throws Throwable {
    touched("the other entry");
    Files.writeString(Path.of(Targets.marker()), "the other entry");
  }
}
