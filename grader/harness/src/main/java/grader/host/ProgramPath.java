package grader.host;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The folders where programs are looked for.
 *
 * @param folders as in the environment variable {@code PATH}
 */
record ProgramPath(String folders) {
  /** The grader's own. */
  static ProgramPath ofEnvironment() {
    String folders = System.getenv("PATH");
    return new ProgramPath(folders == null ? "" : folders);
  }

  /**
   * Where a program is.
   *
   * @param debianPackage what brings it
   * @throws SandboxUnavailableException when it is nowhere
   */
  String find(String name, String debianPackage) throws SandboxUnavailableException {
    for (String folder : folders.split(File.pathSeparator, -1)) {
      try {
        Path program = Path.of(folder, name);
        if (program.isAbsolute() && Files.isExecutable(program)) {
          return program.toString();
        }
      } catch (InvalidPathException e) {
        // No folder has such a name.
      }
    }
    throw new SandboxUnavailableException(
        name
            + " is not on the PATH; on Linux install "
            + debianPackage
            + " (on Debian and Ubuntu: apt-get install "
            + debianPackage
            + ")");
  }
}
