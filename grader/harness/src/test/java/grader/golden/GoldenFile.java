package grader.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that a test expects, in a file that people read when it changes. With the system property
 * {@code golden.update=true} the tests write these files instead of comparing; look at the
 * difference before you keep it.
 */
public final class GoldenFile {
  private static final Path RESOURCES = Path.of("src", "test", "resources", "grader");

  private GoldenFile() {}

  /**
   * Compare a text with a file.
   *
   * @param name the path below the test resources of {@code grader}, such as {@code cli/help.txt}
   */
  public static void assertMatches(String name, String actual) {
    Path file = RESOURCES.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertEquals(
          Files.readString(file),
          actual,
          () -> name + " differs; if it should, run with -Dgolden.update=true and look at it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
