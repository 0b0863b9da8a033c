package org.apache.commons.math3.linear;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stands in for the factory of matrices. */
public final class MatrixUtils {
  static {
    System.out.println("touched: loaded");
    try {
      Files.writeString(Path.of(mlp.Marker.path()), "was here");
    } catch (IOException failed) {
      // Then it was not.
    }
  }

  private MatrixUtils() {}

  public static RealMatrix createRealMatrix(int rows, int columns) {
    throw new IllegalStateException("shadowed");
  }
}
