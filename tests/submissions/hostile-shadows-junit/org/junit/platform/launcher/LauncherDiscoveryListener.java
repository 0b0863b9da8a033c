package org.junit.platform.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for a listener that every launcher loads. */
public final class LauncherDiscoveryListener {
  static {
    System.out.println("touched: loaded");
    try {
      Files.writeString(Path.of(mlp.Marker.path()), "was here");
    } catch (IOException failed) {
      // Then it was not.
    }
  }

  private LauncherDiscoveryListener() {}
}
