package mlp;

import java.io.IOException;

/** What is smuggled in: starts a shell that writes a file outside. */
public final class Payload implements Runnable {
  @Override
  public void run() {
    try {
      new ProcessBuilder("sh", "-c", "echo was here > '" + Marker.path() + "'").start().waitFor();
    } catch (IOException | InterruptedException failed) {
      // Then it was not here.
    }
  }
}
