package grader.cases;

import java.nio.file.Path;

/**
 * Something wrong with a file of the instructor's.
 *
 * @param file the file
 * @param line counted from 1; 0 when the problem is the file as a whole
 * @param column counted from 1; 0 when the problem is the file as a whole
 * @param message what was found and what was meant
 */
public record Problem(Path file, int line, int column, String message) {
  /** {@code file:line:column: message}, as compilers write it. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
