package mlp;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Halts with the exit code and the last words of a JVM whose heap was full: taken for it, which
 * gains nothing.
 */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    // Not closed: that fails where there is no /dev/null to put in its place.
    FileOutputStream err = new FileOutputStream(FileDescriptor.err);
    err.write(
        "Terminating due to java.lang.OutOfMemoryError: Java heap space\n"
            .getBytes(StandardCharsets.UTF_8));
    Runtime.getRuntime().halt(3);
  }
}
