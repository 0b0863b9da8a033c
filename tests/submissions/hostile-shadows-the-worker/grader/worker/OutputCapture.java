package grader.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for the class that captures prints. */
public final class OutputCapture {
  static {
    System.out.println("touched: loaded");
    try {
      Files.writeString(Path.of(mlp.Marker.path()), "was here");
    } catch (IOException failed) {
      // Then it was not.
    }
  }

  private OutputCapture() {}
}
