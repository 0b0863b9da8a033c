package grader.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** What users can do who own nothing and are in no group. */
final class OtherUsers {
  private OtherUsers() {}

  /** Whether they can read a file or list a folder, and come as far as that. */
  static boolean canRead(Path path) {
    try {
      Path real = path.toRealPath();
      if (!has(real, PosixFilePermission.OTHERS_READ)) {
        return false;
      }
      for (Path folder = real.getParent(); folder != null; folder = folder.getParent()) {
        if (!has(folder, PosixFilePermission.OTHERS_EXECUTE)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean has(Path path, PosixFilePermission permission) throws IOException {
    return Files.getPosixFilePermissions(path).contains(permission);
  }
}
