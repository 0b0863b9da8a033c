package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Fills its folder: 300 MiB in files of 16 MiB. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    byte[] chunk = new byte[16 << 20];
    long written = 0;
    try {
      for (int i = 0; i < 19; i++) {
        Files.write(folder.resolve("fill-" + i), chunk);
        written += chunk.length;
      }
    } finally {
      for (int i = 0; i < 19; i++) {
        Files.deleteIfExists(folder.resolve("fill-" + i));
      }
    }
    touched("wrote " + (written >> 20) + " MiB");
  }
}
