package mlp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the services name. */
public final class Payload {
  static {
    System.out.println("touched: loaded");
    try {
      Files.writeString(Path.of(mlp.Marker.path()), "was here");
    } catch (IOException failed) {
      // Then it was not.
    }
  }

  private Payload() {}
}
