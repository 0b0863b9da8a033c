package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes its heap into a file with the diagnostic bean, and looks for secrets in it. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
    Class<?> diagnostic = Class.forName("com.sun.management.HotSpotDiagnosticMXBean");
    Object bean = factory.getMethod("getPlatformMXBean", Class.class).invoke(null, diagnostic);
    Path dump = Path.of(System.getProperty("java.io.tmpdir"), "heap.hprof");
    Files.deleteIfExists(dump);
    diagnostic
        .getMethod("dumpHeap", String.class, boolean.class)
        .invoke(bean, dump.toString(), true);
    printSecrets(Files.readAllBytes(dump));
    Files.delete(dump);
  }
}
