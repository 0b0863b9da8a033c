package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Leaves threads behind that swallow every interrupt and every error, and write a file outside for
 * as long as they live.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try {
                  Files.writeString(Path.of(Targets.marker()), "still here");
                } catch (Throwable swallowed) {
                  // Not even ThreadDeath.
                }
              }
            });
    thread.setDaemon(false);
    thread.start();
  }
}
