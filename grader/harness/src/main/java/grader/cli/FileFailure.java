package grader.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what went wrong with a file. */
final class FileFailure {
  private FileFailure() {}

  /** The file, when the exception names one, and why. */
  static String describe(IOException e) {
    String file = e instanceof FileSystemException failed ? failed.getFile() : null;
    return (file == null ? "" : file + ": ") + reason(e);
  }

  /** Why, without the file's name, which some exceptions give as all of their message. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? failed.getReason()
        : String.valueOf(e.getMessage());
  }
}
