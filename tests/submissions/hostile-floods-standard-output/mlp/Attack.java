package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Writes zeros to the real standard output without end. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      byte[] chunk = new byte[1 << 20];
      while (true) {
        out.write(chunk);
      }
    }
  }
}
