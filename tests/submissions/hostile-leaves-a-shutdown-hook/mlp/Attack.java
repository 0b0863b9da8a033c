package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Registers a shutdown hook that writes a file outside and a forged answer once the grader is done.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Runtime.getRuntime().addShutdownHook(new Thread(Attack::afterTheEnd));
  }

  private static void afterTheEnd() {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      Files.writeString(Path.of(Targets.marker()), "after the end");
      out.write(new byte[4096]);
    } catch (IOException failed) {
      // Nobody is there to read it.
    }
  }
}
