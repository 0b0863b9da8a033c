package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Writes to the real standard error without end, past the capture of prints. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
      byte[] chunk = new byte[1 << 20];
      while (true) {
        err.write(chunk);
      }
    }
  }
}
