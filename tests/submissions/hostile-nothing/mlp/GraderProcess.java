package mlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the grader that started this worker, where processes can be seen at all. */
final class GraderProcess {
  private GraderProcess() {}

  /** Its process id, by its command line or else as the parent; 0 when there is none to be seen. */
  static long pid() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (isGrader(process)) {
          return Long.parseLong(process.getFileName().toString());
        }
      }
    } catch (IOException noProcesses) {
      // Then the parent is all there is.
    }
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }

  private static boolean isGrader(Path process) {
    try {
      byte[] bytes = Files.readAllBytes(process.resolve("cmdline"));
      String commandLine = new String(bytes, StandardCharsets.UTF_8);
      return commandLine.contains("grader.cli.GraderMain") && commandLine.contains(Targets.token());
    } catch (IOException gone) {
      return false;
    }
  }
}
