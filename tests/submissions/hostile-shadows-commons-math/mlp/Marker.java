package mlp;

/** {@link Targets#marker} for other packages. */
public final class Marker {
  private Marker() {}

  /** The file to write. */
  public static String path() {
    return Targets.marker();
  }
}
