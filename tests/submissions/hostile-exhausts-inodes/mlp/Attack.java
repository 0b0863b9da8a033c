package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Makes 20,000 empty files. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    int made = 0;
    try {
      for (int i = 0; i < 20_000; i++) {
        Files.createFile(folder.resolve("i" + i));
        made++;
      }
      touched("made " + made + " files");
    } finally {
      for (int i = 0; i < made; i++) {
        Files.delete(folder.resolve("i" + i));
      }
    }
  }
}
