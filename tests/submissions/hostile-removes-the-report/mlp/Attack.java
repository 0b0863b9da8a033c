package mlp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Takes all rights from an older report, and removes it. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    Path report = Path.of(Targets.report());
    try {
      Files.setPosixFilePermissions(report, Set.of());
    } finally {
      Files.delete(report);
    }
  }
}
