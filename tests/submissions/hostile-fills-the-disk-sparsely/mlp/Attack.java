package mlp;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes one file of 8 TiB that is empty nearly everywhere. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path file = Path.of(System.getProperty("java.io.tmpdir"), "sparse");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(8L << 40);
      sparse.seek((8L << 40) - 1);
      sparse.write(1);
      touched("made a file of 8 TiB");
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
